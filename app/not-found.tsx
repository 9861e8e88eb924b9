import type { Metadata } from "next";
import { headers } from "next/headers";
import { FullPageMessage } from "@/components/shell/full-page-message";
import { Button } from "@/components/ui/button";
import { referenceOf } from "@/lib/platform/request-id";

export const metadata: Metadata = { title: "Page not found" };

export default async function NotFound() {
  return (
    <FullPageMessage
      title="Page not found"
      reference={referenceOf((await headers()).get("x-request-id") ?? "")}
      action={
        <Button asChild>
          <a href="/">Go to your workspaces</a>
        </Button>
      }
    >
      The address is wrong, or it belongs to a workspace you are not a member of.
    </FullPageMessage>
  );
}
