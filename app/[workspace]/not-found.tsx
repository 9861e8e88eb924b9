import type { Metadata } from "next";
import { PageMessage } from "@/components/shell/page-message";
import { WorkspaceLink } from "@/components/shell/workspace-link";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";

export const metadata: Metadata = { title: "Page not found" };

/**
 * Shown for something that does not exist in the workspace, and to somebody who was removed from it while a page was
 * open.
 */
export default function WorkspaceNotFound() {
  return (
    <PageMessage title="Page not found" action={<WaysOn />}>
      The address is wrong, what it leads to was deleted, or you are no longer in this workspace.
    </PageMessage>
  );
}

const WaysOn = () => (
  <div className="flex flex-wrap gap-2">
    <WorkspaceLink to="">Go to the overview</WorkspaceLink>
    <Button asChild size="sm" variant="ghost">
      <Link href="/workspaces">Go to your workspaces</Link>
    </Button>
  </div>
);
