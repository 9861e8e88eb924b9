import type Stripe from "stripe";
import type { Payment } from "@/lib/billing/core/payment";
import { stopWithoutCard } from "@/lib/billing/mutations/top-up/outcome";
import { retryDeclined } from "@/lib/billing/mutations/top-up/retry";
import { switchOff } from "@/lib/billing/mutations/top-up/switch";
import { detachCard, readCard } from "@/lib/billing/providers/saved-card";
import { buyersOf } from "@/lib/billing/queries/buyers";
import { findCardOwner, savedCardOf } from "@/lib/billing/queries/cards";
import type { Purchase, SavedCard } from "@/lib/billing/types";
import { KINDS } from "@/lib/credits/core/amount";
import { clock } from "@/lib/platform/clock";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { announceSetting } from "@/lib/platform/events";

/**
 * Stores the card of a purchase whose buyer allowed it to be saved, replacing the previous one. A checkout page lives
 * for a day: if the buyer may no longer buy, the card is not stored, and the provider forgets it.
 */
export async function keepCard(
  stripe: Stripe,
  purchase: Purchase,
  payment: Payment,
): Promise<void> {
  if (!purchase.saveCard || !payment.savedMethodId) return;
  const card = await readCard(stripe, payment.savedMethodId);
  if (!card) return;
  const { workspaceId, buyerId: savedBy, checkoutSessionId } = purchase;
  const buyers = await buyersOf(workspaceId);
  if (!buyers.some(({ userId }) => userId === savedBy)) return detachCard(stripe, card.methodId);
  await storeCard(stripe, workspaceId, card, {
    savedBy,
    savedAt: payment.paidAt,
    checkoutSessionId,
  });
}

/** Saved by whom, when by the provider's clock, and on which of its pages. */
type Saving = { savedBy: string; savedAt: Date; checkoutSessionId: string | null };

/**
 * Replaces the stored card unless that was saved later, since news can be late. The provider forgets whichever of the
 * two is not kept. Declined top-ups were waiting for another card, so they are tried at once.
 */
export async function storeCard(
  stripe: Stripe,
  workspaceId: string,
  card: SavedCard,
  saving: Saving,
): Promise<void> {
  const data = { ...columnsOf(card), ...saving };
  const notKept = await inWorkspace(workspaceId, async (tx) => {
    await tx.savedCard.createMany({ data: { workspaceId, ...data }, skipDuplicates: true });
    const before = await lockCard(tx, workspaceId);
    await announceSetting(tx, workspaceId);
    if (before.paymentMethodId === card.methodId) return null;
    if (before.savedAt > saving.savedAt) return card.methodId;
    await tx.savedCard.update({ where: { workspaceId }, data });
    await retryDeclined(tx, { workspaceId, now: clock.now() });
    return before.paymentMethodId;
  });
  if (notKept) await detachCard(stripe, notKept);
}

/** Locks the card for this transaction. Throws if it was removed since: ask again then. */
async function lockCard(tx: Tx, workspaceId: string) {
  await tx.$queryRaw`
    select 1 as locked from saved_card where workspace_id = ${workspaceId}::uuid for update`;
  return tx.savedCard.findUniqueOrThrow({ where: { workspaceId } });
}

/** Updates a saved card to what the provider now knows of it: renewed by its bank, or gone. */
export async function refreshCard(stripe: Stripe, methodId: string): Promise<void> {
  const workspaceId = await findCardOwner(methodId);
  if (!workspaceId) return;
  const card = await readCard(stripe, methodId);
  if (!card) return forget(workspaceId, methodId);
  await inWorkspace(workspaceId, (tx) =>
    tx.savedCard.updateMany({
      where: { workspaceId, paymentMethodId: methodId },
      data: columnsOf(card),
    }),
  );
}

/**
 * Forgets the saved card, here and at the provider, and switches automatic top-ups off. Repeating it does nothing more.
 * They are switched off first: the provider's own event about the card then finds nothing to notify.
 */
export async function removeCard(stripe: Stripe | null, workspaceId: string): Promise<void> {
  const card = await savedCardOf(workspaceId);
  if (!card) return;
  for (const kind of KINDS) await switchOff(workspaceId, kind, "no_card");
  if (stripe) await detachCard(stripe, card.methodId);
  await forget(workspaceId, card.methodId);
}

/** Only if it is still this card: another may have been saved meanwhile. */
async function forget(workspaceId: string, methodId: string): Promise<void> {
  const gone = await inWorkspace(workspaceId, (tx) =>
    tx.savedCard.deleteMany({ where: { workspaceId, paymentMethodId: methodId } }),
  );
  if (gone.count === 0) return;
  for (const kind of KINDS) await stopWithoutCard(workspaceId, kind, methodId);
}

const columnsOf = ({ methodId: paymentMethodId, ...card }: SavedCard) => ({
  paymentMethodId,
  ...card,
});
