import type Stripe from "stripe";
import { v5 } from "uuid";
import type { Package } from "@/lib/billing/core/packages";
import {
  openForWorkspace,
  type Unavailable,
  unavailable,
} from "@/lib/billing/mutations/hosted-page";
import { openCheckout } from "@/lib/billing/providers/checkout";
import { activePackage } from "@/lib/billing/queries/packages";
import { toPurchase } from "@/lib/billing/queries/purchases";
import type { Purchase } from "@/lib/billing/types";
import { safeNextPath } from "@/lib/identity/core/next-path";
import { inWorkspace } from "@/lib/platform/db";

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
  /** The buyer allows the card to be kept for automatic top-ups. */
  saveCard?: boolean;
  now: Date;
};

export type CheckoutStarted =
  | { ok: true; url: string; purchaseId: string }
  | { ok: false; reason: "package_gone" }
  | Unavailable;

/**
 * Records what is being bought, on the terms it is sold on now, and opens a checkout page for it. Moves neither credits
 * nor money. The same attempt leads to the same page, however often it is made.
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
    const { workspaceSlug } = request;
    const page = await openForWorkspace(stripe, request, `customer:${purchase.id}`, (customer) =>
      openCheckout(stripe, purchase, workspaceSlug, customer),
    );
    await rememberSession(purchase, page.sessionId);
    return { ok: true, url: page.url, purchaseId: purchase.id };
  } catch (error) {
    return unavailable(error);
  }
}

/** An hour less than a checkout page lives, so that nobody is sent to a page that is about to close. */
const REUSABLE_MS = 22 * 60 * 60 * 1000;
const MOST_PER_ATTEMPT = 50;

/**
 * The open purchase of this attempt, created if necessary. Its id is derived from who buys what in which attempt, so two
 * simultaneous clicks meet in one row. Once it is paid or closed, the next click begins another.
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

/** The columns of a purchase that keep the package as it was sold, whatever becomes of it. */
export const soldColumns = (sold: Package) => ({
  kind: sold.kind,
  packageId: sold.id,
  packageName: sold.name,
  credits: BigInt(sold.credits),
  priceCents: sold.priceCents,
  currency: sold.currency,
});

const insertPurchase = (request: CheckoutRequest, sold: Package, id: string): Promise<Purchase> => {
  const { workspaceId, buyerId, continueRunId, now } = request;
  return inWorkspace(workspaceId, async (tx) => {
    await tx.purchase.createMany({
      data: {
        workspaceId,
        id,
        ...soldColumns(sold),
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

/** The path as a browser resolves it: dots in it lead upwards, and a leading double slash leads to another site. */
function withinWorkspace({ workspaceSlug, returnPath }: CheckoutRequest): string {
  const path = safeNextPath(returnPath);
  return path === `/${workspaceSlug}` || path?.startsWith(`/${workspaceSlug}/`)
    ? path
    : `/${workspaceSlug}/settings/billing`;
}

const rememberSession = (purchase: Purchase, checkoutSessionId: string) =>
  inWorkspace(purchase.workspaceId, (tx) =>
    tx.purchase.updateMany({
      where: { workspaceId: purchase.workspaceId, id: purchase.id },
      data: { checkoutSessionId },
    }),
  );
