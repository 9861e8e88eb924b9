import Stripe from "stripe";
import type { Payment } from "@/lib/billing/core/payment";
import { failureOf, object, paymentDetailsOf } from "@/lib/billing/providers/stripe";
import { paymentMetadataSchema } from "@/lib/billing/schema";
import type { Purchase, SavedCard } from "@/lib/billing/types";
import { env } from "@/lib/platform/env";
import { logger } from "@/lib/platform/logger";

/** The card behind a payment method while it is attached to its customer; null if it was removed or is not a card. */
export async function readCard(stripe: Stripe, methodId: string): Promise<SavedCard | null> {
  try {
    return cardOf(await stripe.paymentMethods.retrieve(methodId));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** The card of a payment method; null if it is attached to nobody or is not a card. */
export function cardOf({ id, card, customer }: Stripe.PaymentMethod): SavedCard | null {
  if (!card || !customer) return null;
  const { brand, last4, exp_month: expMonth, exp_year: expYear } = card;
  return { methodId: id, brand, last4, expMonth, expYear };
}

/** Makes the provider forget a card. A card it no longer knows counts as forgotten. */
export async function detachCard(stripe: Stripe, methodId: string): Promise<void> {
  try {
    await stripe.paymentMethods.detach(methodId);
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
  }
}

/** The outcome of asking the bank. `declined` is its code; if it is one of `NotAsked`, nobody was asked. */
export type Charged =
  | { outcome: "paid" | "processing"; intentId: string }
  | { outcome: "declined"; intentId: string | null; code: string }
  | NotAttempted;

/**
 * `gone`: the provider does not know the card or the customer. `refused`: it would not accept the payment with any card.
 */
export type NotAttempted = { outcome: "gone" | "refused" };

/** `tries`: 1 for the first. Repeated within one try, it is a single request. */
type Try = { purchase: Purchase; customer: string; tries: number };

/** Tax on a purchase without a checkout page, as the provider calculates it; 0 while tax is not enabled. */
export async function taxOn(
  stripe: Stripe,
  { purchase, customer, tries }: Try,
): Promise<{ outcome: "reckoned"; taxCents: number; calculation: string | null } | NotAttempted> {
  if (!env.STRIPE_TAX) return { outcome: "reckoned", taxCents: 0, calculation: null };
  const { id: reference, priceCents: amount, currency } = purchase;
  try {
    const made = await stripe.tax.calculations.create(
      { currency, customer, line_items: [{ amount, reference, tax_behavior: "exclusive" }] },
      { idempotencyKey: `tax:${reference}:${tries}` },
    );
    if (!made.id) throw new Error("The tax calculation has no id.");
    return { outcome: "reckoned", taxCents: made.tax_amount_exclusive, calculation: made.id };
  } catch (error) {
    return notAsked(error, purchase);
  }
}

export type ToPay = Try & { amountCents: number; calculation: string | null };

/**
 * The single payment intent of a purchase, created and not confirmed. It names no card, so that asking for it again
 * gives the same intent whatever card is saved by then. Throws if the provider cannot be reached.
 */
export async function makeIntent(
  stripe: Stripe,
  request: ToPay,
): Promise<{ outcome: "made"; intentId: string } | NotAttempted> {
  const { purchase, customer, tries, amountCents, calculation } = request;
  const { workspaceId: workspace, id, currency, packageName } = purchase;
  try {
    const intent = await stripe.paymentIntents.create(
      {
        amount: amountCents,
        currency,
        customer,
        allowed_payment_method_types: ["card"],
        description: `Auto top-up: ${packageName}`,
        metadata: { workspace, purchase: id, origin: "top_up" },
        ...(calculation ? { hooks: { inputs: { tax: { calculation } } } } : {}),
      },
      { idempotencyKey: `top-up:${id}:${tries}` },
    );
    return { outcome: "made", intentId: intent.id };
  } catch (error) {
    return notAsked(error, purchase);
  }
}

/**
 * Why nobody was asked. A refusal that no card can change is an outcome too: only whoever runs the installation can
 * remove its cause, so it is logged. Throws anything else.
 */
function notAsked(error: unknown, { id: topUp }: Pick<Purchase, "id">): NotAttempted {
  if (isMissing(error)) return { outcome: "gone" };
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
  if (error.code === UNEXPECTED_STATE) throw error;
  const { code, param, requestId } = error;
  logger.error({ topUp, code, param, requestId }, "the provider refuses an automatic top-up");
  return { outcome: "refused" };
}

/** `tries`: 1 for the first. Each card is asked once per try, however often the request is repeated. */
type Asking = { purchaseId: string; intentId: string; methodId: string; tries: number };

/**
 * Charges the saved card in its owner's absence, by confirming the purchase's intent: once that is paid, it cannot be
 * confirmed again with any card. Throws if the provider cannot be reached: ask again then.
 */
export async function chargeCard(stripe: Stripe, asking: Asking): Promise<Charged> {
  const { purchaseId, intentId, methodId, tries } = asking;
  try {
    return outcomeOf(
      await stripe.paymentIntents.confirm(
        intentId,
        { payment_method: methodId, off_session: true },
        { idempotencyKey: `top-up:${purchaseId}:${tries}:${methodId}` },
      ),
    );
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError) {
      const { decline_code, code } = error;
      return { outcome: "declined", intentId, code: decline_code ?? code ?? "" };
    }
    if (await isGone(stripe, error, methodId)) return { outcome: "gone" };
    return notAsked(error, { id: purchaseId });
  }
}

/** For a detached card the provider's refusal has no code, so the card itself is looked at. */
const isGone = async (stripe: Stripe, error: unknown, methodId: string): Promise<boolean> =>
  error instanceof Stripe.errors.StripeInvalidRequestError &&
  error.code !== UNEXPECTED_STATE &&
  (await readCard(stripe, methodId)) === null;

/** Another try was faster: the payment itself says what came of it. */
const UNEXPECTED_STATE = "payment_intent_unexpected_state";

/**
 * The purchase's intent, found by its id or by the purchase among those of the customer, with the outcome of a try
 * whose answer was lost. Null if there is no intent; no outcome if the bank was not asked in this try.
 */
export async function findCharged(
  stripe: Stripe,
  { purchase, customer, tries }: Try,
): Promise<{ intentId: string; charged: Charged | null } | null> {
  const { paymentIntentId } = purchase;
  const intent = paymentIntentId
    ? await stripe.paymentIntents.retrieve(paymentIntentId)
    : await intentNamed(stripe, purchase, customer);
  if (!intent) return null;
  const { id: intentId } = intent;
  if (!UNCONFIRMED.includes(intent.status)) return { intentId, charged: outcomeOf(intent) };
  // Every time the bank is asked, there is a charge.
  const { data: charges } = await stripe.charges.list({ payment_intent: intentId, limit: 100 });
  return { intentId, charged: charges.length >= tries ? outcomeOf(intent) : null };
}

const UNCONFIRMED: readonly Stripe.PaymentIntent.Status[] = [
  "requires_payment_method",
  "requires_confirmation",
];

async function intentNamed(stripe: Stripe, purchase: Purchase, customer: string) {
  const from = Math.floor(purchase.createdAt.getTime() / 1000) - 60;
  const intents = stripe.paymentIntents.list({ customer, created: { gte: from }, limit: 100 });
  for await (const intent of intents) {
    if (intent.metadata.purchase === purchase.id) return intent;
  }
  return null;
}

function outcomeOf(intent: Stripe.PaymentIntent): Charged {
  const { id: intentId, status } = intent;
  if (status === "succeeded") return { outcome: "paid", intentId };
  if (status === "processing") return { outcome: "processing", intentId };
  const code = status === "requires_action" ? "authentication_required" : status;
  return { outcome: "declined", intentId, code: failureOf(intent) ?? code };
}

/** Cancels an intent that will not be tried again, so that nothing can pay it later. */
export async function cancelIntent(stripe: Stripe, intentId: string): Promise<void> {
  try {
    await stripe.paymentIntents.cancel(intentId);
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
  }
}

/** Everything the provider now knows about a payment with a saved card, in our terms. `taxCents`: as it was sold. */
export async function readIntentPayment(
  stripe: Stripe,
  intentId: string,
  taxCents: number,
): Promise<Payment> {
  const intent = await stripe.paymentIntents.retrieve(intentId, { expand: ["latest_charge"] });
  const charge = object(intent.latest_charge);
  const named = paymentMetadataSchema.safeParse(intent.metadata);
  return {
    sessionId: null,
    workspaceId: named.data?.workspace ?? null,
    purchaseId: named.data?.purchase ?? null,
    session: sessionLike(intent.status),
    paid: intent.status === "succeeded",
    currency: intent.currency,
    subtotalCents: intent.amount - taxCents,
    discountCents: 0,
    taxCents,
    totalCents: intent.amount,
    paidAt: new Date((charge?.created ?? intent.created) * 1000),
    ...(await paymentDetailsOf(stripe, intent, charge)),
  };
}

/** The workspace and purchase of a payment made with a saved card; null for any other payment. */
export async function purchaseOfSavedCard(
  stripe: Stripe,
  intentId: string,
): Promise<{ workspace: string; purchase: string } | null> {
  try {
    const { metadata } = await stripe.paymentIntents.retrieve(intentId);
    const named = paymentMetadataSchema.safeParse(metadata);
    return named.success && metadata.origin === "top_up" ? named.data : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

const sessionLike = (status: Stripe.PaymentIntent.Status): Payment["session"] => {
  if (status === "succeeded" || status === "processing") return "complete";
  return status === "canceled" ? "expired" : "open";
};

const isMissing = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError &&
  (error.code === "resource_missing" || error.code === "payment_method_unactivated");
