import type { KeptCard } from "@/lib/billing/types";
import { inWorkspace, pool, type Tx } from "@/lib/platform/db";

/** The card that automatic top-ups of a workspace are paid with, and the page it was typed in on. */
export const savedCardOf = (workspaceId: string): Promise<KeptCard | null> =>
  inWorkspace(workspaceId, (tx) => savedCardIn(tx, workspaceId));

/** The same, as a transaction sees it. */
export async function savedCardIn(tx: Tx, workspaceId: string): Promise<KeptCard | null> {
  const row = await tx.savedCard.findUnique({ where: { workspaceId } });
  if (!row) return null;
  const { paymentMethodId: methodId, brand, last4, expMonth, expYear, checkoutSessionId } = row;
  return { methodId, brand, last4, expMonth, expYear, checkoutSessionId };
}

/** The workspace that keeps a card, by the provider's name of it. Asked of the worker's role. */
export async function findCardOwner(methodId: string): Promise<string | null> {
  const { rows } = await pool("worker").query<{ id: string }>(
    "select workspace_id as id from saved_card where payment_method_id = $1",
    [methodId],
  );
  return rows[0]?.id ?? null;
}

/** The provider's customer a workspace pays as. */
export const customerOf = (workspaceId: string): Promise<string | null> =>
  inWorkspace(workspaceId, async (tx) => {
    const row = await tx.billingCustomer.findUnique({ where: { workspaceId } });
    return row?.stripeCustomerId ?? null;
  });
