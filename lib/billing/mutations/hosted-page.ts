import type Stripe from "stripe";
import { type CheckoutPage, createCustomer } from "@/lib/billing/providers/checkout";
import { customerOf } from "@/lib/billing/queries/cards";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { logger } from "@/lib/platform/logger";
import { currentTrace, referenceOf, requestIdFrom } from "@/lib/platform/request-id";

/** A page of the provider's could not be opened. The log says why, under `reference`. */
export type Unavailable = { ok: false; reason: "checkout_unavailable"; reference: string };

/** Logs why a page of the provider's did not open. */
export function unavailable(error: unknown): Unavailable {
  const reference = referenceOf(requestIdFrom(currentTrace()?.request));
  logger.error({ err: error, reference }, "checkout did not start");
  return { ok: false, reason: "checkout_unavailable", reference };
}

/** Who goes to the page, and for which workspace. */
export type Payer = { workspaceId: string; workspaceName: string; buyerEmail: string };

/**
 * Opens a page for the workspace's customer, or for a new one if the provider does not know it. `key` makes a repeated
 * request create the same customer.
 */
export async function openForWorkspace(
  stripe: Stripe,
  payer: Payer,
  key: string,
  open: (customer: string) => Promise<CheckoutPage>,
): Promise<Extract<CheckoutPage, { ok: true }>> {
  const customer = await customerOf(payer.workspaceId);
  if (customer) {
    const page = await open(customer);
    if (page.ok) return page;
  }
  const page = await open(await replaceCustomer(stripe, payer, key, customer));
  if (!page.ok) throw new Error("The provider does not know the customer it made.");
  return page;
}

/** Creates a customer and stores it, unless another request stored one first: then that one is used. */
async function replaceCustomer(
  stripe: Stripe,
  { workspaceId, workspaceName: name, buyerEmail: email }: Payer,
  key: string,
  known: string | null,
): Promise<string> {
  const created = await createCustomer(stripe, { workspaceId, name, email, key });
  return inWorkspace(workspaceId, async (tx) => {
    const data = { workspaceId, stripeCustomerId: created };
    await tx.billingCustomer.createMany({ data, skipDuplicates: true });
    if (known) {
      await tx.billingCustomer.updateMany({
        where: { workspaceId, stripeCustomerId: known },
        data,
      });
    }
    return (await customerIn(tx, workspaceId)) ?? created;
  });
}

const customerIn = async (tx: Tx, workspaceId: string): Promise<string | null> =>
  (await tx.billingCustomer.findUnique({ where: { workspaceId } }))?.stripeCustomerId ?? null;
