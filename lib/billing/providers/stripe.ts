import Stripe from "stripe";
import { disputeState } from "@/lib/billing/core/dispute";
import type { Payment, PaymentDispute, PaymentRefund } from "@/lib/billing/core/payment";
import { paymentMetadataSchema, refundMetadataSchema } from "@/lib/billing/schema";
import { env } from "@/lib/platform/env";

// Real keys and the embedded stand-in use the same client and the same requests: only the host differs.

/** The API version that every request names; the shapes below are of this version. */
const API_VERSION = "2026-10-28.endive";
const TOLERANCE_SECONDS = 300;

let client: Stripe | undefined;

/** The payment provider's client; null if neither keys nor the stand-in are configured. */
export function paymentClient(): Stripe | null {
  if (!env.STRIPE_SECRET_KEY) return null;
  client ??= new Stripe(env.STRIPE_SECRET_KEY, {
    apiVersion: API_VERSION,
    maxNetworkRetries: 2,
    timeout: 20_000,
    telemetry: false,
    appInfo: { name: "Wellspent" },
    ...(env.STRIPE_API_BASE ? hostOf(env.STRIPE_API_BASE) : {}),
  });
  return client;
}

/** What payments go through, as the screens say it: Stripe, the embedded stand-in, or nothing. */
export const paymentProvider = (): "stripe" | "embedded" | "none" => {
  if (!env.STRIPE_SECRET_KEY) return "none";
  return env.STRIPE_API_BASE ? "embedded" : "stripe";
};

/** The origin of checkout pages, such as "https://checkout.stripe.com"; null if nothing can be bought. */
export const checkoutOrigin = (): string | null => {
  if (!env.STRIPE_SECRET_KEY) return null;
  return env.STRIPE_API_BASE ? new URL(env.STRIPE_API_BASE).origin : "https://checkout.stripe.com";
};

function hostOf(base: string): Stripe.StripeConfig {
  const url = new URL(base);
  const protocol = url.protocol === "https:" ? "https" : "http";
  return { protocol, host: url.hostname, port: url.port || (protocol === "https" ? 443 : 80) };
}

/** The event in a webhook's raw body; null unless its signature is ours and recent. */
export function readEvent(body: Buffer, signature: string | null): Stripe.Event | null {
  const stripe = paymentClient();
  if (!stripe || !env.STRIPE_WEBHOOK_SECRET || !signature) return null;
  try {
    return stripe.webhooks.constructEvent(
      body,
      signature,
      env.STRIPE_WEBHOOK_SECRET,
      TOLERANCE_SECONDS,
    );
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return null;
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Everything the provider now knows about one checkout, in our terms. */
export async function readPayment(stripe: Stripe, sessionId: string): Promise<Payment> {
  const session = await stripe.checkout.sessions.retrieve(sessionId, {
    expand: ["payment_intent.latest_charge"],
  });
  const intent = object(session.payment_intent);
  const charge = object(intent?.latest_charge);
  const named = paymentMetadataSchema.safeParse(session.metadata);
  const consistent =
    named.success && session.client_reference_id === named.data.workspace ? named.data : null;

  return {
    sessionId: session.id,
    workspaceId: consistent?.workspace ?? null,
    purchaseId: consistent?.purchase ?? null,
    session: sessionStatus(session.status),
    paid: isPaid(session),
    currency: session.currency ?? "",
    subtotalCents: session.amount_subtotal ?? 0,
    discountCents: session.total_details?.amount_discount ?? 0,
    taxCents: session.total_details?.amount_tax ?? 0,
    totalCents: session.amount_total ?? 0,
    paidAt: new Date((charge?.created ?? session.created) * 1000),
    ...(await paymentDetailsOf(stripe, intent, charge)),
  };
}

/** A promotion can leave nothing to pay: the session is then complete, and there is no payment. */
const isPaid = ({ status, payment_status: paid }: Stripe.Checkout.Session): boolean =>
  paid === "paid" || (paid === "no_payment_required" && status === "complete");

/** The part of a payment that its intent and charge report, for a checkout and a saved card alike. */
export const paymentDetailsOf = async (
  stripe: Stripe,
  intent: Stripe.PaymentIntent | null,
  charge: Stripe.Charge | null,
) => ({
  paymentIntentId: intent?.id ?? null,
  failure: failureOf(intent),
  savedMethodId: intent?.setup_future_usage === "off_session" ? methodOf(intent) : null,
  ...receiptOf(charge),
  refunds: charge ? await refundsOf(stripe, charge) : [],
  disputes: charge ? await disputesOf(stripe, charge) : [],
});

const methodOf = ({ payment_method: method }: Stripe.PaymentIntent): string | null =>
  typeof method === "string" ? method : (method?.id ?? null);

const sessionStatus = (status: string | null): Payment["session"] =>
  status === "complete" || status === "expired" ? status : "open";

/**
 * The object of a reference that the provider sends either expanded or as a bare id; null for an id, which has no facts.
 */
export const object = <T extends { id: string }>(
  reference: string | T | null | undefined,
): T | null => (reference && typeof reference === "object" ? reference : null);

/** The provider's code for why the last attempt to pay failed. */
export const failureOf = (intent: Stripe.PaymentIntent | null): string | null => {
  const error = intent?.last_payment_error;
  return error ? (error.decline_code ?? error.code ?? error.type) : null;
};

const receiptOf = (charge: Stripe.Charge | null) => ({
  receiptUrl: charge?.receipt_url ?? null,
  receiptNumber: charge?.receipt_number ?? null,
  cardBrand: charge?.payment_method_details?.card?.brand ?? null,
  cardLast4: charge?.payment_method_details?.card?.last4 ?? null,
});

/** Oldest first: an earlier one takes first from what is left. */
const byAge = (a: { id: string; at: Date }, b: { id: string; at: Date }): number =>
  a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1);

async function refundsOf(stripe: Stripe, charge: Stripe.Charge): Promise<PaymentRefund[]> {
  const refunds = await stripe.refunds
    .list({ charge: charge.id, limit: 100 })
    .autoPagingToArray({ limit: 1_000 });
  return refunds
    .map((refund) => ({
      id: refund.id,
      amountCents: refund.amount,
      state: refund.status ?? "pending",
      ...askedBy(refund),
      at: new Date(refund.created * 1000),
    }))
    .sort(byAge);
}

async function disputesOf(stripe: Stripe, charge: Stripe.Charge): Promise<PaymentDispute[]> {
  const disputes = await stripe.disputes
    .list({ charge: charge.id, limit: 100 })
    .autoPagingToArray({ limit: 1_000 });
  const found = disputes.flatMap(({ id, amount, status, created }) => {
    const state = disputeState(status);
    return state ? [{ id, amountCents: amount, state, at: new Date(created * 1000) }] : [];
  });
  return found.sort(byAge);
}

function askedBy({ metadata }: Stripe.Refund): {
  refundedBy: string | null;
  requestId: string | null;
} {
  const { member, attempt } = refundMetadataSchema.parse(metadata ?? {});
  return { refundedBy: member, requestId: attempt };
}

/** The attempts named by the refunds of a payment: what the provider was really asked for. */
export async function attemptsOf(stripe: Stripe, paymentIntentId: string): Promise<string[]> {
  const refunds = await stripe.refunds
    .list({ payment_intent: paymentIntentId, limit: 100 })
    .autoPagingToArray({ limit: 1_000 });
  return refunds.flatMap((refund) => askedBy(refund).requestId ?? []);
}

/**
 * Refunds money, once per attempt. False if the provider refuses. Throws if it gave no answer: ask again with the same
 * attempt.
 */
export async function refundPayment(
  stripe: Stripe,
  refund: { paymentIntentId: string; amountCents: number; memberId: string; attempt: string },
): Promise<boolean> {
  try {
    await stripe.refunds.create(
      {
        payment_intent: refund.paymentIntentId,
        amount: refund.amountCents,
        reason: "requested_by_customer",
        metadata: { member: refund.memberId, attempt: refund.attempt },
      },
      { idempotencyKey: `refund:${refund.attempt}` },
    );
    return true;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return false;
    throw error;
  }
}

/** The checkout session a payment was made in. */
export async function sessionOfIntent(
  stripe: Stripe,
  paymentIntentId: string,
): Promise<Stripe.Checkout.Session | null> {
  const sessions = await stripe.checkout.sessions.list({
    payment_intent: paymentIntentId,
    limit: 1,
  });
  return sessions.data[0] ?? null;
}
