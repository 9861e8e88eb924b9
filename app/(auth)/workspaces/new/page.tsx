import type { Metadata } from "next";
import Link from "next/link";
import { AuthHeading } from "@/components/identity/auth-sheet";
import { NewWorkspaceForm } from "@/components/identity/new-workspace-form";
import { loadNewWorkspace } from "@/lib/identity/loaders";

export const metadata: Metadata = { title: "Create a workspace" };

export default async function NewWorkspacePage() {
  const { user, workspaces } = await loadNewWorkspace();
  return (
    <>
      <AuthHeading title="Create a workspace">
        {workspaces.length === 0 ? "You are in no workspace. " : ""}A workspace has its own credits,
        leads and members. You will be its owner, as {user.email}.
      </AuthHeading>
      <NewWorkspaceForm />
      {workspaces.length > 0 ? (
        <p className="mt-5 text-center text-sm">
          <Link className="link" href="/workspaces">
            Back to your workspaces
          </Link>
        </p>
      ) : null}
    </>
  );
}
