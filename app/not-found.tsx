import type { Metadata } from "next";
import { headers } from "next/headers";
import { FullPageMessage, fullPageAction } from "@/components/shell/full-page-message";
import { referenceOf } from "@/lib/platform/request-id";

export const metadata: Metadata = { title: "Page not found" };

export default async function NotFound() {
  return (
    <FullPageMessage
      title="Page not found"
      reference={referenceOf((await headers()).get("x-request-id") ?? "")}
      action={
        <a href="/" className={fullPageAction}>
          Go to your workspaces
        </a>
      }
    >
      The address is wrong, or it belongs to a workspace you are not a member of.
    </FullPageMessage>
  );
}
