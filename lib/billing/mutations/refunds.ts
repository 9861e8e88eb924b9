import { v5 } from "uuid";
import type { Payment, PaymentRefund } from "@/lib/billing/core/payment";
import { creditsForRefund, refundKey } from "@/lib/billing/core/refund";
import { FAILED, hasFailed } from "@/lib/billing/core/reversal";
import { validAgainUntil } from "@/lib/billing/core/validity";
import { endRequestOf, lockPurchase } from "@/lib/billing/mutations/refund-freeze";
import type { Purchase } from "@/lib/billing/types";
import { credits } from "@/lib/credits/core/amount";
import type { Accepted, Actor } from "@/lib/credits/core/command";
import { post } from "@/lib/credits/mutations/door";
import { pledgedBy } from "@/lib/credits/queries/debt";
import { findStoredAnswer } from "@/lib/credits/queries/keys";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { announce } from "@/lib/platform/events";

const GIVEN_BACK = ["pending", "requires_action", "succeeded"];
/** An answer read before a refund succeeded does not put it back on its way. Only a bank may still return it. */
const SUCCEEDED = "succeeded";

/**
 * Takes the credits of one refund back, once, as soon as the provider has it, and returns them if the refund later
 * fails. It takes what is left of the purchase at most, and later what was missing from whatever comes back to it; the
 * balance never becomes negative. Readings of the refund may be settled in any order, and simultaneously: one from
 * before it failed, settled late, finds that it failed and returns what it took. A refund whose credits were never taken
 * returns none.
 */
export async function settleRefund(
  purchase: Purchase,
  payment: Payment,
  refund: PaymentRefund,
): Promise<void> {
  await settleCredits(purchase, payment, refund);
  // What was set aside for it, until now: the rest of it is free again.
  if (refund.requestId) await endRequestOf(purchase, refund.requestId);
}

async function settleCredits(
  purchase: Purchase,
  payment: Payment,
  refund: PaymentRefund,
): Promise<void> {
  if (GIVEN_BACK.includes(refund.state)) {
    const took = await takeBack(purchase, payment, refund);
    const { stands } = await recordRefund(purchase, refund, took.taken);
    if (!stands) await returnCredits(purchase, payment, refund, took);
    return;
  }
  // Recorded before asking what was taken, so that whoever takes it later finds that the refund failed.
  await recordRefund(purchase, refund, 0);
  const { workspaceId, kind } = purchase;
  if (!(await findStoredAnswer(workspaceId, kind, refundKey(refund.id)))) return;
  await returnCredits(purchase, payment, refund, await takeBack(purchase, payment, refund));
}

/** What a refund took at once, and what it fell short of, which is taken when it comes back. */
type Taken = { taken: number; pledged: number };

async function takeBack(
  purchase: Purchase,
  payment: Payment,
  refund: PaymentRefund,
): Promise<Taken> {
  const { workspaceId, kind } = purchase;
  // What was taken stands as it was described then: who asked for it is metadata, which anybody may change at the
  // provider.
  const kept = await findStoredAnswer(workspaceId, kind, refundKey(refund.id));
  const answer = kept ?? (await take(purchase, payment, refund));
  const pledged = await pledgedBy(workspaceId, kind, answer.seq);
  return { taken: Math.abs(answer.amount), pledged };
}

async function take(
  purchase: Purchase,
  payment: Payment,
  refund: PaymentRefund,
): Promise<Accepted> {
  const share = { credits: purchase.credits, amountPaidCents: payment.totalCents };
  const answer = await post(purchase.workspaceId, purchase.kind, {
    type: "revoke",
    key: refundKey(refund.id),
    sourceId: purchase.id,
    amount: credits(creditsForRefund(share, refund.amountCents)),
    actor: actorOf(refund),
    reason: `Refund of ${purchase.packageName}`,
  });
  if (!answer.ok) throw new Error(`The ledger refused a refund: ${answer.reason}`);
  return answer;
}

/**
 * Everything the refund asked for: the ledger knows how much of it is still outstanding, and returns the rest. Until
 * when depends on when the failure is first reported; a second report, even a simultaneous one, finds it done.
 */
async function returnCredits(
  purchase: Purchase,
  payment: Payment,
  refund: PaymentRefund,
  { taken, pledged }: Taken,
): Promise<void> {
  if (taken + pledged === 0) return;
  const { workspaceId, kind } = purchase;
  const key = `refund-failed:${refund.id}`;
  if (await findStoredAnswer(workspaceId, kind, key)) return;
  const answer = await post(workspaceId, kind, {
    type: "grant",
    key,
    lotId: v5(refund.id, purchase.id),
    source: "adjustment",
    sourceId: purchase.id,
    label: `${purchase.packageName}, refund failed`,
    amount: credits(taken + pledged),
    expiresAt: validAgainUntil(payment.paidAt, clock.now()),
    actor: { type: "system" },
    reason: `Refund of ${purchase.packageName} failed at the bank`,
  });
  if (!answer.ok && answer.reason !== "key_reused")
    throw new Error(`The ledger refused to return credits: ${answer.reason}`);
}

const actorOf = (refund: PaymentRefund): Actor =>
  refund.refundedBy ? { type: "member", id: refund.refundedBy } : { type: "system" };

/** Records what is known of a refund, and says whether it stands: a failed one does not, whatever was read before. */
const recordRefund = (
  purchase: Purchase,
  refund: PaymentRefund,
  taken: number,
): Promise<{ stands: boolean }> => {
  const { workspaceId, id: purchaseId } = purchase;
  const facts = { credits: BigInt(taken) };
  return inWorkspace(workspaceId, async (tx) => {
    // If two refunds are recorded at once, the later sum includes both.
    await lockPurchase(tx, workspaceId, purchaseId);
    const { at: createdAt, ...asked } = refund;
    await tx.purchaseRefund.createMany({
      data: { ...asked, ...facts, workspaceId, purchaseId, createdAt },
      skipDuplicates: true,
    });
    const where = { workspaceId, id: refund.id };
    const known = await tx.purchaseRefund.findFirstOrThrow({ where });
    const stands = !hasFailed(known.state);
    const state = known.state === SUCCEEDED && !hasFailed(refund.state) ? SUCCEEDED : refund.state;
    if (stands) await tx.purchaseRefund.updateMany({ where, data: { ...facts, state } });
    const standing = await tx.purchaseRefund.aggregate({
      where: { workspaceId, purchaseId, state: { notIn: FAILED } },
      _sum: { amountCents: true },
    });
    await tx.purchase.updateMany({
      where: { workspaceId, id: purchaseId },
      data: { refundedCents: standing._sum.amountCents ?? 0 },
    });
    await announce(tx, workspaceId, { id: purchaseId });
    return { stands };
  });
};
