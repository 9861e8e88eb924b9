import { v5 } from "uuid";
import type { TopUpState } from "@/lib/billing/core/top-up";
import { lockSetting, TOP_UP_JOB } from "@/lib/billing/mutations/top-up/switch";
import { findUntakenCrossings } from "@/lib/billing/queries/top-ups";
import type { Kind } from "@/lib/credits/core/amount";
import { isOfRefund } from "@/lib/credits/queries/debt";
import { clock } from "@/lib/platform/clock";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { eachAlone } from "@/lib/platform/each-alone";
import { enqueue } from "@/lib/platform/queue";

type Crossing = { kind: Kind; seq: bigint };

/**
 * Takes the crossings that the ledger's commits left for automatic top-ups: each once, by its name, whoever finds it and
 * however often, in one transaction with the job that tries it.
 */
export async function takeCrossings(workspaceId: string): Promise<number> {
  const found = await inWorkspace(
    workspaceId,
    (tx) => tx.$queryRaw<Crossing[]>`
      select o.kind::text as kind, o.seq from credit_outbox o
      where o.workspace_id = ${workspaceId}::uuid and o.topic = 'top_up' and not exists (
        select 1 from top_up t
        where t.workspace_id = o.workspace_id and t.crossing = o.kind || ':' || o.seq)
      order by o.created_at, o.seq`,
  );
  let taken = 0;
  for (const crossing of found) taken += await takeCrossing(workspaceId, crossing);
  return taken;
}

/** Takes the crossings that a crash left behind, each workspace separately. Returns how many were done. */
export async function takeUntakenCrossings(): Promise<number> {
  const untaken = await findUntakenCrossings();
  return eachAlone(
    untaken.map((workspaceId) => ({ workspaceId })),
    ({ workspaceId }) => takeCrossings(workspaceId),
  );
}

/**
 * Takes a waiting crossing again, in place of a top-up that has ended because what it would have bought is no longer
 * what is agreed to. Once for each `agreedAt`.
 */
export async function takeAgain(
  tx: Tx,
  workspaceId: string,
  { kind, crossing: before }: { kind: Kind; crossing: string },
  { agreedAt, now }: { agreedAt: Date; now: Date },
): Promise<void> {
  const crossing = `${before}:${agreedAt.getTime()}`;
  await enter(tx, workspaceId, { kind, crossing, state: "waiting", now });
}

/**
 * Takes the crossing again that row `seq` made by setting credits aside for a refund that was not made, if it made one:
 * what was used meanwhile was used. Above the threshold it buys nothing.
 */
export async function takeAfterAll(
  tx: Tx,
  workspaceId: string,
  { kind, seq, now }: { kind: Kind; seq: number; now: Date },
): Promise<void> {
  const setting = await lockSetting(tx, workspaceId, kind);
  if (!setting?.enabled) return;
  const [crossed] = await tx.$queryRaw<unknown[]>`
    select 1 from credit_outbox
    where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind and seq = ${seq} and topic = 'top_up'`;
  const crossing = `${kind}:${seq}:not-refunded`;
  if (crossed) await enter(tx, workspaceId, { kind, crossing, state: "waiting", now });
}

/** One that a refund made buys nothing: the money that just went back would be taken again (docs/decisions/0038). */
async function takeCrossing(workspaceId: string, { kind, seq }: Crossing): Promise<number> {
  const crossing = `${kind}:${seq}`;
  const now = clock.now();
  const ofRefund = await isOfRefund(workspaceId, kind, Number(seq));
  return inWorkspace(workspaceId, async (tx) => {
    const setting = await lockSetting(tx, workspaceId, kind);
    const wanted = ofRefund ? "not_needed" : "waiting";
    const state = setting?.enabled ? wanted : "off";
    return enter(tx, workspaceId, { kind, crossing, state, now });
  });
}

type Entering = { kind: Kind; crossing: string; state: TopUpState; now: Date };

async function enter(
  tx: Tx,
  workspaceId: string,
  { kind, crossing, state, now }: Entering,
): Promise<number> {
  const id = v5(`top-up:${crossing}`, workspaceId);
  const waits = state === "waiting";
  const times = { nextTryAt: waits ? now : null, createdAt: now, updatedAt: now };
  const { count } = await tx.topUp.createMany({
    data: { workspaceId, id, kind, crossing, state, ...times },
    skipDuplicates: true,
  });
  if (count === 1 && waits) {
    await enqueue(TOP_UP_JOB, { workspaceId, topUpId: id }, { singletonKey: id, tx });
  }
  return count;
}
