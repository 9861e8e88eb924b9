import { type Role, roleAllows } from "@/lib/identity/core/permissions";
import { slugProblem } from "@/lib/identity/core/slug";
import type { Member, WorkspaceId } from "@/lib/identity/types";
import { db, inWorkspace } from "@/lib/platform/db";

/** The workspace behind a slug: its current one, or one it had before. */
export async function workspaceIdOf(slug: string): Promise<string | null> {
  if (slugProblem(slug) === "slug_invalid") return null;
  const found = await db.workspaceSlug.findUnique({ where: { slug } });
  return found?.workspace ?? null;
}

/** This person's membership of the workspace with this slug, or null: unknown slug, never joined, or removed. */
export async function findMember(userId: string, slug: string): Promise<Member | null> {
  const workspaceId = await workspaceIdOf(slug);
  if (!workspaceId) return null;

  return inWorkspace(workspaceId, async (tx) => {
    const member = await tx.member.findFirst({ where: { workspaceId, userId, removedAt: null } });
    if (!member) return null;
    const workspace = await tx.workspace.findFirstOrThrow({ where: { id: workspaceId } });
    const role = member.role as Role;
    return {
      userId,
      workspaceId: workspaceId as WorkspaceId,
      workspaceSlug: workspace.slug,
      workspaceName: workspace.name,
      timeZone: workspace.timeZone,
      name: member.name,
      email: member.email,
      role,
      can: (permission) => roleAllows(role, permission),
    };
  });
}
