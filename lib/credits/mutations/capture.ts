import { type Credits, credits } from "@/lib/credits/core/amount";
import type { Answer, Json } from "@/lib/credits/core/command";
import { isUnderWay, type RunState } from "@/lib/credits/core/run";
import { post } from "@/lib/credits/mutations/door";
import {
  type HoldRefusal,
  holdForRun,
  lastHoldOf,
  provenanceOf,
  releaseForRun,
} from "@/lib/credits/mutations/run-holds";
import { changeRun, hasEnded, requireRun, stateOf } from "@/lib/credits/mutations/run-rows";
import { findStoredAnswer } from "@/lib/credits/queries/keys";
import { clock } from "@/lib/platform/clock";
import type { OperationRun } from "@/lib/platform/generated/prisma/client";

export type Capture = {
  workspaceId: string;
  runId: string;
  amount: Credits;
  /** Identifies the part by the run's checkpoint: "rows 5001 to 10000". The same part is charged once. */
  key: string;
  quantity: number;
  inputs: Json;
};

export type CaptureAnswer =
  | { ok: true }
  /** Stopped, done or failed: do no more work. */
  | { ok: false; reason: "run_ended"; state: RunState }
  /** Its hold lapsed and cannot be renewed now: the run waits, and `RUN_READY` is enqueued when it can continue. */
  | HoldRefusal;

/**
 * Charges a part of the run from what is held for it. A part of 0 costs nothing and leaves no row. Safe to repeat after
 * a crash. A charge above what was quoted is a bug, so it throws.
 */
export async function captureRun(capture: Capture): Promise<CaptureAnswer> {
  const row = await requireRun(capture.workspaceId, capture.runId);
  if (capture.amount === 0) return hasEnded(row) ? runEnded(row) : { ok: true };
  return charge(row, capture);
}

async function charge(row: OperationRun, capture: Capture): Promise<CaptureAnswer> {
  const answer = await post(row.workspaceId, row.kind, {
    ...provenanceOf(row),
    type: "capture",
    key: `run:${row.id}:${capture.key}`,
    holdId: lastHoldOf(row),
    amount: capture.amount,
    settle: false,
    quantity: capture.quantity,
    inputs: capture.inputs,
    quotedMax: credits(Number(row.quotedMax)),
  });
  if (answer.ok || (await chargedBefore(row, capture, answer))) return { ok: true };
  // The next hold was prepared after the previous one lapsed, but not made (yet), perhaps because credits were short.
  const unmade = answer.reason === "unknown_hold";
  if (!unmade && answer.reason !== "hold_ended") {
    throw new Error(`Charging run ${row.id} was refused: ${answer.reason}.`);
  }
  const current = await requireRun(row.workspaceId, row.id);
  if (!isUnderWay(stateOf(current))) return runEnded(current);
  const settled = !unmade && answer.state === "settled";
  if (settled && lastHoldOf(current) === lastHoldOf(row)) {
    return runEnded(current);
  }
  return holdAgain(current, capture);
}

/** The run outlived its hold. What it may still cost is held again, or the run waits for credits. */
async function holdAgain(row: OperationRun, capture: Capture): Promise<CaptureAnswer> {
  const held = await holdForRun(row);
  const now = clock.now();
  if (!held.ok) {
    await changeRun(row, { from: ["running"], to: { state: "blocked", waitsUntil: null }, now });
    return held;
  }
  const current = await requireRun(row.workspaceId, row.id);
  if (isUnderWay(stateOf(current))) return charge(current, capture);
  await releaseForRun(current);
  return runEnded(current);
}

/** Whether the part was charged from an earlier hold: its key is then known, with a command that names that hold. */
async function chargedBefore(
  row: OperationRun,
  { key, amount }: Capture,
  answer: Answer,
): Promise<boolean> {
  if (answer.ok || row.holdIds.length === 1) return false;
  if (answer.reason !== "key_reused") return false;
  const kept = await findStoredAnswer(row.workspaceId, row.kind, `run:${row.id}:${key}`);
  return kept?.ok === true && kept.amount === -amount;
}

const runEnded = (row: OperationRun): CaptureAnswer => ({
  ok: false,
  reason: "run_ended",
  state: stateOf(row),
});
