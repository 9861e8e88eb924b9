import type { Kind } from "@/lib/credits/core/amount";
import { roleAllows } from "@/lib/identity/core/permissions";
import { membersOf } from "@/lib/identity/queries/members";
import { inWorkspace } from "@/lib/platform/db";

/** The members who may buy credits here. */
export async function buyersOf(workspaceId: string): Promise<{ userId: string; name: string }[]> {
  const members = await membersOf(workspaceId);
  return members
    .filter(({ role, removed }) => !removed && roleAllows(role, "credits:buy"))
    .map(({ userId, name }) => ({ userId, name }));
}

export type LastAsked = { kind: Kind; asked: string[]; at: string };

/** When and whom this member asked last, since `since`. */
export const lastAsked = (
  workspaceId: string,
  userId: string,
  since: Date,
): Promise<LastAsked | null> =>
  inWorkspace(workspaceId, async (tx) => {
    const row = await tx.creditRequest.findFirst({
      where: { workspaceId, userId, createdAt: { gte: since } },
      orderBy: { createdAt: "desc" },
    });
    return row && { kind: row.kind, asked: row.asked, at: row.createdAt.toISOString() };
  });
