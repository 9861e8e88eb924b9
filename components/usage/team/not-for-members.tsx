import { WorkspaceLink } from "@/components/shell/workspace-link";
import { Empty } from "@/components/ui/empty";

/** The refusal of the Team usage page. */
export function NotForMembers() {
  return (
    <Empty
      title="Team usage is visible to admins"
      action={<WorkspaceLink to="/settings/billing">Go to Billing</WorkspaceLink>}
    >
      Every transaction of this workspace is in Billing, also yours.
    </Empty>
  );
}
