import type Stripe from "stripe";
import { tryOf } from "@/lib/billing/core/top-up";
import { begin } from "@/lib/billing/mutations/top-up/begin";
import {
  cancelLeftovers,
  noteCharged,
  noteDeclined,
  noteIntent,
} from "@/lib/billing/mutations/top-up/outcome";
import { tryAgainNow } from "@/lib/billing/mutations/top-up/retry";
import { purchaseForTopUp } from "@/lib/billing/mutations/top-up/sale";
import {
  type Charged,
  cancelIntent,
  chargeCard,
  findCharged,
  makeIntent,
  taxOn,
} from "@/lib/billing/providers/saved-card";
import { customerOf, savedCardOf } from "@/lib/billing/queries/cards";
import { findTopUp, type TopUp } from "@/lib/billing/queries/top-ups";
import type { Purchase } from "@/lib/billing/types";
import { clock } from "@/lib/platform/clock";

/**
 * Tries one due top-up: checks that it is still wanted and within the month's limit, then asks the bank. The payment of
 * one that was switched off while it waited for another try is canceled, so that nothing can make it later.
 * Safe to repeat, and to run twice at once: a try is one payment, found again by its purchase if its answer was
 * lost. Throws if the provider cannot be reached: try again later.
 */
export async function tryTopUp(stripe: Stripe, workspaceId: string, id: string): Promise<void> {
  const topUp = await findTopUp(workspaceId, id);
  const waited = topUp?.state === "off" ? topUp.purchase?.paymentIntentId : null;
  if (waited) return cancelIntent(stripe, waited);
  if (!topUp || !isDue(topUp)) return;
  const purchase = topUp.purchase ?? (await purchaseForTopUp(workspaceId, topUp));
  if (!purchase) return;
  const customer = await customerOf(workspaceId);
  const found =
    topUp.state === "charging" && customer
      ? await findCharged(stripe, { purchase, customer, tries: topUp.tries })
      : null;
  if (found?.charged) return record(stripe, purchase, found.charged);
  const paymentIntentId = found?.intentId ?? purchase.paymentIntentId;
  await ask(stripe, topUp, { ...purchase, paymentIntentId }, customer);
}

const isDue = ({ state, nextTryAt }: TopUp): boolean =>
  state === "charging" || (state === "waiting" && nextTryAt !== null && nextTryAt <= clock.now());

/** Sets the amount aside, asks the bank, and records what it said. */
async function ask(
  stripe: Stripe,
  topUp: TopUp,
  purchase: Purchase,
  customer: string | null,
): Promise<void> {
  const { workspaceId, paymentIntentId } = purchase;
  const tax = await taxOf(stripe, topUp, purchase, customer);
  const taxCents = tax.outcome === "reckoned" ? tax.taxCents : 0;
  const begun = await begin({ topUp, purchase, customer, taxCents });
  if (begun.outcome === "stopped")
    await cancelLeftovers(stripe, workspaceId, topUp.kind, paymentIntentId);
  const over = begun.outcome === "replaced" || begun.outcome === "over";
  if (over && paymentIntentId) await cancelIntent(stripe, paymentIntentId);
  if (begun.outcome !== "go" || !customer) return;
  // Only now: a try can only fail once it has begun.
  if (tax.outcome !== "reckoned") return record(stripe, purchase, tax);
  const { tries, amountCents, card } = begun;
  const request = { purchase, customer, tries, amountCents, calculation: tax.calculation };
  const made = paymentIntentId
    ? ({ outcome: "made", intentId: paymentIntentId } as const)
    : await makeIntent(stripe, request);
  if (made.outcome !== "made") return record(stripe, purchase, made);
  const { intentId } = made;
  if (!(await noteIntent(purchase, intentId))) return;
  const asking = { intentId, methodId: card.methodId, tries };
  const { charged, methodId } = await chargeSaved(stripe, purchase, asking);
  await record(stripe, { ...purchase, paymentIntentId: intentId }, charged);
  if (charged.outcome === "declined") await trySuccessor(purchase, methodId);
}

/**
 * A card that was replaced since it was read is gone at the provider. That is no reason to stop: its successor is asked.
 * Returns the card that was asked last, too.
 */
async function chargeSaved(
  stripe: Stripe,
  { id: purchaseId, workspaceId }: Pick<Purchase, "id" | "workspaceId">,
  asking: { intentId: string; methodId: string; tries: number },
): Promise<{ charged: Charged; methodId: string }> {
  const { methodId } = asking;
  const charged = await chargeCard(stripe, { purchaseId, ...asking });
  if (charged.outcome !== "gone") return { charged, methodId };
  const saved = await savedCardOf(workspaceId);
  if (!saved || saved.methodId === methodId) return { charged, methodId };
  return chargeSaved(
    stripe,
    { id: purchaseId, workspaceId },
    { ...asking, methodId: saved.methodId },
  );
}

/** A card that was saved while the bank declined the one before it found nothing that it could be tried for. */
async function trySuccessor({ workspaceId, id }: Purchase, declined: string): Promise<void> {
  const saved = await savedCardOf(workspaceId);
  if (!saved || saved.methodId === declined) return;
  await tryAgainNow({ workspaceId, topUpId: id, now: clock.now() });
}

/** Calculated for the first try; the intent it creates keeps the total. */
const taxOf = async (stripe: Stripe, topUp: TopUp, purchase: Purchase, customer: string | null) =>
  customer && !purchase.paymentIntentId
    ? taxOn(stripe, { purchase, customer, tries: tryOf(topUp) })
    : ({ outcome: "reckoned", taxCents: purchase.taxCents ?? 0, calculation: null } as const);

const record = (stripe: Stripe, purchase: Purchase, charged: Charged): Promise<void> => {
  switch (charged.outcome) {
    case "gone":
      return noteDeclined(stripe, purchase, { from: "charging", intentId: null, code: "no_card" });
    case "refused":
      return noteDeclined(stripe, purchase, { from: "charging", intentId: null, code: "refused" });
    case "declined":
      return noteDeclined(stripe, purchase, { from: "charging", ...charged });
    default:
      return noteCharged(purchase, charged.intentId);
  }
};
