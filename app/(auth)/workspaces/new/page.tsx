import type { Metadata } from "next";
import { AuthHeading } from "@/components/identity/auth-sheet";
import { NewWorkspaceForm } from "@/components/identity/new-workspace-form";
import { Link } from "@/components/ui/link";
import { loadNewWorkspace } from "@/lib/identity/loaders";

export const metadata: Metadata = { title: "Create a workspace" };

type PageProps = { searchParams: Promise<{ to?: string | string[] }> };

export default async function NewWorkspacePage({ searchParams }: PageProps) {
  const to = [(await searchParams).to].flat()[0];
  const { user, workspaces } = await loadNewWorkspace();
  return (
    <>
      <AuthHeading title="Create a workspace">
        {workspaces.length === 0 ? "You are in no workspace. " : ""}A workspace has its own credits,
        leads and members. You will be its owner, as {user.email}.
      </AuthHeading>
      <NewWorkspaceForm to={to} />
      {workspaces.length > 0 ? (
        <p className="mt-5 text-center text-sm">
          <Link
            className="link tap"
            href={to ? `/workspaces?${new URLSearchParams({ to })}` : "/workspaces"}
          >
            Back to your workspaces
          </Link>
        </p>
      ) : null}
    </>
  );
}
