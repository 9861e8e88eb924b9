import type { Quote } from "@/lib/credits/core/quote";
import type { EndedBecause, RunProgress, RunState } from "@/lib/credits/core/run";
import {
  type HoldAnswer,
  type HoldRefusal,
  holdForRun,
  lapseFrom,
  releaseForRun,
} from "@/lib/credits/mutations/run-holds";
import {
  changeRun,
  deleteRun,
  type From,
  hasEnded,
  insertRun,
  noteProgress,
  readRun,
  requireRun,
  stateOf,
} from "@/lib/credits/mutations/run-rows";
import { hasLostPermission } from "@/lib/identity/queries/members";
import { clock } from "@/lib/platform/clock";
import type { Tx } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import type { OperationRun, Prisma } from "@/lib/platform/generated/prisma/client";
import { newId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/queue";

const MINUTE = 60_000;
const WAITS_FOR = 30 * MINUTE;

/** The job that starts the work of a run that had to wait, once it has its credits. */
export const RUN_READY = "credits.run-ready";
/** The job that begins a run when it can no longer be undone. */
export const BEGIN_RUN = "credits.begin-run";
/** The job that ends a run that was asked to stop, if no worker does. */
export const END_STOPPED = "credits.end-stopped";

export type StartRun = {
  workspaceId: string;
  actorId: string;
  /** If given by the caller, the same run starts once, however often this is called. */
  runId?: string;
  operation: string;
  subject: string;
  quote: Quote;
  progress: RunProgress;
  campaignId?: string;
  /** Keeps a run that the balance does not cover as `blocked`; it continues by itself when credits arrive. */
  waitIfShort?: boolean;
  /** Until when a blocked run waits: if left out, 30 minutes from now; if null, without end. */
  waitsUntil?: Date | null;
  /**
   * For how long (milliseconds) it can be undone: its credits are held at once, and it begins afterwards, when
   * `onRunReady` tells its operation. If left out or 0 it begins at once, and the caller begins the work.
   */
  undoFor?: number;
};

export type StartAnswer =
  | { ok: true; runId: string; undoUntil?: string }
  /** With the waiting run, if it was to be kept. */
  | (HoldRefusal & { runId?: string });

/**
 * Holds the most the operation can cost and lets it run. Refused if `available` does not cover that, or a cap leaves
 * less: nothing is held, and the run is kept only if credits are lacking and `waitIfShort` is set. The same `runId` with
 * another operation or quote is a conflict; repeated under a newer rate card, the run keeps its quote.
 */
export async function startRun(start: StartRun): Promise<StartAnswer> {
  const now = clock.now();
  const row = await insertRun(rowOf(start, now));
  const sameCard = row.rateCardVersion === start.quote.rateCardVersion;
  const otherQuote = sameCard && Number(row.quotedMax) !== start.quote.max;
  if (row.operation !== start.operation || otherQuote) {
    throw new AppError("conflict", "This run was started as something else.");
  }
  const waits = stateOf(row) === "queued" || stateOf(row) === "blocked";
  if (!waits || row.beginsAt) return started(row);

  const { undoFor = 0 } = start;
  const answer = await begin(row, { undoFor });
  if (answer.ok)
    return undoFor > 0 ? started(await requireRun(row.workspaceId, row.id)) : started(row);
  const keep = start.waitIfShort && answer.reason === "insufficient_credits";
  if (!keep && stateOf(row) === "queued") {
    await deleteRun(row.workspaceId, row.id);
    return answer;
  }
  await letWait(row, start.waitsUntil);
  return { ...answer, runId: row.id };
}

const started = ({ id, state, beginsAt }: OperationRun): StartAnswer =>
  state === "queued" && beginsAt
    ? { ok: true, runId: id, undoUntil: beginsAt.toISOString() }
    : { ok: true, runId: id };

/**
 * Tries to begin a run that waits, or that a crash left without its hold, and enqueues `RUN_READY`. If the member who
 * started it may no longer spend, it ends instead. Safe to repeat: a run that has begun does not change.
 */
export async function resumeRun(workspaceId: string, runId: string): Promise<HoldAnswer> {
  const row = await readRun(workspaceId, runId);
  if (!row || (stateOf(row) !== "blocked" && stateOf(row) !== "queued")) return { ok: true };
  if (!row.startedAt && (await hasLostPermission(workspaceId, row.actorId, "credits:spend"))) {
    await endWaiting(row, "asked");
    return { ok: true };
  }
  return begin(row, { tell: true });
}

/**
 * Begins a run that can no longer be undone. Called too early by this process's clock, it schedules another call for the
 * right time.
 */
export async function beginRun(workspaceId: string, runId: string): Promise<void> {
  const row = await readRun(workspaceId, runId);
  if (!row || stateOf(row) !== "queued") return;
  if (row.beginsAt && row.beginsAt > clock.now()) await enqueueBeginning(row, row.beginsAt);
  else await resumeRun(workspaceId, runId);
}

/** Undoes the start of a run that has not begun: what it held comes back, and nothing was charged. Safe to repeat. */
export async function undoRun(undo: {
  workspaceId: string;
  runId: string;
}): Promise<{ ok: true } | { ok: false; reason: "unknown_run" | "too_late" }> {
  const row = await readRun(undo.workspaceId, undo.runId);
  if (!row) return { ok: false, reason: "unknown_run" };
  if (row.beginsAt && (await endWaiting(row, "undone"))) return { ok: true };
  const current = await requireRun(row.workspaceId, row.id);
  if (current.endedBecause !== "undone") return { ok: false, reason: "too_late" };
  // A crash may have left it undone with its credits still held.
  await releaseForRun(current);
  return { ok: true };
}

/** Stores the progress of the run. Returns its state: at `stopping` the worker ends it with `stopRun`. */
export const updateRunProgress = (update: {
  workspaceId: string;
  runId: string;
  progress: RunProgress;
}): Promise<RunState> =>
  noteProgress(update.workspaceId, update.runId, update.progress, clock.now());

/**
 * Asks a run to stop. Its worker ends it after the current part, or a job does if nothing works on its operation; a run
 * that waits is over at once.
 */
export async function requestStop(stop: {
  workspaceId: string;
  runId: string;
}): Promise<{ ok: true; state: RunState } | { ok: false; reason: "unknown_run" }> {
  const row = await readRun(stop.workspaceId, stop.runId);
  if (!row) return { ok: false, reason: "unknown_run" };
  const now = clock.now();
  const heard = await changeRun(row, {
    from: ["running"],
    to: { state: "stopping" },
    now,
    also: (tx) => enqueue(END_STOPPED, stop, { tx, singletonKey: row.id }),
  });
  if (!heard) await endWaiting(row, "asked");
  // A refused start may have removed it meanwhile.
  const current = await readRun(row.workspaceId, row.id);
  return current ? { ok: true, state: stateOf(current) } : { ok: false, reason: "unknown_run" };
}

/** Ends a run that has not begun, on request or because its time is over. False if it no longer waits. */
export async function endWaiting(
  row: OperationRun,
  because: EndedBecause,
  from: From = ["queued", "blocked"],
): Promise<boolean> {
  const now = clock.now();
  const to = { state: "stopped", endedBecause: because, finishedAt: now, waitsUntil: null };
  const ended = await changeRun(row, { from, to, now });
  if (ended) await releaseForRun(await requireRun(row.workspaceId, row.id));
  return ended;
}

type Ending = { workspaceId: string; runId: string; progress?: RunProgress };

/** The run is complete: what was not charged comes back. Safe to repeat. */
export const finishRun = (ending: Ending): Promise<void> => end(ending, { state: "done" });

/** The run stopped before its end: what was done is charged, the rest comes back. Safe to repeat. */
export const stopRun = (ending: Ending): Promise<void> =>
  end(ending, { state: "stopped", endedBecause: "asked" });

/** The run failed: what it did not deliver costs nothing and comes back. `reference` finds it in the log. */
export const failRun = ({ reference, ...ending }: Ending & { reference: string }): Promise<void> =>
  end(ending, { state: "failed", endedBecause: "failed", failure: reference });

async function end(
  { workspaceId, runId, progress }: Ending,
  change: Prisma.OperationRunUpdateManyMutationInput,
): Promise<void> {
  const row = await requireRun(workspaceId, runId);
  if (hasEnded(row)) return;
  // Credits first: after a crash in between, the run is ended again, and never keeps credits.
  await releaseForRun(row);
  const now = clock.now();
  const ending = { ...change, finishedAt: now, waitsUntil: null };
  await changeRun(row, {
    from: ["queued", "blocked", "running", "stopping"],
    to: progress ? { ...ending, progress } : ending,
    now,
  });
}

/**
 * Holds for the run and begins it: at once, enqueuing `RUN_READY` if `tell` is set, or when it can no longer be undone.
 */
async function begin(row: OperationRun, { tell = false, undoFor = 0 } = {}): Promise<HoldAnswer> {
  const answer = await holdForRun(row);
  if (!answer.ok) return answer;

  const now = clock.now();
  const beginsAt = undoFor > 0 ? new Date(now.getTime() + undoFor) : null;
  const change = beginsAt
    ? { state: "queued", beginsAt, waitsUntil: null }
    : { state: "running", beginsAt, startedAt: row.startedAt ?? now, waitsUntil: null };
  const data = { workspaceId: row.workspaceId, runId: row.id };
  const begun = await changeRun(row, {
    from: ["queued", "blocked"],
    to: change,
    now,
    also: async (tx) => {
      if (beginsAt) await enqueueBeginning(row, beginsAt, tx);
      else if (tell) await enqueue(RUN_READY, data, { tx, singletonKey: row.id });
    },
  });
  if (begun) return answer;

  // Another call came first: it began the run, removed it because it was refused, or stopped it.
  const { quote, progress, ...columns } = row;
  const current = await insertRun({
    ...columns,
    ...change,
    quote: quote as Prisma.InputJsonValue,
    progress: progress as Prisma.InputJsonValue,
  });
  // The row as it is now, not as it was read before: the last hold may have been prepared since.
  if (hasEnded(current)) await releaseForRun(current);
  else if (current.beginsAt) await enqueueBeginning(row, current.beginsAt);
  return answer;
}

const enqueueBeginning = ({ workspaceId, id }: OperationRun, startAfter: Date, tx?: Tx) =>
  enqueue(
    BEGIN_RUN,
    { workspaceId, runId: id },
    { singletonKey: id, startAfter, ...(tx ? { tx } : {}) },
  );

async function letWait(row: OperationRun, until: Date | null | undefined): Promise<void> {
  const now = clock.now();
  const waitsUntil = until === undefined ? new Date(now.getTime() + WAITS_FOR) : until;
  const to = { state: "blocked", waitsUntil };
  await changeRun(row, { from: ["queued", "blocked"], to, now });
}

function rowOf(start: StartRun, now: Date): Prisma.OperationRunCreateManyInput {
  const { quote } = start;
  return {
    workspaceId: start.workspaceId,
    id: start.runId ?? newId(),
    kind: quote.kind,
    operation: start.operation,
    subject: start.subject,
    state: "queued",
    quotedMin: quote.min,
    quotedLikely: quote.likely,
    quotedMax: quote.max,
    quote,
    rateCardVersion: quote.rateCardVersion,
    holdIds: [newId()],
    lapsesAt: lapseFrom(now),
    actorId: start.actorId,
    campaignId: start.campaignId ?? null,
    progress: start.progress,
    createdAt: now,
    updatedAt: now,
  };
}
