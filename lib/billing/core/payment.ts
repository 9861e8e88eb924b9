import type { DisputeState } from "./dispute";

/** What the payment provider says about one payment, read from its API just now. */
export type Payment = {
  /** The checkout session it was made in; null if a saved card was charged. */
  sessionId: string | null;
  workspaceId: string | null;
  purchaseId: string | null;
  session: "open" | "complete" | "expired";
  paid: boolean;
  currency: string;
  /** Price of what was sold, before discount and tax. */
  subtotalCents: number;
  discountCents: number;
  taxCents: number;
  /** What is actually paid: the price less the discount, plus tax. */
  totalCents: number;
  paymentIntentId: string | null;
  /** When the charge was made. Before there is one, or if nothing had to be paid, when the checkout began. */
  paidAt: Date;
  /** The provider's code for why the last attempt to pay failed. */
  failure: string | null;
  receiptUrl: string | null;
  receiptNumber: string | null;
  cardBrand: string | null;
  cardLast4: string | null;
  /** The card, if the buyer allowed it to be kept for later payments. */
  savedMethodId: string | null;
  refunds: readonly PaymentRefund[];
  disputes: readonly PaymentDispute[];
};

/** A dispute that moved money; an inquiry is not one. */
export type PaymentDispute = { id: string; amountCents: number; state: DisputeState; at: Date };

export type PaymentRefund = {
  id: string;
  amountCents: number;
  state: string;
  refundedBy: string | null;
  /** The refund request it belongs to; null if it was made elsewhere, as in the provider's dashboard. */
  requestId: string | null;
  at: Date;
};

export type PurchaseState = "open" | "processing" | "paid" | "failed" | "expired";

/** What was sold: the part of a purchase that a payment must match. */
export type Sold = {
  workspaceId: string;
  id: string;
  priceCents: number;
  currency: string;
};

/**
 * Whether a payment is for this purchase: ids, currency, price and total must all agree. Metadata alone proves nothing,
 * since anyone with access to the account's dashboard can write it. Only a discount calculated by the provider itself
 * may lower the price.
 */
export const isFor = (payment: Payment, sold: Sold): boolean =>
  payment.workspaceId === sold.workspaceId &&
  payment.purchaseId === sold.id &&
  payment.currency === sold.currency &&
  payment.subtotalCents === sold.priceCents &&
  payment.discountCents >= 0 &&
  payment.taxCents >= 0 &&
  payment.totalCents === payment.subtotalCents - payment.discountCents + payment.taxCents;

/** The state of a purchase, from the facts of its payment alone: the order in which news arrived does not matter. */
export function stateOf(payment: Payment): PurchaseState {
  if (payment.paid) return "paid";
  if (payment.session === "expired") return "expired";
  if (payment.session === "open") return "open";
  return payment.failure ? "failed" : "processing";
}

const RANK: Record<PurchaseState, number> = {
  open: 0,
  expired: 1,
  processing: 1,
  failed: 2,
  paid: 3,
};

/** The states that `next` may replace: an answer that was read earlier never undoes a later one. */
export const replaceableBy = (next: PurchaseState): PurchaseState[] =>
  (Object.keys(RANK) as PurchaseState[]).filter((state) => RANK[state] <= RANK[next]);

const REASONS: Record<string, string> = {
  insufficient_funds: "The card has insufficient funds.",
  expired_card: "The card has expired.",
  incorrect_cvc: "The security code is not right.",
  processing_error: "The bank could not process the payment.",
  authentication_required: "The bank asked for a confirmation that did not happen.",
  lost_card: "The card was reported lost.",
  stolen_card: "The card was reported stolen.",
  no_card: "No card is saved.",
  refused:
    "Stripe refuses the payment itself, whichever card is saved. The log of this installation says why.",
  package_gone: "The package is no longer sold.",
  package_changed:
    "The package is no longer what it was when this was set. Nothing was bought at its new terms.",
  card_declined: "The card was declined.",
  generic_decline: "The card was declined.",
  debit_not_authorized: "The bank did not authorize the debit.",
};

/** Why a payment failed, as a sentence for the buyer. Unknown codes get the plain fact. */
export const failureSentence = (code: string): string =>
  REASONS[code] ?? "The payment did not go through.";
