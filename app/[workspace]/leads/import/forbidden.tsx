import type { Metadata } from "next";
import { PageMessage } from "@/components/shell/page-message";
import { WorkspaceLink } from "@/components/shell/workspace-link";

export const metadata: Metadata = { title: "Not allowed" };

/** For viewers and the billing role, who can see lists but not import. */
export default function ImportForbidden() {
  return (
    <PageMessage
      title="Your role cannot import leads"
      action={<WorkspaceLink to="/leads">Go to lead lists</WorkspaceLink>}
    >
      Nothing was imported. An owner or admin can give you another role, under Members in Settings.
    </PageMessage>
  );
}
