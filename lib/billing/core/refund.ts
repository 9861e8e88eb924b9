import { hasFailed } from "@/lib/billing/core/reversal";

/** The ledger key under which the credits of a refund are taken: once, however often the refund is reported. */
export const refundKey = (refundId: string): string => `refund:${refundId}`;

/** A paid purchase and what is left of the credits it brought. Credits in hundredths, money in cents. */
export type RefundablePurchase = {
  credits: number;
  /** The unspent, unheld and unexpired credits of its lot. */
  left: number;
  amountPaidCents: number;
  refundedCents: number;
  /** Asked for, and not yet among the refunds: the credits for it are still there, the money is not. */
  underWayCents: number;
};

/** The most we refund: the price paid for the credits that are left, rounded down to a cent. */
export function refundableCents(purchase: RefundablePurchase): number {
  const forWhatIsLeft = Math.floor((purchase.amountPaidCents * purchase.left) / purchase.credits);
  const unrefunded = purchase.amountPaidCents - purchase.refundedCents;
  return Math.max(0, Math.min(forWhatIsLeft, unrefunded) - purchase.underWayCents);
}

/**
 * What became of a request for a refund: noted before anything is set aside for it; withdrawn if there was too little
 * left; then what the provider answered, if it did.
 */
export type RequestState = "noted" | "withdrawn" | "asked" | "accepted" | "refused";

/** Whether nothing comes of a request, by its state. */
export const isClosed = (state: string): boolean => state === "refused" || state === "withdrawn";

/** No request to the provider takes this long, repeats included. */
export const UNANSWERED_MS = 5 * 60 * 1000;

/** What was asked for and is still to come, less what is among the refunds by now. */
export function underWayCents(
  requests: readonly { id: string; amountCents: number; state: string }[],
  refunds: readonly { requestId: string | null }[],
): number {
  const booked = new Set(refunds.map(({ requestId }) => requestId));
  return requests
    .filter(({ id, state }) => !isClosed(state) && !booked.has(id))
    .reduce((total, { amountCents }) => total + amountCents, 0);
}

/**
 * What each refund of a purchase has taken by now, in their order. Each took what was left at once; what came back later
 * went to those that had fallen short, earliest first. `revoked` is what all of them took, by the ledger's count.
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
 * The credits that go with a refund of `refundCents`: the same share of the purchase, rounded up for each refund
 * separately. It depends on nothing but these two, so that every reading of a refund, in any order, arrives at the same.
 * The price of that is less than a hundredth of a credit for each further part of a purchase.
 */
export const creditsForRefund = (
  purchase: Pick<RefundablePurchase, "credits" | "amountPaidCents">,
  refundCents: number,
): number => Math.min(purchase.credits, Math.ceil(shareOf(purchase, refundCents)));

/**
 * The credits that go with a lost dispute of `disputedCents`: the same share, rounded down. What is missing becomes a
 * debt, and parts that add up to the whole purchase must not come to more than was bought.
 */
export const creditsForDispute = (
  purchase: Pick<RefundablePurchase, "credits" | "amountPaidCents">,
  disputedCents: number,
): number => Math.min(purchase.credits, Math.floor(shareOf(purchase, disputedCents)));

/** The share of a purchase's credits that corresponds to `cents` of its price, not rounded. */
const shareOf = (
  { credits, amountPaidCents }: Pick<RefundablePurchase, "credits" | "amountPaidCents">,
  cents: number,
): number => (credits * cents) / amountPaidCents;
