import type { Buyer } from "@/lib/billing/core/buyers";
import type { LastCreditRequest } from "@/lib/billing/types";
import type { Kind } from "@/lib/credits/core/amount";
import { roleAllows } from "@/lib/identity/core/permissions";
import { membersOf } from "@/lib/identity/queries/members";
import { inWorkspace } from "@/lib/platform/db";

/** The members who may buy credits here. */
export async function buyersOf(workspaceId: string): Promise<(Buyer & { userId: string })[]> {
  const members = await membersOf(workspaceId);
  return members
    .filter(({ role, removed }) => !removed && roleAllows(role, "credits:buy"))
    .map(({ userId, name, role }) => ({ userId, name, role }));
}

/** When and whom this member last asked for each kind of credits, no earlier than `since`. */
export const lastCreditRequests = (
  workspaceId: string,
  userId: string,
  since: Date,
): Promise<Record<Kind, LastCreditRequest | null>> =>
  inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.creditRequest.findMany({
      where: { workspaceId, userId, createdAt: { gte: since } },
      orderBy: { createdAt: "desc" },
    });
    const latest = (kind: Kind) => {
      const row = rows.find((one) => one.kind === kind);
      return row ? { asked: row.asked, at: row.createdAt.toISOString() } : null;
    };
    return { ai: latest("ai"), lead: latest("lead") };
  });
