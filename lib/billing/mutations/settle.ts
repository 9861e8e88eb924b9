import type Stripe from "stripe";
import { isFor, type Payment, replaceableBy, stateOf } from "@/lib/billing/core/payment";
import { validUntil } from "@/lib/billing/core/validity";
import { keepCard } from "@/lib/billing/mutations/cards";
import { settleDispute } from "@/lib/billing/mutations/disputes";
import { settleRefund } from "@/lib/billing/mutations/refunds";
import { noteTopUp } from "@/lib/billing/mutations/top-up/outcome";
import { readIntentPayment } from "@/lib/billing/providers/saved-card";
import { readPayment } from "@/lib/billing/providers/stripe";
import { findPurchase } from "@/lib/billing/queries/purchases";
import type { Purchase } from "@/lib/billing/types";
import type { Accepted } from "@/lib/credits/core/command";
import { creditsArrived } from "@/lib/credits/mutations/arrivals";
import { post } from "@/lib/credits/mutations/door";
import { type NewNotice, notify } from "@/lib/credits/mutations/notices";
import { audienceOf } from "@/lib/credits/queries/alerts";
import { debtSettledBy } from "@/lib/credits/queries/debt";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { announce } from "@/lib/platform/events";

export type Settled =
  | { ok: true; state: Purchase["state"] }
  | { ok: false; reason: "unknown_purchase" | "payment_mismatch" };

/** Where a payment comes from: the checkout session it was made in, or the intent that charged a saved card. */
export type Source = { sessionId: string } | { paymentIntentId: string };

/**
 * Brings one purchase to the state its payment has at the provider now: credits come in once when it is paid, what is
 * left of them goes when it is refunded, and is frozen while it is disputed. Reads the facts from the provider's API, so
 * it does not matter which event called it, how often, in which order, or from how many processes. Throws if the
 * provider, the ledger or the database cannot be reached; nothing is lost then, call it again.
 */
export async function settlePurchase(
  stripe: Stripe,
  workspaceId: string,
  purchaseId: string,
  source: Source,
): Promise<Settled> {
  const purchase = await findPurchase(workspaceId, purchaseId);
  if (!purchase || !isSource(purchase, source)) return { ok: false, reason: "unknown_purchase" };
  const payment = await read(stripe, purchase, source);
  if (!isFor(payment, purchase)) return { ok: false, reason: "payment_mismatch" };

  const granted = payment.paid ? await grantCredits(purchase, payment) : null;
  if (granted) await followUp(purchase, payment);
  // Before the purchase is recorded as paid, so that later news about the payment cannot bring back a card that was
  // removed since.
  if (granted && purchase.state !== "paid") await keepCard(stripe, purchase, payment);
  await recordPayment(purchase, payment, granted);
  if (purchase.origin === "top_up") await noteTopUp(stripe, purchase, payment);
  return { ok: true, state: stateOf(payment) };
}

const read = (stripe: Stripe, purchase: Purchase, source: Source): Promise<Payment> =>
  "sessionId" in source
    ? readPayment(stripe, source.sessionId)
    : readIntentPayment(stripe, source.paymentIntentId, purchase.taxCents ?? 0);

/**
 * What happened to the credits after they were granted, and what was waiting for them. At once: if anything else dies
 * first, the sweep gives the credits to whoever has waited longest, and not to the run they were bought for.
 */
async function followUp(purchase: Purchase, payment: Payment): Promise<void> {
  for (const refund of payment.refunds) await settleRefund(purchase, payment, refund);
  for (const dispute of payment.disputes) await settleDispute(purchase, payment, dispute);
  if (purchase.state === "paid") return;
  const { workspaceId, kind, continueRunId } = purchase;
  await creditsArrived({ workspaceId, kind, continueRunId });
}

/** A purchase has a single payment, from the source that its origin implies. */
function isSource(purchase: Purchase, source: Source): boolean {
  if ("sessionId" in source) {
    const known = purchase.checkoutSessionId ?? source.sessionId;
    return purchase.origin === "checkout" && known === source.sessionId;
  }
  const known = purchase.paymentIntentId ?? source.paymentIntentId;
  return purchase.origin === "top_up" && known === source.paymentIntentId;
}

/**
 * Grants the credits of a paid purchase. Every field comes from the purchase or the payment and none from the clock, so
 * the command is the same each time and the ledger carries it out once.
 */
async function grantCredits(purchase: Purchase, payment: Payment): Promise<Accepted> {
  const answer = await post(purchase.workspaceId, purchase.kind, {
    type: "grant",
    key: `purchase:${purchase.id}`,
    lotId: purchase.id,
    source: "purchase",
    sourceId: purchase.id,
    label: purchase.packageName,
    amount: purchase.credits,
    expiresAt: validUntil(payment.paidAt),
    ...provenanceOf(purchase),
  });
  if (!answer.ok) throw new Error(`The ledger refused a purchase: ${answer.reason}`);
  return answer;
}

/** Who bought, as the history shows it: nobody pressed a button for a top-up. */
const provenanceOf = ({ origin, buyerId, packageName }: Purchase) =>
  origin === "top_up"
    ? { actor: { type: "system" } as const, reason: `Auto top-up: ${packageName}` }
    : { actor: { type: "member", id: buyerId } as const, reason: `Purchase of ${packageName}` };

async function recordPayment(
  purchase: Purchase,
  payment: Payment,
  granted: Accepted | null,
): Promise<void> {
  const { workspaceId, id } = purchase;
  const state = stateOf(payment);
  const notice = state === purchase.state ? null : await noticeOf(purchase, state, granted);
  const audience = await audienceOf(workspaceId);
  await inWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.purchase.updateMany({
      where: { workspaceId, id, state: { in: replaceableBy(state) } },
      data: {
        state,
        ...(payment.sessionId ? { checkoutSessionId: payment.sessionId } : {}),
        paymentIntentId: payment.paymentIntentId,
        failure: payment.paid ? null : payment.failure,
        ...(granted && receipt(payment, granted)),
      },
    });
    if (count > 0 && notice) await notify(tx, workspaceId, notice, audience);
    await announce(tx, workspaceId, { id });
  });
}

/** The notice of a purchase that is paid or fails; null in any other state. */
async function noticeOf(
  purchase: Purchase,
  state: Purchase["state"],
  granted: Accepted | null,
): Promise<NewNotice | null> {
  if (state !== "paid" && state !== "failed") return null;
  const { workspaceId, id: purchaseId, kind, packageName, buyerId, credits: amount } = purchase;
  const auto = purchase.origin === "top_up" ? { auto: true } : {};
  const seq = granted?.seq ?? null;
  const settled = seq === null ? 0 : await debtSettledBy(workspaceId, kind, seq);
  const about = { about: "purchase", purchaseId, buyerId, packageName } as const;
  return {
    kind,
    key: `purchase:${purchaseId}:${state}`,
    facts: { ...about, state, amount, settled, ...auto },
    at: clock.now(),
    seq: seq === null ? null : BigInt(seq),
  };
}

const receipt = (payment: Payment, granted: Accepted) => ({
  entrySeq: granted.seq,
  balanceAfter: granted.current,
  paidAt: payment.paidAt,
  amountPaidCents: payment.totalCents,
  discountCents: payment.discountCents,
  taxCents: payment.taxCents,
  receiptUrl: payment.receiptUrl,
  receiptNumber: payment.receiptNumber,
  cardBrand: payment.cardBrand,
  cardLast4: payment.cardLast4,
});
