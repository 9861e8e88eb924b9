import { KINDS } from "@/lib/credits/core/amount";
import { frozenFor } from "@/lib/credits/core/hold";
import { openHoldOf } from "@/lib/credits/queries/balance-inputs";
import { pool, type Tx } from "@/lib/platform/db";

/**
 * By lot, what refunds on their way set aside of purchases: it may be refunded, and nothing else. Nothing of a purchase
 * that is disputed, since the dispute keeps it.
 */
export async function setAsideForRefunds(
  tx: Tx,
  workspaceId: string,
  purchaseIds: string[],
): Promise<Map<string, number>> {
  if (purchaseIds.length === 0) return new Map();
  const freezes = await tx.creditHold.findMany({
    where: { workspaceId, kind: { in: [...KINDS] }, state: "open", freezes: { in: purchaseIds } },
  });
  const disputed = freezes.filter((freeze) => frozenFor(freeze) === "dispute");
  const kept = new Set(disputed.map(({ freezes: purchaseId }) => purchaseId));
  return new Map(
    freezes
      .filter(({ freezes: purchaseId }) => !kept.has(purchaseId))
      .flatMap((freeze) =>
        openHoldOf(freeze).lots.map(([lotId, amount]) => [lotId, amount] as const),
      ),
  );
}

/** Purchases with a request that has not ended, and that nobody went on with between two instants. Runs as the worker's role. */
export async function findSilentRequests(
  before: Date,
  since: Date,
): Promise<{ workspaceId: string; purchaseId: string }[]> {
  const { rows } = await pool("worker").query<{ workspaceId: string; purchaseId: string }>(
    `select workspace_id as "workspaceId", purchase_id as "purchaseId" from refund_request
     where ended_at is null and asked_at <= $1 and asked_at > $2
     group by workspace_id, purchase_id order by min(asked_at)`,
    [before, since],
  );
  return rows;
}
