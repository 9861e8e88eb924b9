import { DISPUTED } from "@/lib/billing/core/top-up";
import { hasOpenDispute } from "@/lib/billing/queries/disputes";
import { type TopUpSetting, toSetting } from "@/lib/billing/queries/top-ups";
import type { Kind } from "@/lib/credits/core/amount";
import type { Actor } from "@/lib/credits/core/command";
import { spokenCredits } from "@/lib/credits/core/format";
import { TOP_UP } from "@/lib/credits/core/threshold";
import { post } from "@/lib/credits/mutations/door";
import { clock } from "@/lib/platform/clock";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/queue";

/** The job that tries one top-up, or cancels the payment of one that was switched off. */
export const TOP_UP_JOB = "billing.top-up";

/**
 * Top-ups that waited for disputes look again once none is open. Runs in the transaction that decides the last: of two
 * decided at once, one sees the other, and a top-up that is just being put off because of them is seen as well.
 */
export async function resumeAfterDisputes(tx: Tx, workspaceId: string, now: Date): Promise<void> {
  await tx.$queryRaw`
    select 1 as locked from top_up_setting
    where workspace_id = ${workspaceId}::uuid order by kind for update`;
  if (await hasOpenDispute(tx, workspaceId)) return;
  await tx.topUp.updateMany({
    where: { workspaceId, state: "waiting", failure: DISPUTED },
    data: { nextTryAt: now },
  });
}

type Change = { below: TopUpSetting["threshold"] | null; actor: Actor; reason: string };

/** Makes the ledger report when less than `below` is available, or no longer do so. */
async function watchThreshold(workspaceId: string, kind: Kind, change: Change): Promise<void> {
  const answer = await post(workspaceId, kind, {
    type: "set_threshold",
    key: newId(),
    threshold: TOP_UP,
    ...change,
  });
  if (!answer.ok) throw new Error(`The ledger refused a threshold: ${answer.reason}`);
}

/** Locks the settings of one kind for this transaction: everything that decides about a top-up waits here. */
export async function lockSetting(
  tx: Tx,
  workspaceId: string,
  kind: Kind,
): Promise<TopUpSetting | null> {
  await tx.$queryRaw`
    select 1 as locked from top_up_setting
    where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind for update`;
  const row = await tx.topUpSetting.findUnique({
    where: { workspaceId_kind: { workspaceId, kind } },
  });
  return row && toSetting(row);
}

/**
 * Switches off automatically, and says why. Done before the ledger's threshold is removed: should a crash leave that in
 * place, its crossing finds nothing to do. False if it was off already.
 */
export async function switchOff(
  workspaceId: string,
  kind: Kind,
  stopped: string,
): Promise<boolean> {
  const { count } = await inWorkspace(workspaceId, (tx) => stopIn(tx, workspaceId, kind, stopped));
  if (count > 0) await unwatch(workspaceId, kind);
  return count > 0;
}

/** The first half of switching off, in a transaction of its own. */
export const stopIn = (tx: Tx, workspaceId: string, kind: Kind, stopped: string) =>
  switchOffIn(tx, workspaceId, kind, { stopped });

/**
 * Switches off, for whatever reason. What waits ends with it: it is no longer shown as about to be tried, and after
 * switching on again nothing is bought that was wanted before. A job cancels the payments that waited for another try. A
 * payment in progress is not undone.
 */
export async function switchOffIn(
  tx: Tx,
  workspaceId: string,
  kind: Kind,
  why: { stopped: string | null; setBy?: string; setAt?: Date },
): Promise<{ count: number }> {
  const where = { workspaceId, kind };
  const switched = await tx.topUpSetting.updateMany({
    where: { ...where, enabled: true },
    data: { enabled: false, ...why },
  });
  const ended = await tx.topUp.updateManyAndReturn({
    where: { ...where, state: "waiting" },
    data: { state: "off", nextTryAt: null, updatedAt: clock.now() },
    select: { id: true },
  });
  await tx.purchase.updateMany({
    where: { workspaceId, id: { in: ended.map(({ id }) => id) }, state: "open" },
    data: { state: "expired" },
  });
  for (const { id } of ended) {
    await enqueue(TOP_UP_JOB, { workspaceId, topUpId: id }, { singletonKey: id, tx });
  }
  return switched;
}

/** The second half. Somebody may have switched it on between the two. */
export async function unwatch(workspaceId: string, kind: Kind): Promise<void> {
  await watchThreshold(workspaceId, kind, {
    below: null,
    actor: { type: "system" },
    reason: "Auto top-up switched off",
  });
  await watchAsSet(workspaceId, kind);
}

/**
 * Makes the ledger watch the amount that is set now: if two people switch at once, either may have set it last. Looks
 * again afterwards, since another amount may have been set, and watched, before this one was.
 */
export async function watchAsSet(workspaceId: string, kind: Kind): Promise<void> {
  const set = await inWorkspace(workspaceId, async (tx) => {
    const row = await tx.topUpSetting.findFirst({ where: { workspaceId, kind, enabled: true } });
    const known = await tx.creditThreshold.findFirst({ where: { workspaceId, kind, id: TOP_UP } });
    return row && row.threshold !== known?.below ? toSetting(row) : null;
  });
  if (!set) return;
  await watchBelow(workspaceId, set);
  await watchAsSet(workspaceId, kind);
}

/** Makes the ledger report when less is available than the amount at which somebody wants to buy. */
export const watchBelow = (
  workspaceId: string,
  { kind, threshold, setBy: id }: Pick<TopUpSetting, "kind" | "threshold" | "setBy">,
): Promise<void> =>
  watchThreshold(workspaceId, kind, {
    below: threshold,
    actor: { type: "member", id },
    reason: `Auto top-up below ${spokenCredits(threshold, kind)}`,
  });
