import type { Buyer } from "@/lib/billing/core/buyers";
import type { DisputeState } from "@/lib/billing/core/dispute";
import type { Package, PricedPackage } from "@/lib/billing/core/packages";
import type { PurchaseState } from "@/lib/billing/core/payment";
import type { ReturnState } from "@/lib/billing/core/return-state";
import type { Reversal } from "@/lib/billing/core/reversal";
import type { TopUpState } from "@/lib/billing/core/top-up";
import type { Credits, Kind } from "@/lib/credits/core/amount";
import type { Balance } from "@/lib/credits/core/balance";
import type { RunState } from "@/lib/credits/core/run";

/** One purchase as it was sold and paid. Money in cents. */
export type Purchase = {
  workspaceId: string;
  id: string;
  kind: Kind;
  packageId: string;
  packageName: string;
  credits: Credits;
  priceCents: number;
  currency: string;
  /** Bought by a person on the checkout page, or automatically. */
  origin: "checkout" | "top_up";
  state: PurchaseState;
  checkoutSessionId: string | null;
  paymentIntentId: string | null;
  /** The price less the discount, plus tax. */
  amountPaidCents: number | null;
  discountCents: number | null;
  taxCents: number | null;
  refundedCents: number;
  receiptUrl: string | null;
  receiptNumber: string | null;
  cardBrand: string | null;
  cardLast4: string | null;
  /** The buyer was told that the card is saved for automatic top-ups. */
  saveCard: boolean;
  /** The provider's code for why the last try to pay failed. */
  failure: string | null;
  returnPath: string;
  continueRunId: string | null;
  buyerId: string;
  createdAt: Date;
  paidAt: Date | null;
  entrySeq: number | null;
  balanceAfter: number | null;
};

/** How the credits of one row were paid, or what was paid back for them. Money in cents; plain JSON. */
export type EntryPayment = Pick<
  Purchase,
  | "taxCents"
  | "refundedCents"
  | "currency"
  | "cardBrand"
  | "cardLast4"
  | "receiptUrl"
  | "receiptNumber"
> & {
  amountPaidCents: number;
  /** Its credits are frozen until the buyer's bank has decided. */
  disputed: boolean;
  /** What the row took credits back for; null for the row of the purchase itself. */
  reversal: Pick<Reversal, "what" | "state" | "amountCents"> | null;
};

/** A purchase whose payment is not confirmed. `waiting`: automatic, and between two tries. Plain JSON. */
export type UnconfirmedPurchase = {
  id: string;
  packageName: string;
  credits: Credits;
  state: Extract<PurchaseState, "open" | "processing" | "failed"> | "waiting";
  /** When it is tried again; null for all that are not waiting. */
  nextTryAt: string | null;
  checkoutSessionId: string | null;
  at: string;
};

/** The card that pays for automatic top-ups; `methodId` is the provider's id of it. */
export type SavedCard = {
  methodId: string;
  brand: string;
  last4: string;
  expMonth: number;
  expYear: number;
};

/** The card as stored, with the provider's page on which it was entered. */
export type StoredCard = SavedCard & { checkoutSessionId: string | null };

/** The catalogue of one kind, and the balance it would be added to. */
export type Offer = {
  packages: PricedPackage[];
  balance: Pick<Balance, "current" | "available" | "debt" | "pacePerDay">;
};

/** What is sold, beside a balance that may not have loaded: packages can be bought in any case. */
export type RailOffer = Pick<Offer, "packages"> & { balance: Offer["balance"] | null };

/** Whom a member asked for credits, and when. */
export type LastCreditRequest = { asked: string[]; at: string };

/** Everything the buy rail shows. Plain JSON. */
export type BuyRailData = {
  /** Slug. */
  workspace: string;
  timeZone: string;
  provider: "stripe" | "embedded" | "none";
  canBuy: boolean;
  /** Those who may buy. */
  buyers: Buyer[];
  asked: Record<Kind, LastCreditRequest | null>;
  offers: Record<Kind, RailOffer>;
  /** The origin of the checkout page, for connecting ahead once somebody is about to go there. */
  checkoutOrigin: string | null;
  validUntil: string;
  /** When credits are bought automatically, or why not at the moment, in a few words; null if they are not. */
  topUp: Record<Kind, string | null>;
  /** Automatic top-ups are on and have a valid card, so no other need be kept. */
  hasCard: boolean;
};

/** The settings of automatic top-ups of one kind. */
export type TopUpWish = {
  enabled: boolean;
  threshold: Credits;
  packageId: string;
  monthlyLimitCents: number;
  /** The currency of the limit. */
  currency: string;
  /** Why it was switched off automatically. */
  stopped: string | null;
};

/** The Auto top-up page. Plain JSON. */
export type TopUpData = {
  /** Slug. */
  workspace: string;
  timeZone: string;
  provider: "stripe" | "embedded" | "none";
  canChange: boolean;
  /** Names of those who may change it. */
  buyers: string[];
  /** Only for those who may change it. */
  card: (Omit<StoredCard, "methodId"> & { expired: boolean }) | null;
  kinds: Record<Kind, TopUpKind>;
  /** A dispute is open: nothing is bought until it is decided. */
  disputed: boolean;
  /** Newest first; only for those who may change it. */
  recent: TopUpLine[];
};

type TopUpKind = {
  wish: TopUpWish | null;
  packages: Package[];
  available: Credits;
  /** What was bought automatically this month. */
  usedCents: number;
  /** A crossing is being dealt with. */
  underWay: boolean;
};

export type TopUpLine = {
  id: string;
  kind: Kind;
  state: TopUpState;
  tries: number;
  failure: string | null;
  packageName: string;
  amountCents: number | null;
  currency: string;
  at: string;
  nextTryAt: string | null;
  /** The bank may have been asked, and what became of it is being found out. */
  silent: boolean;
};

/** A purchase whose buyer is coming back from the checkout page. */
export type CheckoutReturnData = {
  workspace: string;
  timeZone: string;
  state: ReturnState;
  purchase: Purchase;
  /** How many of its credits settled a debt. */
  settled: Credits;
  validUntil: string;
  /** The waiting operation that continues. */
  run: { id: string; subject: string; state: RunState } | null;
};

/** One purchase as the receipts page shows it. */
export type Receipt = {
  id: string;
  kind: Kind;
  packageName: string;
  credits: Credits;
  state: PurchaseState;
  currency: string;
  priceCents: number;
  origin: Purchase["origin"];
  amountPaidCents: number | null;
  discountCents: number | null;
  taxCents: number | null;
  refundedCents: number;
  /** What an admin can refund now, for the credits that are left. */
  refundableCents: number;
  /** What was requested and the provider has not confirmed. */
  underWayCents: number;
  receiptUrl: string | null;
  receiptNumber: string | null;
  cardBrand: string | null;
  cardLast4: string | null;
  failure: string | null;
  buyerId: string;
  at: string;
  expiresAt: string | null;
  refunds: { id: string; amountCents: number; credits: Credits; state: string; at: string }[];
  /** Lost disputes: what the buyer's bank took back for good, and the credits that went with it. */
  lost: { id: string; amountCents: number; credits: Credits; at: string }[];
  /** The state of the latest dispute; null if there was none. */
  dispute: DisputeState | null;
};

export type ReceiptsData = {
  workspace: string;
  workspaceName: string;
  timeZone: string;
  year: number;
  years: number[];
  canRefund: boolean;
  receipts: (Receipt & { buyer: string })[];
};
