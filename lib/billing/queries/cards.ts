import type { StoredCard } from "@/lib/billing/types";
import { inWorkspace, pool, type Tx } from "@/lib/platform/db";

/** The card that pays for a workspace's automatic top-ups, and the page on which it was entered. */
export const savedCardOf = (workspaceId: string): Promise<StoredCard | null> =>
  inWorkspace(workspaceId, (tx) => savedCardIn(tx, workspaceId));

/** The same, inside a transaction. */
export async function savedCardIn(tx: Tx, workspaceId: string): Promise<StoredCard | null> {
  const row = await tx.savedCard.findUnique({ where: { workspaceId } });
  if (!row) return null;
  const { paymentMethodId: methodId, brand, last4, expMonth, expYear, checkoutSessionId } = row;
  return { methodId, brand, last4, expMonth, expYear, checkoutSessionId };
}

/** The workspace that keeps a card, by the provider's id of it. Runs as the worker's role. */
export async function findCardOwner(methodId: string): Promise<string | null> {
  const { rows } = await pool("worker").query<{ id: string }>(
    "select workspace_id as id from saved_card where payment_method_id = $1",
    [methodId],
  );
  return rows[0]?.id ?? null;
}

/** The provider's customer as which a workspace pays. */
export const customerOf = (workspaceId: string): Promise<string | null> =>
  inWorkspace(workspaceId, async (tx) => {
    const row = await tx.billingCustomer.findUnique({ where: { workspaceId } });
    return row?.stripeCustomerId ?? null;
  });
