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
  enterRun,
  type From,
  forgetRun,
  hasEnded,
  known,
  noteProgress,
  readRun,
  stateOf,
} from "@/lib/credits/mutations/run-rows";
import { mayNoLonger } from "@/lib/identity/queries/members";
import { clock } from "@/lib/platform/clock";
import type { Tx } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import type { OperationRun, Prisma } from "@/lib/platform/generated/prisma/client";
import { newId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/queue";

export { type CaptureAnswer, captureRun } from "@/lib/credits/mutations/capture";

const MINUTE = 60_000;
const WAITS_FOR = 30 * MINUTE;

/** The job that tells an operation to begin, once its run that had to wait has its credits. */
export const RUN_READY = "credits.run-ready";
/** The job that lets a run begin when it can no longer be undone. */
export const BEGIN_RUN = "credits.begin-run";
/** The job that ends a run that was asked to stop, where no worker would. */
export const END_STOPPED = "credits.end-stopped";

export type StartRun = {
  workspaceId: string;
  actorId: string;
  /** Given by the caller, the same run starts once however often it is asked for. */
  runId?: string;
  operation: string;
  subject: string;
  quote: Quote;
  progress: RunProgress;
  campaignId?: string;
  /** Keeps a run that is not covered as `blocked`; it goes on by itself when credits arrive. */
  parkIfShort?: boolean;
  /** Until when a blocked run waits: 30 minutes from now when left out, without end when null. */
  parkedUntil?: Date | null;
  /**
   * For how long (milliseconds) it can be undone: its credits are held at once, it begins afterwards, and its operation
   * is then told by `onRunReady`. Left out or 0, it begins at once, and the caller begins the work.
   */
  undoFor?: number;
};

export type StartAnswer =
  | { ok: true; runId: string; undoUntil?: string }
  /** With the run that waits, when it was to be kept. */
  | (HoldRefusal & { runId?: string });

/**
 * Sets aside the most the operation can cost and lets it run. Refused when `available` does not cover that, or a cap
 * leaves less: nothing is held, and the run is kept only for lack of credits, with `parkIfShort`. The same `runId` with another
 * operation or quote is a conflict; asked for again under a newer rate card, the run keeps the quote it has.
 */
export async function startRun(start: StartRun): Promise<StartAnswer> {
  const now = clock.now();
  const row = await enterRun(rowOf(start, now));
  const sameCard = row.rateCardVersion === start.quote.rateCardVersion;
  const otherQuote = sameCard && Number(row.quotedMax) !== start.quote.max;
  if (row.operation !== start.operation || otherQuote) {
    throw new AppError("conflict", "This run was started as something else.");
  }
  const waits = stateOf(row) === "queued" || stateOf(row) === "blocked";
  if (!waits || row.beginsAt) return started(row);

  const { undoFor = 0 } = start;
  const answer = await begin(row, { undoFor });
  if (answer.ok) return undoFor > 0 ? started(await known(row.workspaceId, row.id)) : started(row);
  const keep = start.parkIfShort && answer.reason === "insufficient_credits";
  if (!keep && stateOf(row) === "queued") {
    await forgetRun(row.workspaceId, row.id);
    return answer;
  }
  await park(row, start.parkedUntil);
  return { ...answer, runId: row.id };
}

const started = ({ id, state, beginsAt }: OperationRun): StartAnswer =>
  state === "queued" && beginsAt
    ? { ok: true, runId: id, undoUntil: beginsAt.toISOString() }
    : { ok: true, runId: id };

/**
 * Tries a run that waits, or that was left between its entry and its hold, and tells its operation to begin. One of
 * somebody who may not spend any more ends instead. Harmless to repeat: a run that has begun is left alone.
 */
export async function resumeRun(workspaceId: string, runId: string): Promise<HoldAnswer> {
  const row = await readRun(workspaceId, runId);
  if (!row || (stateOf(row) !== "blocked" && stateOf(row) !== "queued")) return { ok: true };
  if (!row.startedAt && (await mayNoLonger(workspaceId, row.actorId, "credits:spend"))) {
    await endWaiting(row, "asked");
    return { ok: true };
  }
  return begin(row, { tell: true });
}

/** Lets a run begin that can no longer be undone. Too early, by this process's clock, it is asked again in time. */
export async function beginRun(workspaceId: string, runId: string): Promise<void> {
  const row = await readRun(workspaceId, runId);
  if (!row || stateOf(row) !== "queued") return;
  if (row.beginsAt && row.beginsAt > clock.now()) await enqueueBeginning(row, row.beginsAt);
  else await resumeRun(workspaceId, runId);
}

/** Takes back the start of a run that has not begun: what it held comes back, nothing was charged. Harmless to repeat. */
export async function undoRun(undo: {
  workspaceId: string;
  runId: string;
}): Promise<{ ok: true } | { ok: false; reason: "unknown_run" | "too_late" }> {
  const row = await readRun(undo.workspaceId, undo.runId);
  if (!row) return { ok: false, reason: "unknown_run" };
  if (row.beginsAt && (await endWaiting(row, "undone"))) return { ok: true };
  const standing = await known(row.workspaceId, row.id);
  if (standing.endedBecause !== "undone") return { ok: false, reason: "too_late" };
  // Who undid it may have been cut off before what it held came back.
  await releaseForRun(standing);
  return { ok: true };
}

/** Notes how far the run is. Answers its state: at `stopping` the worker ends with `stopRun`. */
export const updateRunProgress = (update: {
  workspaceId: string;
  runId: string;
  progress: RunProgress;
}): Promise<RunState> =>
  noteProgress(update.workspaceId, update.runId, update.progress, clock.now());

/**
 * Asks a run to stop: its worker ends it after the part under way, and a job does where nothing works on its operation;
 * one that waits is over at once.
 */
export async function requestStop(stop: {
  workspaceId: string;
  runId: string;
}): Promise<{ ok: true; state: RunState } | { ok: false; reason: "unknown_run" }> {
  const row = await readRun(stop.workspaceId, stop.runId);
  if (!row) return { ok: false, reason: "unknown_run" };
  const now = clock.now();
  const heard = await changeRun(row, ["running"], { state: "stopping" }, now, (tx) =>
    enqueue(END_STOPPED, stop, { tx, singletonKey: row.id }),
  );
  if (!heard) await endWaiting(row, "asked");
  return { ok: true, state: stateOf(await known(row.workspaceId, row.id)) };
}

/** Ends a run that never got its credits: asked to, or because its time is over. False when it no longer waits so. */
export async function endWaiting(
  row: OperationRun,
  because: EndedBecause,
  from: From = ["queued", "blocked"],
): Promise<boolean> {
  const now = clock.now();
  const change = { state: "stopped", endedBecause: because, finishedAt: now, parkedUntil: null };
  const ended = await changeRun(row, from, change, now);
  if (ended) await releaseForRun(await known(row.workspaceId, row.id));
  return ended;
}

type Ending = { workspaceId: string; runId: string; progress?: RunProgress };

/** The run is complete: what was not charged comes back. Harmless to repeat. */
export const finishRun = (ending: Ending): Promise<void> => end(ending, { state: "done" });

/** The run stopped before its end: what was done is charged, the rest comes back. Harmless to repeat. */
export const stopRun = (ending: Ending): Promise<void> =>
  end(ending, { state: "stopped", endedBecause: "asked" });

/** The run failed: what it did not deliver costs nothing and comes back. `reference` finds it in the log. */
export const failRun = ({ reference, ...ending }: Ending & { reference: string }): Promise<void> =>
  end(ending, { state: "failed", endedBecause: "failed", failure: reference });

async function end(
  { workspaceId, runId, progress }: Ending,
  change: Prisma.OperationRunUpdateManyMutationInput,
): Promise<void> {
  const row = await known(workspaceId, runId);
  if (hasEnded(row)) return;
  // Credits first: a crash in between leaves a run that ends again, never one that kept credits.
  await releaseForRun(row);
  const now = clock.now();
  const ending = { ...change, finishedAt: now, parkedUntil: null };
  await changeRun(
    row,
    ["queued", "blocked", "running", "stopping"],
    progress ? { ...ending, progress } : ending,
    now,
  );
}

/** Holds for the run and lets it begin: now, with `tell` its operation hears of it, or once it cannot be undone. */
async function begin(row: OperationRun, { tell = false, undoFor = 0 } = {}): Promise<HoldAnswer> {
  const answer = await holdForRun(row);
  if (!answer.ok) return answer;

  const now = clock.now();
  const beginsAt = undoFor > 0 ? new Date(now.getTime() + undoFor) : null;
  const change = beginsAt
    ? { state: "queued", beginsAt, parkedUntil: null }
    : { state: "running", beginsAt, startedAt: row.startedAt ?? now, parkedUntil: null };
  const data = { workspaceId: row.workspaceId, runId: row.id };
  const begun = await changeRun(row, ["queued", "blocked"], change, now, async (tx) => {
    if (beginsAt) await enqueueBeginning(row, beginsAt, tx);
    else if (tell) await enqueue(RUN_READY, data, { tx, singletonKey: row.id });
  });
  if (begun) return answer;

  // Somebody else was faster: a twin began it, a twin's refusal forgot it, or it was stopped meanwhile.
  const { quote, progress, ...columns } = row;
  const standing = await enterRun({
    ...columns,
    ...change,
    quote: quote as Prisma.InputJsonValue,
    progress: progress as Prisma.InputJsonValue,
  });
  // The standing row, not the one read before: what was held last may be a hold prepared since.
  if (hasEnded(standing)) await releaseForRun(standing);
  else if (standing.beginsAt) await enqueueBeginning(row, standing.beginsAt);
  return answer;
}

const enqueueBeginning = ({ workspaceId, id }: OperationRun, startAfter: Date, tx?: Tx) =>
  enqueue(
    BEGIN_RUN,
    { workspaceId, runId: id },
    { singletonKey: id, startAfter, ...(tx ? { tx } : {}) },
  );

async function park(row: OperationRun, until: Date | null | undefined): Promise<void> {
  const now = clock.now();
  const parkedUntil = until === undefined ? new Date(now.getTime() + WAITS_FOR) : until;
  await changeRun(row, ["queued", "blocked"], { state: "blocked", parkedUntil }, now);
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
