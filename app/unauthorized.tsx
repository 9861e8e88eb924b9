import type { Metadata } from "next";
import { headers } from "next/headers";
import { FullPageMessage, fullPageAction } from "@/components/shell/full-page-message";
import { referenceOf } from "@/lib/platform/request-id";

export const metadata: Metadata = { title: "Sign in" };

export default async function Unauthorized() {
  return (
    <FullPageMessage
      title="Sign in to see this page"
      reference={referenceOf((await headers()).get("x-request-id") ?? "")}
      action={
        <a href="/sign-in" className={fullPageAction}>
          Sign in
        </a>
      }
    >
      You are signed out, or your session was ended.
    </FullPageMessage>
  );
}
