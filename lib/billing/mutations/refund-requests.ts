import type Stripe from "stripe";
import { type RequestState, refundableCents, underWayCents } from "@/lib/billing/core/refund";
import { endRequest, lockPurchase, setAside } from "@/lib/billing/mutations/refund-freeze";
import { recoverRequests } from "@/lib/billing/mutations/refund-recovery";
import { refundPayment } from "@/lib/billing/providers/stripe";
import { findPurchase } from "@/lib/billing/queries/purchases";
import { refundableCredits } from "@/lib/billing/queries/refund-requests";
import type { Purchase } from "@/lib/billing/types";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import type { RefundRequest } from "@/lib/platform/generated/prisma/client";

export type RefundInput = {
  workspaceId: string;
  purchaseId: string;
  /** One opening of the screen: clicks within it ask for the same refund. */
  attempt: string;
  amountCents: number;
  memberId: string;
  now: Date;
};

export type Refunded =
  | { ok: true; amountCents: number }
  | { ok: false; reason: "not_refundable" }
  /** Since the screen showed the amount, credits were used or another refund was asked for. */
  | { ok: false; reason: "amount_changed"; refundableCents: number }
  | { ok: false; reason: "refund_refused" | "unavailable" };

/**
 * Refunds what is left of a purchase, exactly `amountCents` as the screen showed it. What is left is set aside before the
 * provider is asked, so that nobody can spend it; the credits leave the balance when the provider's event arrives, or are
 * free again if it refuses. One attempt refunds once, however often it is made, and two attempts at once never ask for
 * more than is left. Throws if the provider gave no answer: ask again with the same attempt, or wait for
 * `recoverRequests`.
 */
export async function refundPurchase(stripe: Stripe | null, asked: RefundInput): Promise<Refunded> {
  if (!stripe) return { ok: false, reason: "unavailable" };
  const purchase = await findPurchase(asked.workspaceId, asked.purchaseId);
  if (!purchase?.paymentIntentId || !purchase.amountPaidCents) {
    return { ok: false, reason: "not_refundable" };
  }
  const sold = { ...purchase, amountPaidCents: purchase.amountPaidCents };
  await recoverRequests(stripe, asked);
  let known = await recordRequest(asked, sold);
  if (known.request?.state === "noted") {
    await setAside(purchase, known.request);
    known = await confirm(asked, sold);
  }
  const { request, most } = known;
  if (request?.state === "asked") return askProvider(stripe, purchase, request);
  if (request?.state === "accepted") return { ok: true, amountCents: asked.amountCents };
  if (request?.state === "refused") return { ok: false, reason: "refund_refused" };
  if (request && !request.endedAt) await endRequest(purchase, request);
  return { ok: false, reason: "amount_changed", refundableCents: most };
}

/** Asks the provider, which carries one attempt out once. */
async function askProvider(
  stripe: Stripe,
  purchase: Purchase,
  request: RefundRequest,
): Promise<Refunded> {
  const { id: attempt, amountCents, requestedBy: memberId } = request;
  const paymentIntentId = purchase.paymentIntentId ?? "";
  const accepted = await refundPayment(stripe, { paymentIntentId, amountCents, memberId, attempt });
  const state = await recordAnswer(request, accepted ? "accepted" : "refused");
  if (state === "accepted") return { ok: true, amountCents };
  await endRequest(purchase, request);
  return { ok: false, reason: "refund_refused" };
}

/** Records the answer, and returns what holds: if any click was told that it is accepted, it is. */
const recordAnswer = ({ workspaceId, id }: RefundRequest, state: "accepted" | "refused") =>
  inWorkspace(workspaceId, async (tx) => {
    const before = { in: state === "accepted" ? ["asked", "refused"] : ["asked"] };
    await tx.refundRequest.updateMany({
      where: { workspaceId, id, state: before },
      data: { state },
    });
    return (await tx.refundRequest.findFirstOrThrow({ where: { workspaceId, id } })).state;
  });

type Sold = Purchase & { amountPaidCents: number };
/** The request as it stands, or null if there is none of this attempt and amount; and the most that could be asked for. */
type Standing = { request: RefundRequest | null; most: number };

/** Records the request before anything is done about it. */
const recordRequest = (asked: RefundInput, sold: Sold): Promise<Standing> =>
  withPurchaseLocked(asked, async (tx) => {
    const { workspaceId, purchaseId, attempt: id, amountCents, memberId, now } = asked;
    const { known, most } = await standingOf(tx, asked, sold);
    if (known) {
      const goesOn = known.amountCents === amountCents;
      if (goesOn) await change(tx, known, { askedAt: now });
      return { request: goesOn ? known : null, most };
    }
    if (amountCents > most) return { request: null, most };
    const state = "noted" satisfies RequestState;
    const facts = { amountCents, requestedBy: memberId, state, createdAt: now, askedAt: now };
    const data = { ...facts, workspaceId, purchaseId, id };
    return { request: await tx.refundRequest.create({ data }), most };
  });

/**
 * Decides whether to ask the provider, once nobody can spend what is left any more. It may have been spent since the
 * request was recorded.
 */
const confirm = (asked: RefundInput, sold: Sold): Promise<Standing> =>
  withPurchaseLocked(asked, async (tx) => {
    const { known, most } = await standingOf(tx, asked, sold);
    if (known?.state !== "noted") return { request: known, most };
    const state: RequestState = known.amountCents <= most ? "asked" : "withdrawn";
    return { request: await change(tx, known, { state, askedAt: asked.now }), most };
  });

/** One at a time per purchase, so that nobody sees less in progress than there is. */
const withPurchaseLocked = <T>(
  { workspaceId, purchaseId }: RefundInput,
  work: (tx: Tx) => Promise<T>,
): Promise<T> =>
  inWorkspace(workspaceId, async (tx) => {
    await lockPurchase(tx, workspaceId, purchaseId);
    return work(tx);
  });

/** What is known of an attempt, and the most it can ask for. */
async function standingOf(
  tx: Tx,
  { workspaceId, purchaseId, attempt, now }: RefundInput,
  sold: Sold,
) {
  const where = { workspaceId, purchaseId };
  const requests = await tx.refundRequest.findMany({ where });
  const refunds = await tx.purchaseRefund.findMany({ where });
  const { refundedCents } = await tx.purchase.findFirstOrThrow({
    where: { workspaceId, id: purchaseId },
  });
  // The lots are read last: what is booked meanwhile is then counted twice for a moment, and never missed.
  const refundable = await refundableCredits(tx, workspaceId, [purchaseId], now);
  const left = refundable.get(purchaseId) ?? 0;
  const known = requests.find(({ id }) => id === attempt) ?? null;
  const others = requests.filter((request) => request !== known);
  const most = (of: typeof requests) =>
    refundableCents({ ...sold, left, refundedCents, underWayCents: underWayCents(of, refunds) });
  // One that is not yet confirmed does not stand in its own way.
  return { known, most: most(known?.state === "noted" ? others : requests) };
}

const change = (
  tx: Tx,
  { workspaceId, id }: RefundRequest,
  data: { state?: RequestState; askedAt?: Date },
): Promise<RefundRequest> =>
  tx.refundRequest.update({ where: { workspaceId_id: { workspaceId, id } }, data });
