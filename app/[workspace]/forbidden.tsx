import type { Metadata } from "next";
import { PageMessage } from "@/components/shell/page-message";
import { WorkspaceLink } from "@/components/shell/workspace-link";

export const metadata: Metadata = { title: "Not allowed" };

export default function WorkspaceForbidden() {
  return (
    <PageMessage
      title="Your role does not allow this"
      action={<WorkspaceLink to="/settings/members">See who can change roles</WorkspaceLink>}
    >
      Nothing was changed. An owner or admin of this workspace can give you another role.
    </PageMessage>
  );
}
