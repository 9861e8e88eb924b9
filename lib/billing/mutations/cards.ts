import type Stripe from "stripe";
import type { Payment } from "@/lib/billing/core/payment";
import { stopWithoutCard } from "@/lib/billing/mutations/top-up/outcome";
import { retryDeclined } from "@/lib/billing/mutations/top-up/retry";
import { switchOff } from "@/lib/billing/mutations/top-up/switch";
import { detachCard, readCard } from "@/lib/billing/providers/saved-card";
import { buyersOf } from "@/lib/billing/queries/asking";
import { findCardOwner, savedCardOf } from "@/lib/billing/queries/cards";
import type { Purchase, SavedCard } from "@/lib/billing/types";
import { KINDS } from "@/lib/credits/core/amount";
import { clock } from "@/lib/platform/clock";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { announceSetting } from "@/lib/platform/events";

/**
 * Keeps the card of a purchase whose buyer let it be saved, in place of the one before. A checkout page lives for a day: of
 * somebody who may not buy any more, it is not kept, and the provider forgets it.
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
  await putCard(stripe, workspaceId, card, {
    savedBy,
    savedAt: payment.paidAt,
    checkoutSessionId,
  });
}

/** By whom, when by the provider's clock, and on which of its pages. */
type Saving = { savedBy: string; savedAt: Date; checkoutSessionId: string | null };

/**
 * Puts a card in the place of the one before, unless that one was saved later: news can be late. Whichever of the two
 * is not kept, the provider forgets. Another card is what declined top-ups wait for: they are tried at once.
 */
export async function putCard(
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

/** The card, for this transaction alone. Throws when it was removed since: ask again then. */
async function lockCard(tx: Tx, workspaceId: string) {
  await tx.$queryRaw`
    select 1 as locked from saved_card where workspace_id = ${workspaceId}::uuid for update`;
  return tx.savedCard.findUniqueOrThrow({ where: { workspaceId } });
}

/** Brings a saved card to what the provider knows of it now: renewed by its bank, or gone. */
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
 * Forgets the saved card, here and at the provider, and switches automatic top-ups off. Repeated, nothing more. Off first:
 * the provider's own news of it finds nothing that people would have to be told of.
 */
export async function removeCard(stripe: Stripe | null, workspaceId: string): Promise<void> {
  const card = await savedCardOf(workspaceId);
  if (!card) return;
  for (const kind of KINDS) await switchOff(workspaceId, kind, "no_card");
  if (stripe) await detachCard(stripe, card.methodId);
  await forget(workspaceId, card.methodId);
}

/** Only while it is still this card: another may have been saved meanwhile. */
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
