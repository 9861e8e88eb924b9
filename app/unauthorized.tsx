import type { Metadata } from "next";
import { headers } from "next/headers";
import { FullPageMessage } from "@/components/shell/full-page-message";
import { Button } from "@/components/ui/button";
import { referenceOf } from "@/lib/platform/request-id";

export const metadata: Metadata = { title: "Sign in" };

export default async function Unauthorized() {
  return (
    <FullPageMessage
      title="Sign in to see this page"
      reference={referenceOf((await headers()).get("x-request-id") ?? "")}
      action={
        <Button asChild>
          <a href="/sign-in">Sign in</a>
        </Button>
      }
    >
      You are signed out, or your session was ended.
    </FullPageMessage>
  );
}
