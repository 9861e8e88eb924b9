import type { Purchase } from "@/lib/billing/types";
import { credits } from "@/lib/credits/core/amount";
import { inWorkspace, type Tx } from "@/lib/platform/db";

/** One purchase of the workspace. */
export const findPurchase = (workspaceId: string, id: string): Promise<Purchase | null> =>
  inWorkspace(workspaceId, async (tx) => {
    const row = await tx.purchase.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
    return row && toPurchase(row);
  });

/** The purchase for which a checkout session was made, if it is this workspace's. */
export const findPurchaseBySession = (
  workspaceId: string,
  checkoutSessionId: string,
): Promise<Purchase | null> =>
  inWorkspace(workspaceId, async (tx) => {
    const row = await tx.purchase.findUnique({
      where: { workspaceId_checkoutSessionId: { workspaceId, checkoutSessionId } },
    });
    return row && toPurchase(row);
  });

type Row = NonNullable<Awaited<ReturnType<Tx["purchase"]["findFirst"]>>>;

const number = (value: bigint | null): number | null => (value === null ? null : Number(value));

/** A row of the table in the product's terms. */
export const toPurchase = (row: Row): Purchase => ({
  ...row,
  credits: credits(Number(row.credits)),
  origin: row.origin as Purchase["origin"],
  state: row.state as Purchase["state"],
  entrySeq: number(row.entrySeq),
  balanceAfter: number(row.balanceAfter),
});
