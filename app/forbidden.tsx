import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { FullPageMessage } from "@/components/shell/full-page-message";
import { Button } from "@/components/ui/button";
import { referenceOf } from "@/lib/platform/request-id";

export const metadata: Metadata = { title: "Not allowed" };

export default async function Forbidden() {
  return (
    <FullPageMessage
      title="Your role does not allow this"
      reference={referenceOf((await headers()).get("x-request-id") ?? "")}
      action={
        <Button asChild>
          <Link href="/">Go to your workspaces</Link>
        </Button>
      }
    >
      Nothing was changed. An owner or admin of this workspace can give you another role.
    </FullPageMessage>
  );
}
