/** A paid purchase and what is left of the credits it brought. Credits in hundredths, money in cents. */
export type RefundablePurchase = {
  credits: number;
  /** Unspent, unheld and unexpired credits of its lot. */
  left: number;
  amountPaidCents: number;
  refundedCents: number;
};

/** The most we give back: the paid price of the credits that are left, rounded down to a cent. */
export function refundableCents(purchase: RefundablePurchase): number {
  const forWhatIsLeft = Math.floor((purchase.amountPaidCents * purchase.left) / purchase.credits);
  return Math.max(0, Math.min(forWhatIsLeft, purchase.amountPaidCents - purchase.refundedCents));
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
