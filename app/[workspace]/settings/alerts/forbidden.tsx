import type { Metadata } from "next";
import { PageMessage } from "@/components/shell/page-message";
import { WorkspaceLink } from "@/components/shell/workspace-link";

export const metadata: Metadata = { title: "Not allowed" };

/** Alerts and limits are set by those who manage the workspace. */
export default function AlertsForbidden() {
  return (
    <PageMessage
      title="Only owners and admins see alerts and limits"
      action={<WorkspaceLink to="/settings/members">See who they are</WorkspaceLink>}
    >
      Nothing was changed. An owner or admin can give you another role.
    </PageMessage>
  );
}
