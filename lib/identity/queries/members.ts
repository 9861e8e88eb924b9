import { type Permission, ROLES, type Role, roleAllows } from "@/lib/identity/core/permissions";
import { inWorkspace } from "@/lib/platform/db";

export type MemberRow = {
  userId: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: Date;
  /** True for somebody who left or was removed: shown where the history names them. */
  removed: boolean;
};

/** Everybody who is or was in the workspace: present members first, then by name. */
export async function membersOf(workspaceId: string): Promise<MemberRow[]> {
  const members = await inWorkspace(workspaceId, (tx) =>
    tx.member.findMany({ where: { workspaceId }, orderBy: [{ name: "asc" }, { userId: "asc" }] }),
  );
  return members
    .map(({ removedAt, workspaceId: _, ...member }) => ({
      ...member,
      role: member.role as Role,
      removed: removedAt !== null,
    }))
    .toSorted((a, b) => Number(a.removed) - Number(b.removed));
}

/** The names of the members whose role allows `permission`, for "Ines Carvalho and Priya Raman are admins." */
export async function whoCan(workspaceId: string, permission: Permission): Promise<string[]> {
  const roles = ROLES.filter((role) => roleAllows(role, permission));
  const members = await inWorkspace(workspaceId, (tx) =>
    tx.member.findMany({
      where: { workspaceId, removedAt: null, role: { in: roles } },
      orderBy: { name: "asc" },
      select: { name: true },
    }),
  );
  return members.map(({ name }) => name);
}

/** Whether somebody who was in the workspace has left it, or has a role that does not allow `permission`. */
export async function hasLostPermission(
  workspaceId: string,
  userId: string,
  permission: Permission,
): Promise<boolean> {
  const member = await inWorkspace(workspaceId, (tx) =>
    tx.member.findFirst({ where: { workspaceId, userId } }),
  );
  if (!member) return false;
  return member.removedAt !== null || !roleAllows(member.role as Role, permission);
}
