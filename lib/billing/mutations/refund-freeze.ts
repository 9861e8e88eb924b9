import { v5 } from "uuid";
import { isClosed, type RequestState } from "@/lib/billing/core/refund";
import { takeAfterAll } from "@/lib/billing/mutations/top-up/crossings";
import type { Purchase } from "@/lib/billing/types";
import type { Command } from "@/lib/credits/core/command";
import { PURCHASE_REFUND } from "@/lib/credits/core/hold";
import { creditsArrived } from "@/lib/credits/mutations/arrivals";
import { post } from "@/lib/credits/mutations/door";
import { findStoredAnswer } from "@/lib/credits/queries/keys";
import { clock } from "@/lib/platform/clock";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { announce } from "@/lib/platform/events";

/** Locks the purchase: summing up its refunds and asking for another take turns. */
export const lockPurchase = (tx: Tx, workspaceId: string, id: string) =>
  tx.$queryRaw`select id from purchase
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for update`;

/** Who asked for a refund of a purchase, by the attempt of the screen. */
type Request = { id: string; requestedBy: string };

/**
 * Sets aside what is left of a purchase, and what comes back to it, until the request has ended: nobody can spend what is
 * about to be refunded. Happens once; repeated after the request has ended, it sets nothing aside again.
 */
export const setAside = (purchase: Purchase, request: Request): Promise<{ seq: number }> =>
  postOnce(purchase, {
    ...freezeOf(purchase, request),
    type: "freeze",
    actor: { type: "member", id: request.requestedBy },
    key: `refund-request:${request.id}:freeze`,
    reason: `Refund of ${purchase.packageName} asked for`,
  });

/**
 * Ends a request that was booked, refused or never made: what is still set aside for it is free again, unless another
 * request or a dispute of the purchase keeps it. Safe to repeat, and to run twice at once.
 */
export async function endRequest(purchase: Purchase, request: Request): Promise<void> {
  // If nothing was set aside yet, whoever was about to do it is too late: the key is taken.
  const { seq } = await setAside(purchase, request);
  await postOnce(purchase, {
    ...freezeOf(purchase, request),
    type: "thaw",
    actor: { type: "system" },
    key: `refund-request:${request.id}:thaw`,
    reason: `Refund of ${purchase.packageName} ended`,
  });
  const { workspaceId, kind } = purchase;
  await inWorkspace(workspaceId, async (tx) => {
    const now = clock.now();
    const where = { workspaceId, id: request.id, endedAt: null };
    const [ended] = await tx.refundRequest.updateManyAndReturn({ where, data: { endedAt: now } });
    if (ended && isClosed(ended.state)) await takeAfterAll(tx, workspaceId, { kind, seq, now });
    await announce(tx, workspaceId, { id: purchase.id });
  });
  await creditsArrived({ workspaceId, kind, continueRunId: null });
}

/**
 * Ends the request that a refund answers, unless it has ended. One that nobody here made ends nothing. The answer to the
 * request itself may have been lost, so that it is accepted is recorded here too: the provider must not be asked again.
 */
export async function endRequestOf(purchase: Purchase, requestId: string): Promise<void> {
  const { workspaceId, id: purchaseId } = purchase;
  const where = { workspaceId, purchaseId, id: requestId };
  const state = "accepted" satisfies RequestState;
  const request = await inWorkspace(workspaceId, async (tx) => {
    await tx.refundRequest.updateMany({
      where: { ...where, state: { not: state } },
      data: { state },
    });
    return tx.refundRequest.findFirst({ where: { ...where, endedAt: null } });
  });
  if (request) await endRequest(purchase, request);
}

const freezeOf = ({ id: sourceId, packageName }: Purchase, { id }: Request) => ({
  sourceId,
  holdId: v5(id, sourceId),
  operation: PURCHASE_REFUND,
  subject: `Refund of ${packageName}`,
});

/** Has the ledger do it, unless it did already: another version of the product may have worded it differently. */
async function postOnce(
  { workspaceId, kind }: Purchase,
  command: Command,
): Promise<{ seq: number }> {
  const kept = await findStoredAnswer(workspaceId, kind, command.key);
  if (kept) return kept;
  const answer = await post(workspaceId, kind, command);
  if (!answer.ok) throw new Error(`The ledger refused to ${command.type}: ${answer.reason}`);
  return answer;
}
