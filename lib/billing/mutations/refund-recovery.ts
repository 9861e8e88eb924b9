import type Stripe from "stripe";
import { UNANSWERED_MS } from "@/lib/billing/core/refund";
import { endRequest } from "@/lib/billing/mutations/refund-freeze";
import { type Source, settlePurchase } from "@/lib/billing/mutations/settle";
import { attemptsOf } from "@/lib/billing/providers/stripe";
import { findPurchase } from "@/lib/billing/queries/purchases";
import { findSilentRequests } from "@/lib/billing/queries/refund-requests";
import type { Purchase } from "@/lib/billing/types";
import { inWorkspace } from "@/lib/platform/db";
import { eachAlone } from "@/lib/platform/each-alone";
import { logger } from "@/lib/platform/logger";

/** Recovers the silent requests of all workspaces, each purchase separately. Returns how many purchases were done. */
export async function recoverAllRequests(stripe: Stripe, now: Date, since: Date): Promise<number> {
  const found = await findSilentRequests(silentBefore(now), since);
  return eachAlone(found, (one) => recoverRequests(stripe, { ...one, now }));
}

/** No call for a request that nobody went on with since then can still be running. */
const silentBefore = (now: Date): Date => new Date(now.getTime() - UNANSWERED_MS);

type SilentPurchase = { workspaceId: string; purchaseId: string; now: Date };

/**
 * Ends the requests for a refund of a purchase of which nothing was heard, because an answer or an event was lost, or a
 * process stopped: by what the provider has. If it has the refund, its credits are taken, as by its event. Otherwise
 * nothing was refunded, and what was set aside is free again. Throws if the provider cannot be reached: try again later.
 */
export async function recoverRequests(
  stripe: Stripe,
  { workspaceId, purchaseId, now }: SilentPurchase,
): Promise<void> {
  // Checked at each step: somebody may go on with one of them meanwhile.
  const silent = { workspaceId, purchaseId, endedAt: null, askedAt: { lte: silentBefore(now) } };
  const unended = () =>
    inWorkspace(workspaceId, (tx) => tx.refundRequest.findMany({ where: silent }));
  const found = await unended();
  const purchase = found.length > 0 ? await findPurchase(workspaceId, purchaseId) : null;
  if (!purchase?.paymentIntentId) return;

  const arrived = await attemptsOf(stripe, purchase.paymentIntentId);
  await inWorkspace(workspaceId, async (tx) => {
    const mark = (id: object, from: string, state: string) =>
      tx.refundRequest.updateMany({ where: { ...silent, id, state: from }, data: { state } });
    await mark({ in: arrived }, "asked", "accepted");
    await mark({ notIn: arrived }, "asked", "refused");
    await mark({ notIn: arrived }, "noted", "withdrawn");
  });
  if (found.some(({ id }) => arrived.includes(id))) {
    await settlePurchase(stripe, workspaceId, purchaseId, sourceOf(purchase));
  }
  for (const request of await unended()) {
    if (request.state === "accepted") {
      logger.error(
        { request: request.id, purchase: purchaseId },
        "an accepted refund is not there",
      );
    } else await endRequest(purchase, request);
  }
}

const sourceOf = ({ origin, checkoutSessionId, paymentIntentId }: Purchase): Source =>
  origin === "checkout"
    ? { sessionId: checkoutSessionId ?? "" }
    : { paymentIntentId: paymentIntentId ?? "" };
