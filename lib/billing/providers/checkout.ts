import Stripe from "stripe";
import type { Purchase } from "@/lib/billing/types";
import { env } from "@/lib/platform/env";

/** Creates the customer that a workspace pays as. `key` makes a repeated request create the same customer. */
export async function createCustomer(
  stripe: Stripe,
  customer: { workspaceId: string; name: string; email: string; key: string },
): Promise<string> {
  const { workspaceId: workspace, name, email, key } = customer;
  const created = await stripe.customers.create(
    { name, email, metadata: { workspace } },
    { idempotencyKey: key },
  );
  return created.id;
}

export type CheckoutPage =
  | { ok: true; sessionId: string; url: string }
  | { ok: false; reason: "unknown_customer" };

/**
 * Opens the hosted checkout page for one purchase. The purchase's id is the idempotency key: asked for twice, there is
 * one session. Every parameter comes from the purchase, so that a second request equals the first.
 */
export function openCheckout(
  stripe: Stripe,
  purchase: Purchase,
  workspaceSlug: string,
  customer: string,
): Promise<CheckoutPage> {
  return openHostedPage(stripe, checkoutOf(purchase, workspaceSlug, customer), {
    idempotencyKey: `checkout:${purchase.id}:${customer}`,
  });
}

/** Opens a page of the provider's. */
export async function openHostedPage(
  stripe: Stripe,
  params: Stripe.Checkout.SessionCreateParams,
  options: Stripe.RequestOptions = {},
): Promise<CheckoutPage> {
  try {
    const session = await stripe.checkout.sessions.create(params, options);
    if (!session.url) throw new Error("The checkout session has no page.");
    return { ok: true, sessionId: session.id, url: session.url };
  } catch (error) {
    if (isUnknownCustomer(error)) return { ok: false, reason: "unknown_customer" };
    throw error;
  }
}

const LIFE_SECONDS = 23 * 60 * 60;

function checkoutOf(
  purchase: Purchase,
  workspaceSlug: string,
  customer: string,
): Stripe.Checkout.SessionCreateParams {
  const metadata = { workspace: purchase.workspaceId, purchase: purchase.id };
  const back = `${env.APP_URL}/${workspaceSlug}/settings/billing/return`;
  return {
    mode: "payment",
    ui_mode: "hosted_page",
    customer,
    client_reference_id: purchase.workspaceId,
    metadata,
    payment_intent_data: {
      metadata,
      description: productName(purchase),
      ...(purchase.saveCard ? { setup_future_usage: "off_session" } : {}),
    },
    ...(purchase.saveCard ? { custom_text: { submit: { message: CONSENT } } } : {}),
    ...(env.STRIPE_PROMOTION_CODES ? { allow_promotion_codes: true } : {}),
    // Tax follows the address the buyer enters, which is kept for purchases without a checkout page.
    ...(env.STRIPE_TAX
      ? { automatic_tax: { enabled: true }, customer_update: { address: "auto", name: "auto" } }
      : {}),
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: purchase.currency,
          unit_amount: purchase.priceCents,
          ...(env.STRIPE_TAX ? { tax_behavior: "exclusive" } : {}),
          product_data: { name: productName(purchase), description: "Valid for 12 months." },
        },
      },
    ],
    expires_at: Math.floor(purchase.createdAt.getTime() / 1000) + LIFE_SECONDS,
    success_url: `${back}?session_id={CHECKOUT_SESSION_ID}`,
    cancel_url: `${back}?closed=${purchase.id}`,
  };
}

/** What the buyer agrees to by saving a card, shown on the page where it is entered. */
export const CONSENT =
  "This card is saved for automatic top-ups. While they are on, it is charged without asking again. Those who may buy credits switch them on and off.";

const productName = (purchase: Purchase): string => {
  const amount = (purchase.credits / 100).toLocaleString("en-US");
  return `${purchase.packageName}: ${amount} ${purchase.kind === "ai" ? "AI" : "lead"} credits`;
};

/**
 * The customer we have stored belongs to another account: keys were changed, or the stand-in was replaced by Stripe.
 */
const isUnknownCustomer = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError &&
  error.code === "resource_missing" &&
  error.param === "customer";
