import type Stripe from "stripe";
import { type CheckoutPage, CONSENT, openHostedPage } from "@/lib/billing/providers/checkout";
import { cardOf } from "@/lib/billing/providers/saved-card";
import { object } from "@/lib/billing/providers/stripe";
import { cardPageMetadataSchema } from "@/lib/billing/schema";
import type { SavedCard } from "@/lib/billing/types";
import { env } from "@/lib/platform/env";

export type CardPageRequest = { workspaceId: string; workspaceSlug: string; memberId: string };

/** Opens the hosted page where a card is saved and nothing is paid. */
export function openCardPage(
  stripe: Stripe,
  { workspaceId: workspace, workspaceSlug, memberId: member }: CardPageRequest,
  customer: string,
): Promise<CheckoutPage> {
  const metadata = { workspace, member };
  const back = `${env.APP_URL}/${workspaceSlug}/settings/billing/top-up`;
  return openHostedPage(stripe, {
    mode: "setup",
    ui_mode: "hosted_page",
    customer,
    client_reference_id: workspace,
    metadata,
    setup_intent_data: { metadata },
    allowed_payment_method_types: ["card"],
    custom_text: { submit: { message: CONSENT } },
    // Tax on purchases without a page is calculated from the customer's address.
    ...(env.STRIPE_TAX ? { billing_address_collection: "required" } : {}),
    success_url: `${back}?session_id={CHECKOUT_SESSION_ID}`,
    cancel_url: `${back}?checkout=closed`,
  });
}

/** The outcome of such a page. */
export type SavedOnPage = {
  sessionId: string;
  workspaceId: string;
  memberId: string;
  /** The provider's customer the card was saved for. */
  customer: string | null;
  /** Null if it has been removed since. */
  card: SavedCard | null;
  /** When it was entered, by the provider's clock. */
  savedAt: Date;
  address: Stripe.Address | null;
};

/** Everything the provider knows about a page on which a card was saved; null for a page that is not ours. */
export async function readCardPage(stripe: Stripe, sessionId: string): Promise<SavedOnPage | null> {
  const session = await stripe.checkout.sessions.retrieve(sessionId, {
    expand: ["setup_intent.payment_method"],
  });
  const named = cardPageMetadataSchema.safeParse(session.metadata);
  const method = object(object(session.setup_intent)?.payment_method);
  if (!named.success || !method || session.status !== "complete") return null;
  const { workspace: workspaceId, member: memberId } = named.data;
  if (session.client_reference_id !== workspaceId) return null;
  return {
    sessionId: session.id,
    workspaceId,
    memberId,
    customer: idOf(session.customer),
    card: cardOf(method),
    savedAt: new Date(method.created * 1000),
    address: method.billing_details.address,
  };
}

const idOf = (reference: string | { id: string } | null): string | null =>
  typeof reference === "string" ? reference : (reference?.id ?? null);

/** Makes tax follow the address that came with a saved card. */
export async function keepAddress(
  stripe: Stripe,
  customer: string,
  address: Stripe.Address,
): Promise<void> {
  const given = Object.entries(address).filter(([, part]) => part !== null);
  await stripe.customers.update(customer, { address: Object.fromEntries(given) });
}
