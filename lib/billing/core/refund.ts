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

/** The credits that go with a refund of `refundCents`: the same share of the purchase, rounded up. */
export const creditsForRefund = (
  purchase: Pick<RefundablePurchase, "credits" | "amountPaidCents">,
  refundCents: number,
): number =>
  Math.min(
    purchase.credits,
    Math.ceil((purchase.credits * refundCents) / purchase.amountPaidCents),
  );
