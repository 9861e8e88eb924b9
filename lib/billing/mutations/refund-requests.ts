import type Stripe from "stripe";
import { refundableCents, UNANSWERED_MS, underWayCents } from "@/lib/billing/core/refund";
import { attemptsOf, refundPayment } from "@/lib/billing/providers/stripe";
import { creditsLeftOf, findPurchase } from "@/lib/billing/queries/purchases";
import type { Purchase } from "@/lib/billing/types";
import { inWorkspace, type Tx } from "@/lib/platform/db";

export type RefundAsked = {
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
 * Refunds what is left of a purchase, exactly `amountCents` as the screen showed it. The money moves at the provider;
 * the credits leave the balance when its event arrives. One attempt refunds once, however often it is made, and two
 * attempts at once never ask for more than is left. Throws if the provider gave no answer: ask again with the same
 * attempt.
 */
export async function refundPurchase(stripe: Stripe | null, asked: RefundAsked): Promise<Refunded> {
  if (!stripe) return { ok: false, reason: "unavailable" };
  const purchase = await findPurchase(asked.workspaceId, asked.purchaseId);
  if (!purchase?.paymentIntentId || !purchase.amountPaidCents) {
    return { ok: false, reason: "not_refundable" };
  }
  const { paymentIntentId, amountPaidCents } = purchase;
  await settleUnanswered(stripe, asked, paymentIntentId);
  const noted = await note(asked, { ...purchase, amountPaidCents });
  if (typeof noted === "object") return noted;

  const { attempt, amountCents, memberId } = asked;
  const accepted =
    noted === "asked"
      ? await refundPayment(stripe, { paymentIntentId, amountCents, memberId, attempt })
      : noted === "accepted";
  if (noted === "asked") await answer(asked, [attempt], accepted ? "accepted" : "refused");
  return accepted ? { ok: true, amountCents } : { ok: false, reason: "refund_refused" };
}

type RequestState = "asked" | "accepted" | "refused";

/**
 * Records the request before the provider is asked, and then what became of it. One at a time per purchase, so that
 * nobody sees less in progress than there is.
 */
const note = (
  { workspaceId, purchaseId, attempt: id, amountCents, memberId, now }: RefundAsked,
  sold: Purchase & { amountPaidCents: number },
): Promise<RequestState | Refunded> =>
  inWorkspace(workspaceId, async (tx) => {
    await lockPurchase(tx, workspaceId, purchaseId);
    const where = { workspaceId, purchaseId };
    const requests = await tx.refundRequest.findMany({ where });
    const refunds = await tx.purchaseRefund.findMany({ where });
    const { refundedCents } = await tx.purchase.findFirstOrThrow({
      where: { workspaceId, id: purchaseId },
    });
    // The lots are read last: what is booked meanwhile is then counted twice for a moment, and never missed.
    const left = await creditsLeftOf(tx, sold, now);
    const underWay = underWayCents(requests, refunds);
    const most = refundableCents({ ...sold, left, refundedCents, underWayCents: underWay });
    const known = requests.find((request) => request.id === id);
    if (known?.amountCents === amountCents) return known.state as RequestState;
    if (known || amountCents > most) {
      return { ok: false, reason: "amount_changed", refundableCents: most };
    }
    const facts = { amountCents, requestedBy: memberId, state: "asked", createdAt: now };
    await tx.refundRequest.create({ data: { ...where, ...facts, id } });
    return "asked";
  });

/** Locks the purchase: summing up its refunds and asking for another take turns. */
export const lockPurchase = (tx: Tx, workspaceId: string, id: string) =>
  tx.$queryRaw`select id from purchase
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for update`;

/**
 * Settles a request whose answer was lost by what the provider has: either it was refunded, or the request never
 * arrived.
 */
async function settleUnanswered(
  stripe: Stripe,
  { workspaceId, purchaseId, now }: RefundAsked,
  paymentIntentId: string,
): Promise<void> {
  const createdAt = { lt: new Date(now.getTime() - UNANSWERED_MS) };
  const where = { workspaceId, purchaseId, state: "asked", createdAt };
  const found = await inWorkspace(workspaceId, (tx) => tx.refundRequest.findMany({ where }));
  if (found.length === 0) return;
  const arrived = await attemptsOf(stripe, paymentIntentId);
  const [done, lost] = [true, false].map((there) =>
    found.map(({ id }) => id).filter((id) => arrived.includes(id) === there),
  );
  await answer({ workspaceId }, done ?? [], "accepted");
  await answer({ workspaceId }, lost ?? [], "refused");
}

const answer = (
  { workspaceId }: Pick<RefundAsked, "workspaceId">,
  ids: string[],
  state: Exclude<RequestState, "asked">,
) =>
  inWorkspace(workspaceId, (tx) =>
    tx.refundRequest.updateMany({
      where: { workspaceId, id: { in: ids }, state: "asked" },
      data: { state },
    }),
  );
