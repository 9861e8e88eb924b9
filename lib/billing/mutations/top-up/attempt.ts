import type Stripe from "stripe";
import { begin } from "@/lib/billing/mutations/top-up/begin";
import { noteCharged, noteDeclined, putAway } from "@/lib/billing/mutations/top-up/outcome";
import { sell } from "@/lib/billing/mutations/top-up/sale";
import { type Charged, chargeCard, findCharged, taxOn } from "@/lib/billing/providers/saved-card";
import { customerOf, savedCardOf } from "@/lib/billing/queries/cards";
import { findTopUp, type TopUp } from "@/lib/billing/queries/top-ups";
import type { Purchase } from "@/lib/billing/types";
import { clock } from "@/lib/platform/clock";

/**
 * Tries one top-up that is due: looks whether it is still wanted and within the month's limit, and asks the bank. Safe
 * to repeat and to run twice at once: a try is one payment, found again by its purchase when its answer was lost.
 * Throws when the provider cannot be reached: try again later.
 */
export async function tryTopUp(stripe: Stripe, workspaceId: string, id: string): Promise<void> {
  const topUp = await findTopUp(workspaceId, id);
  if (!topUp || !isDue(topUp)) return;
  const purchase = topUp.purchase ?? (await sell(workspaceId, topUp));
  if (!purchase) return;
  const customer = await customerOf(workspaceId);
  if (topUp.state === "charging" && customer) {
    const known = await findCharged(stripe, { purchase, customer, tries: topUp.tries });
    if (known) return record(stripe, purchase, known);
  }
  await ask(stripe, topUp, purchase, customer);
}

const isDue = ({ state, nextTryAt }: TopUp): boolean =>
  state === "charging" || (state === "waiting" && nextTryAt !== null && nextTryAt <= clock.now());

/** Sets the money aside, asks the bank, and notes what it said. */
async function ask(
  stripe: Stripe,
  topUp: TopUp,
  purchase: Purchase,
  customer: string | null,
): Promise<void> {
  const { workspaceId, paymentIntentId } = purchase;
  const card = customer ? await savedCardOf(workspaceId) : null;
  const { taxCents, calculation } = await taxOf(stripe, purchase, customer);
  const begun = await begin({ topUp, purchase, card, taxCents });
  if (begun.outcome === "stopped") await putAway(stripe, workspaceId, topUp.kind, paymentIntentId);
  if (begun.outcome !== "go" || !customer || !card) return;
  const { tries, amountCents } = begun;
  const { methodId } = card;
  const request = { purchase, customer, methodId, amountCents, calculation, tries };
  await record(stripe, purchase, await chargeCard(stripe, request));
}

/** Reckoned for the first try; the intent that it makes keeps the sum. */
const taxOf = async (stripe: Stripe, purchase: Purchase, customer: string | null) =>
  customer && !purchase.paymentIntentId
    ? taxOn(stripe, purchase, customer)
    : { taxCents: purchase.taxCents ?? 0, calculation: null };

const record = (stripe: Stripe, purchase: Purchase, charged: Charged): Promise<void> =>
  charged.outcome === "declined"
    ? noteDeclined(stripe, purchase, { from: "charging", ...charged })
    : noteCharged(purchase, charged.intentId);
