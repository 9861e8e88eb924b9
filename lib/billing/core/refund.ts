import { hasFailed } from "@/lib/billing/core/reversal";

/** A paid purchase and what is left of the credits it brought. Credits in hundredths, money in cents. */
export type RefundablePurchase = {
  credits: number;
  /** Unspent, unheld and unexpired credits of its lot. */
  left: number;
  amountPaidCents: number;
  refundedCents: number;
  /** Asked for, and not among the refunds yet: its credits are still there, its money is not. */
  underWayCents: number;
};

/** The most we give back: the paid price of the credits that are left, rounded down to a cent. */
export function refundableCents(purchase: RefundablePurchase): number {
  const forWhatIsLeft = Math.floor((purchase.amountPaidCents * purchase.left) / purchase.credits);
  const unrefunded = purchase.amountPaidCents - purchase.refundedCents;
  return Math.max(0, Math.min(forWhatIsLeft, unrefunded) - purchase.underWayCents);
}

/** No request to the provider takes this long, repeats included. */
export const UNANSWERED_MS = 5 * 60 * 1000;

/** What was asked for and was not refused, less what is among the refunds by now. */
export function underWayCents(
  requests: readonly { id: string; amountCents: number; state: string }[],
  refunds: readonly { requestId: string | null }[],
): number {
  const booked = new Set(refunds.map(({ requestId }) => requestId));
  return requests
    .filter(({ id, state }) => state !== "refused" && !booked.has(id))
    .reduce((total, { amountCents }) => total + amountCents, 0);
}

/**
 * What each refund of a purchase has taken by now, in their order. Each took at once what was left; what came back since
 * went to those that had fallen short, the first first. `revoked` is what all of them took, as the ledger counts it.
 */
export function takenByEach(
  purchase: Pick<RefundablePurchase, "credits" | "amountPaidCents">,
  refunds: readonly { amountCents: number; credits: number; state: string }[],
  revoked: number,
): number[] {
  const standing = refunds.filter(({ state }) => !hasFailed(state));
  let later = Math.max(0, revoked - standing.reduce((sum, { credits }) => sum + credits, 0));
  return refunds.map(({ amountCents, credits, state }) => {
    if (hasFailed(state)) return credits;
    const short = Math.max(0, creditsForRefund(purchase, amountCents) - credits);
    const more = Math.min(later, short);
    later -= more;
    return credits + more;
  });
}

/**
 * The credits that go with a refund of `refundCents`: the same share of the purchase, rounded up, each refund by itself.
 * It depends on nothing but the two, so that every reading of a refund, in any order, comes to the same; the price is
 * less than a hundredth of a credit for each further part of a purchase.
 */
export const creditsForRefund = (
  purchase: Pick<RefundablePurchase, "credits" | "amountPaidCents">,
  refundCents: number,
): number => Math.min(purchase.credits, Math.ceil(shareOf(purchase, refundCents)));

/**
 * The credits that go with a dispute of `disputedCents` that was lost: the same share, rounded down. What is not there
 * becomes a debt, and parts that together are the whole must not come to more than was bought.
 */
export const creditsForDispute = (
  purchase: Pick<RefundablePurchase, "credits" | "amountPaidCents">,
  disputedCents: number,
): number => Math.min(purchase.credits, Math.floor(shareOf(purchase, disputedCents)));

/** The share of a purchase's credits that `cents` of its price are, not rounded. */
const shareOf = (
  { credits, amountPaidCents }: Pick<RefundablePurchase, "credits" | "amountPaidCents">,
  cents: number,
): number => (credits * cents) / amountPaidCents;
