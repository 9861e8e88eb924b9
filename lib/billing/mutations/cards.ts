import type Stripe from "stripe";
import type { Payment } from "@/lib/billing/core/payment";
import { retryDeclined } from "@/lib/billing/mutations/top-up/retry";
import { switchOff } from "@/lib/billing/mutations/top-up/switch";
import { detachCard, readCard } from "@/lib/billing/providers/saved-card";
import { findCardOwner, savedCardOf } from "@/lib/billing/queries/cards";
import type { Purchase, SavedCard } from "@/lib/billing/types";
import { KINDS } from "@/lib/credits/core/amount";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";

/**
 * Keeps the card of a purchase whose buyer let it be saved, in place of the one before. Another card is what top-ups
 * that were declined wait for: they are tried at once.
 */
export async function keepCard(
  stripe: Stripe,
  purchase: Purchase,
  payment: Payment,
): Promise<void> {
  if (!purchase.saveCard || !payment.savedMethodId) return;
  const card = await readCard(stripe, payment.savedMethodId);
  if (!card) return;
  const { workspaceId, buyerId: savedBy } = purchase;
  const before = await savedCardOf(workspaceId);
  const data = { ...columnsOf(card), savedBy, savedAt: payment.paidAt };
  const another = before?.methodId !== card.methodId;
  await inWorkspace(workspaceId, async (tx) => {
    await tx.savedCard.upsert({
      where: { workspaceId },
      create: { workspaceId, ...data },
      update: data,
    });
    if (another) await retryDeclined(tx, { workspaceId, now: clock.now() });
  });
  if (before && another) await detachCard(stripe, before.methodId);
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

/** Forgets the saved card, here and at the provider, and switches automatic top-ups off. Repeated, nothing more. */
export async function removeCard(stripe: Stripe | null, workspaceId: string): Promise<void> {
  const card = await savedCardOf(workspaceId);
  if (!card) return;
  if (stripe) await detachCard(stripe, card.methodId);
  await forget(workspaceId, card.methodId);
}

/** Only while it is still this card: another may have been saved meanwhile. */
async function forget(workspaceId: string, methodId: string): Promise<void> {
  const gone = await inWorkspace(workspaceId, (tx) =>
    tx.savedCard.deleteMany({ where: { workspaceId, paymentMethodId: methodId } }),
  );
  if (gone.count === 0) return;
  for (const kind of KINDS) await switchOff(workspaceId, kind, "no_card");
}

const columnsOf = ({ methodId: paymentMethodId, ...card }: SavedCard) => ({
  paymentMethodId,
  ...card,
});
