import type { Metadata } from "next";
import { headers } from "next/headers";
import { FullPageMessage } from "@/components/shell/full-page-message";
import { buttonVariants } from "@/components/ui/button";
import { referenceOf } from "@/lib/platform/request-id";

export const metadata: Metadata = { title: "Not allowed" };

export default async function Forbidden() {
  return (
    <FullPageMessage
      title="Your role does not allow this"
      reference={referenceOf((await headers()).get("x-request-id") ?? "")}
      action={
        <a href="/" className={buttonVariants()}>
          Go to your workspaces
        </a>
      }
    >
      Nothing was changed. An owner or admin of this workspace can give you another role.
    </FullPageMessage>
  );
}
