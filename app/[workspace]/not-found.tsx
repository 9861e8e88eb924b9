import type { Metadata } from "next";
import { PageMessage } from "@/components/shell/page-message";
import { WorkspaceLink } from "@/components/shell/workspace-link";

export const metadata: Metadata = { title: "Page not found" };

/** Something of the workspace that is not there; a workspace that one is no member of has no page at all. */
export default function WorkspaceNotFound() {
  return (
    <PageMessage
      title="Page not found"
      action={<WorkspaceLink to="">Go to the overview</WorkspaceLink>}
    >
      The address is wrong, or what it leads to was deleted.
    </PageMessage>
  );
}
