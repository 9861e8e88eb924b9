import { credits } from "@/lib/credits/core/amount";
import type { Provenance, Refused } from "@/lib/credits/core/command";
import { isOpen, settlementOf } from "@/lib/credits/core/run";
import { post } from "@/lib/credits/mutations/door";
import { requireRun } from "@/lib/credits/mutations/run-rows";
import { holdsOf } from "@/lib/credits/queries/runs";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import type { OperationRun } from "@/lib/platform/generated/prisma/client";
import { newId } from "@/lib/platform/ids";

const HOUR = 3_600_000;
/** An abandoned hold gives its credits back after a day; a run that takes longer holds again. */
const HOLD_FOR = 24 * HOUR;
/** A prepared hold is made only if it has at least this long before it lapses. */
const WORTH_MAKING = 12 * HOUR;

export const lapseFrom = (now: Date): Date => new Date(now.getTime() + HOLD_FOR);

/** Why credits cannot be held for a run: there are too few, or a cap is reached. */
export type HoldRefusal = Extract<Refused, { reason: "insufficient_credits" | "cap_reached" }>;
export type HoldAnswer = { ok: true } | HoldRefusal;

/**
 * Makes sure that what the run may still cost is held. The hold's id and lapse time are stored with the run before the
 * hold is requested, so that doing this twice, at once or after a crash, holds once.
 */
export async function holdForRun(given: OperationRun): Promise<HoldAnswer> {
  if (given.quotedMax === 0n) return { ok: true };
  const { row, state } = await withUsableHold(given);
  if (state.open) return { ok: true };

  const amount = credits(Number(row.quotedMax) - state.charged);
  if (amount === 0) return { ok: true };
  const holdId = lastHoldOf(row);
  const answer = await post(row.workspaceId, row.kind, {
    ...provenanceOf(row),
    type: "hold",
    key: `run:${row.id}:hold:${holdId}`,
    holdId,
    amount,
    lapsesAt: row.lapsesAt,
  });
  if (answer.ok) return { ok: true };
  if (answer.reason === "insufficient_credits" || answer.reason === "cap_reached") return answer;
  throw new Error(`Holding for run ${row.id} was refused: ${answer.reason}.`);
}

/** Gives back what is still held for the run. If nothing is held, it has come back already. */
export async function releaseForRun(row: OperationRun): Promise<void> {
  if (row.quotedMax === 0n) return;
  const holdId = lastHoldOf(row);
  const answer = await post(row.workspaceId, row.kind, {
    ...provenanceOf(row),
    type: "release",
    key: `run:${row.id}:release:${holdId}`,
    holdId,
  });
  const fine = answer.ok || answer.reason === "hold_ended" || answer.reason === "unknown_hold";
  if (!fine) throw new Error(`Releasing for run ${row.id} was refused: ${answer.reason}.`);
}

export function lastHoldOf(row: OperationRun): string {
  const id = row.holdIds.at(-1);
  if (!id) throw new Error(`Run ${row.id} was entered without a hold.`);
  return id;
}

/** The provenance of every command of a run. */
export const provenanceOf = (row: OperationRun): Provenance => ({
  actor: { type: "member", id: row.actorId },
  reason: row.subject,
  operation: row.operation,
  subject: row.subject,
  runId: row.id,
  rateCardVersion: row.rateCardVersion,
  ...(row.campaignId ? { campaignId: row.campaignId } : {}),
});

type HoldState = { open: boolean; charged: number };

/** The row, with a last hold that is open, or that can still be made. */
async function withUsableHold(row: OperationRun): Promise<{ row: OperationRun; state: HoldState }> {
  const now = clock.now();
  const holds = await inWorkspace(row.workspaceId, (tx) => holdsOf(tx, row.workspaceId, [row]));
  const last = holds.get(lastHoldOf(row));
  const own = row.holdIds.flatMap((id) => holds.get(id) ?? []);
  const state = {
    open: last !== undefined && isOpen(last, now),
    charged: settlementOf(own, now).charged,
  };
  const unmade = last === undefined && row.lapsesAt.getTime() - now.getTime() > WORTH_MAKING;
  if (state.open || unmade) return { row, state };
  await prepareNextHold(row, now);
  return withUsableHold(await requireRun(row.workspaceId, row.id));
}

/** Only one of several callers prepares the next hold; all of them continue with that one. */
const prepareNextHold = (row: OperationRun, now: Date): Promise<unknown> =>
  inWorkspace(row.workspaceId, (tx) =>
    tx.operationRun.updateMany({
      where: { workspaceId: row.workspaceId, id: row.id, holdIds: { equals: row.holdIds } },
      data: { holdIds: [...row.holdIds, newId()], lapsesAt: lapseFrom(now) },
    }),
  );
