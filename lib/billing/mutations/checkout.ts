import type Stripe from "stripe";
import { v5 } from "uuid";
import type { Package } from "@/lib/billing/core/packages";
import { type CheckoutPage, createCustomer, openCheckout } from "@/lib/billing/providers/checkout";
import { customerOf } from "@/lib/billing/queries/cards";
import { activePackage } from "@/lib/billing/queries/packages";
import { toPurchase } from "@/lib/billing/queries/purchases";
import type { Purchase } from "@/lib/billing/types";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { logger } from "@/lib/platform/logger";
import { currentTrace, referenceOf, requestIdFrom } from "@/lib/platform/request-id";

export type CheckoutRequest = {
  workspaceId: string;
  workspaceSlug: string;
  workspaceName: string;
  buyerId: string;
  buyerEmail: string;
  packageId: string;
  /** One opening of the screen: clicks within it lead to the same checkout. */
  attempt: string;
  returnPath: string;
  continueRunId: string | null;
  /** The buyer lets the card be kept for automatic top-ups. */
  saveCard?: boolean;
  now: Date;
};

export type CheckoutStarted =
  | { ok: true; url: string; purchaseId: string }
  | { ok: false; reason: "package_gone" }
  | { ok: false; reason: "checkout_unavailable"; reference: string };

/**
 * Notes what is being bought, as it is sold now, and opens a checkout page for it. Moves no credits and no
 * money. The same attempt leads to the same page, however often it is asked for.
 */
export async function startCheckout(
  stripe: Stripe | null,
  request: CheckoutRequest,
): Promise<CheckoutStarted> {
  const sold = await activePackage(request.packageId);
  if (!sold) return { ok: false, reason: "package_gone" };
  if (!stripe) return unavailable(new Error("No payment provider is configured."));

  const purchase = await openPurchase(request, sold);
  try {
    const page = await openPage(stripe, request, purchase);
    await rememberSession(purchase, page.sessionId);
    return { ok: true, url: page.url, purchaseId: purchase.id };
  } catch (error) {
    return unavailable(error);
  }
}

function unavailable(error: unknown): CheckoutStarted {
  const reference = referenceOf(requestIdFrom(currentTrace()?.request));
  logger.error({ err: error, reference }, "checkout did not start");
  return { ok: false, reason: "checkout_unavailable", reference };
}

/** Younger than its checkout page by an hour, so that nobody is sent to a page that is about to close. */
const REUSABLE_MS = 22 * 60 * 60 * 1000;
const MOST_PER_ATTEMPT = 50;

/**
 * The open purchase of this attempt, made if need be. Its id is computed from who buys what in which attempt,
 * so two clicks at once meet in one row. Once it is paid or closed, the next click begins another.
 */
async function openPurchase(request: CheckoutRequest, sold: Package): Promise<Purchase> {
  for (let round = 0; round < MOST_PER_ATTEMPT; round++) {
    const what = [sold.id, sold.priceCents, ...(request.saveCard ? ["saves card"] : [])];
    const name = [request.buyerId, request.attempt, ...what, round].join(":");
    const purchase = await insertPurchase(request, sold, v5(name, request.workspaceId));
    const age = request.now.getTime() - purchase.createdAt.getTime();
    if (purchase.state === "open" && age < REUSABLE_MS) return purchase;
  }
  throw new Error("Too many purchases in one attempt.");
}

const insertPurchase = (request: CheckoutRequest, sold: Package, id: string): Promise<Purchase> => {
  const { workspaceId, buyerId, continueRunId, now } = request;
  return inWorkspace(workspaceId, async (tx) => {
    await tx.purchase.createMany({
      data: {
        workspaceId,
        id,
        kind: sold.kind,
        packageId: sold.id,
        packageName: sold.name,
        credits: BigInt(sold.credits),
        priceCents: sold.priceCents,
        currency: sold.currency,
        state: "open",
        returnPath: withinWorkspace(request),
        continueRunId,
        saveCard: request.saveCard ?? false,
        buyerId,
        createdAt: now,
      },
      skipDuplicates: true,
    });
    return toPurchase(
      await tx.purchase.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id } } }),
    );
  });
};

const withinWorkspace = ({ workspaceSlug, returnPath }: CheckoutRequest): string =>
  returnPath === `/${workspaceSlug}` || returnPath.startsWith(`/${workspaceSlug}/`)
    ? returnPath
    : `/${workspaceSlug}/settings/billing`;

/** With the workspace's customer; with a new one when the provider does not know the old. */
async function openPage(
  stripe: Stripe,
  request: CheckoutRequest,
  purchase: Purchase,
): Promise<Extract<CheckoutPage, { ok: true }>> {
  const customer = await customerOf(request.workspaceId);
  if (customer) {
    const page = await openCheckout(stripe, purchase, request.workspaceSlug, customer);
    if (page.ok) return page;
  }
  const fresh = await replaceCustomer(stripe, request, purchase, customer);
  const page = await openCheckout(stripe, purchase, request.workspaceSlug, fresh);
  if (!page.ok) throw new Error("The provider does not know the customer it made.");
  return page;
}

const customerIn = async (tx: Tx, workspaceId: string): Promise<string | null> =>
  (await tx.billingCustomer.findUnique({ where: { workspaceId } }))?.stripeCustomerId ?? null;

/** Makes a customer and keeps it, unless another request kept one first: that one is used then. */
async function replaceCustomer(
  stripe: Stripe,
  request: CheckoutRequest,
  purchase: Purchase,
  known: string | null,
): Promise<string> {
  const { workspaceId, workspaceName: name, buyerEmail: email } = request;
  const key = `customer:${purchase.id}`;
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

const rememberSession = (purchase: Purchase, checkoutSessionId: string) =>
  inWorkspace(purchase.workspaceId, (tx) =>
    tx.purchase.updateMany({
      where: { workspaceId: purchase.workspaceId, id: purchase.id },
      data: { checkoutSessionId },
    }),
  );
