import type Stripe from "stripe";
import { failureSentence, type Payment, replaceableBy } from "@/lib/billing/core/payment";
import { pauseAfter } from "@/lib/billing/core/top-up";
import { lockSetting, stopIn, TOP_UP_JOB, unwatch } from "@/lib/billing/mutations/top-up/switch";
import { cancelIntent } from "@/lib/billing/providers/saved-card";
import type { Purchase } from "@/lib/billing/types";
import type { Kind } from "@/lib/credits/core/amount";
import type { Audience } from "@/lib/credits/core/audience";
import { notify } from "@/lib/credits/mutations/notices";
import { audienceOf } from "@/lib/credits/queries/alerts";
import { clock } from "@/lib/platform/clock";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { announce } from "@/lib/platform/events";
import { enqueue } from "@/lib/platform/queue";

/**
 * Called before the bank is asked, so that whoever asks again asks for the same payment. False if the purchase is by now
 * being paid with another intent: then that one is used, and never both.
 */
export const noteIntent = async (
  { workspaceId, id, paymentIntentId: known }: Purchase,
  paymentIntentId: string,
): Promise<boolean> => {
  if (known === paymentIntentId) return true;
  const { count } = await inWorkspace(workspaceId, (tx) =>
    tx.purchase.updateMany({
      where: { workspaceId, id, OR: [{ paymentIntentId: null }, { paymentIntentId }] },
      data: { paymentIntentId },
    }),
  );
  return count === 1;
};

/** The provider accepted the payment: its credits come in through the webhook and nowhere else. */
export const noteCharged = (purchase: Purchase, paymentIntentId: string): Promise<void> =>
  inWorkspace(purchase.workspaceId, async (tx) => {
    const { workspaceId, id } = purchase;
    await tx.topUp.updateMany({
      where: { workspaceId, id, state: "charging" },
      data: { state: "charged", updatedAt: clock.now() },
    });
    await tx.purchase.updateMany({ where: { workspaceId, id }, data: { paymentIntentId } });
    await announce(tx, workspaceId, { id });
  });

/** What the webhook reports about a top-up: paid, or refused after the provider had accepted it. */
export async function noteTopUp(
  stripe: Stripe,
  purchase: Purchase,
  payment: Payment,
): Promise<void> {
  const { workspaceId, id } = purchase;
  if (payment.paid) {
    await inWorkspace(workspaceId, (tx) =>
      tx.topUp.updateMany({
        where: { workspaceId, id, state: { not: "paid" } },
        data: { state: "paid", failure: null, nextTryAt: null, updatedAt: clock.now() },
      }),
    );
    return;
  }
  if (payment.session === "open" && payment.failure) {
    await noteDeclined(stripe, purchase, {
      from: "charged",
      intentId: payment.paymentIntentId,
      code: payment.failure,
    });
  }
}

type Declined = { from: "charging" | "charged"; intentId: string | null; code: string };

/**
 * The bank declined: another try after a growing pause, with a notice the first time; or the end of automatic
 * top-ups, with a notice; or, if they were switched off meanwhile, only the end of this one. Once per try, however often
 * it is reported.
 */
export async function noteDeclined(
  stripe: Stripe,
  purchase: Purchase,
  declined: Declined,
): Promise<void> {
  const { workspaceId, kind } = purchase;
  const audience = await audienceOf(workspaceId);
  const stopped = await inWorkspace(workspaceId, (tx) => decline(tx, purchase, declined, audience));
  const intentId = declined.intentId ?? purchase.paymentIntentId;
  if (stopped) await cancelLeftovers(stripe, workspaceId, kind, intentId);
}

/** Whether it ended automatic top-ups. */
async function decline(
  tx: Tx,
  { workspaceId, id, kind }: Purchase,
  { from, intentId, code }: Declined,
  audience: Audience,
): Promise<boolean> {
  const now = clock.now();
  // Whoever switches off ends what waits: this one is seen to wait, or finds them switched off.
  const setting = await lockSetting(tx, workspaceId, kind);
  await tx.$queryRaw`
    select 1 as locked from top_up
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for update`;
  const where = { workspaceId, id };
  const row = await tx.topUp.findFirst({ where: { ...where, state: from } });
  if (!row) return false;
  const failure = code || "card_declined";
  const isOff = !setting?.enabled;
  await tx.purchase.updateMany({
    where: { ...where, state: { in: replaceableBy("open") } },
    data: {
      failure,
      ...(intentId ? { paymentIntentId: intentId } : {}),
      ...(isOff ? { state: "expired" } : {}),
    },
  });
  await announce(tx, workspaceId, { id });
  const change = (data: { state: string; nextTryAt: Date | null }) =>
    tx.topUp.updateMany({ where, data: { ...data, failure, updatedAt: now } });
  if (isOff) {
    await change({ state: "off", nextTryAt: null });
    await enqueue(TOP_UP_JOB, { workspaceId, topUpId: id }, { singletonKey: id, tx });
    return false;
  }
  const pause = pauseAfter(row.tries, failure);
  if (pause === null) {
    await stopWith(tx, { workspaceId, id, kind, code: failure, now, audience });
    return true;
  }
  await change({ state: "waiting", nextTryAt: new Date(now.getTime() + pause) });
  const facts = { about: "top_up", event: "declined", why: failureSentence(failure) } as const;
  const key = `top-up:${id}:declined`;
  await notify(tx, workspaceId, { kind, key, facts, at: now }, audience);
  return false;
}

type Stopping = {
  workspaceId: string;
  id: string;
  kind: Kind;
  code: string;
  now: Date;
  audience: Audience;
};

/** Ends a top-up and switches automatic top-ups of its kind off, with a notice: all or nothing. */
export async function stopWith(
  tx: Tx,
  { workspaceId, id, kind, code, now, audience }: Stopping,
): Promise<void> {
  await tx.topUp.updateMany({
    where: { workspaceId, id },
    data: { state: "failed", failure: code, nextTryAt: null, updatedAt: now },
  });
  await tx.purchase.updateMany({
    where: { workspaceId, id, state: { in: replaceableBy("failed") } },
    data: { state: "failed", failure: code },
  });
  await stopIn(tx, workspaceId, kind, code);
  const facts = { about: "top_up", event: "stopped", why: failureSentence(code) } as const;
  await notify(tx, workspaceId, { kind, key: `top-up:${id}:stopped`, facts, at: now }, audience);
}

/**
 * For a card that the provider lost, which nobody here removed: switches automatic top-ups of a kind off, and says so in a
 * notice if they were on.
 */
export async function stopWithoutCard(
  workspaceId: string,
  kind: Kind,
  methodId: string,
): Promise<void> {
  const code = "no_card";
  const audience = await audienceOf(workspaceId);
  const stopped = await inWorkspace(workspaceId, async (tx) => {
    const { count } = await stopIn(tx, workspaceId, kind, code);
    if (count === 0) return false;
    const facts = { about: "top_up", event: "stopped", why: failureSentence(code) } as const;
    const key = `top-up:${kind}:${methodId}:stopped`;
    await notify(tx, workspaceId, { kind, key, facts, at: clock.now() }, audience);
    return true;
  });
  if (stopped) await unwatch(workspaceId, kind);
}

/** What cannot be part of the transaction that ended it: the ledger's threshold, and the intent at the provider. */
export async function cancelLeftovers(
  stripe: Stripe,
  workspaceId: string,
  kind: Kind,
  intentId: string | null,
): Promise<void> {
  await unwatch(workspaceId, kind);
  if (intentId) await cancelIntent(stripe, intentId);
}
