import { chargeFor } from "@/lib/credits/core/rate-card";
import { isOver, type Run } from "@/lib/credits/core/run";
import { type CaptureAnswer, captureRun } from "@/lib/credits/mutations/capture";
import { failRun, finishRun, stopRun, updateRunProgress } from "@/lib/credits/mutations/runs";
import { findRateCard } from "@/lib/credits/queries/rate-card";
import { findRun } from "@/lib/credits/queries/runs";
import { captureKey, checkpointSize } from "@/lib/leads/core/checkpoint";
import { leadsToImport } from "@/lib/leads/core/preview";
import { closeImport, takeStep } from "@/lib/leads/mutations/carry-out";
import { type OpenStep, settleStep } from "@/lib/leads/mutations/settle-step";
import { removeStagedRows } from "@/lib/leads/mutations/staging";
import { forgetTries, noteTry } from "@/lib/leads/mutations/tries";
import { removeUpload } from "@/lib/leads/providers/uploads";
import { findImport } from "@/lib/leads/queries/imports";
import type { ImportKey, ImportView } from "@/lib/leads/types";
import { clock } from "@/lib/platform/clock";
import { logger } from "@/lib/platform/logger";

type Importing = ImportKey & { signal?: AbortSignal };

/** Tries without a step that was charged, after which an import has failed. */
export const MOST_TRIES = 6;

/**
 * One try of a worker. Tries are counted with the import, because the queue hands one whose job died for good to a new
 * job: an import that kills every process that touches it ends as one does whose tries all failed.
 */
export async function tryImport(importing: Importing, reference: string): Promise<void> {
  const { workspaceId, importId, signal } = importing;
  if ((await noteTry(importing)) > MOST_TRIES) {
    logger.error({ workspaceId, importId, reference }, "an import died at every try");
    return giveUpImport(importing, reference);
  }
  try {
    await runImport(importing);
  } catch (error) {
    if (signal?.aborted) await forgetTries(importing);
    throw error;
  }
  await forgetTries(importing);
}

/**
 * Carries a started import out, step by step, each charged before the next is taken. May be cut off anywhere and run
 * again, also twice at once: what is charged is always the rate times the leads imported.
 */
export async function runImport(importing: Importing): Promise<void> {
  for (;;) {
    importing.signal?.throwIfAborted();
    const run = await runUnderWay(importing);
    if (!run) return;
    if (run.state === "stopping" || isOver(run.state)) return end(importing, run);
    if (!(await advance(importing, run))) return;
  }
}

/** One step. False when there is no next one: the import is complete, was ended, or waits for credits. */
async function advance(importing: Importing, run: Run): Promise<boolean> {
  const { workspaceId, importId } = importing;
  const step = await takeStep({ workspaceId, importId, now: clock.now() });
  if (step.kind === "ended") return false;
  if (step.kind === "complete") {
    await end(importing, run);
    return false;
  }
  if (step.kind === "behind") {
    for (const other of step.imports) await settleOther(workspaceId, other);
    return true;
  }
  const answer = await settle(importing, run);
  if (!answer || answer.ok) {
    await report(importing, run.id);
    return true;
  }
  const over = answer.reason === "run_ended" && isOver(answer.state) ? answer.state : null;
  if (over) await end(importing, { ...run, state: over });
  return false;
}

/** Settles the open step of another import, as its own worker does: what it inserted is paid for, or free again. */
async function settleOther(workspaceId: string, importId: string): Promise<void> {
  const found = await findImport(workspaceId, importId);
  const run = found?.runId ? await findRun(workspaceId, found.runId, clock.now()) : null;
  if (run) await settle({ workspaceId, importId }, run);
}

/** Charges the step that is open and shows its leads; refused, they are taken back. Null when none is open. */
const settle = ({ workspaceId, importId }: Importing, run: Run): Promise<CaptureAnswer | null> =>
  settleStep({ workspaceId, importId, now: clock.now() }, (step) =>
    charge({ workspaceId, importId }, run, step),
  );

/** The run of a started import, unless it waits: then it is told when its credits are there. */
async function runUnderWay({ workspaceId, importId }: Importing): Promise<Run | null> {
  const found = await findImport(workspaceId, importId);
  if (found?.state !== "started" || !found.runId) return null;
  const run = await findRun(workspaceId, found.runId, clock.now());
  return run?.state === "blocked" ? null : run;
}

/** After the last attempt: the run fails with a reference; what was imported stays and is charged, the rest is not. */
export async function giveUpImport(importing: Importing, reference: string): Promise<void> {
  const { workspaceId, importId } = importing;
  const found = await findImport(workspaceId, importId);
  const run = found?.runId ? await findRun(workspaceId, found.runId, clock.now()) : null;
  if (found?.state === "started" && run) await end(importing, run, reference);
}

/** Charges a step by the rate of the quote. The same step is charged once, however often it is asked for. */
async function charge(
  { workspaceId, importId }: Importing,
  run: Run,
  step: OpenStep,
): Promise<CaptureAnswer> {
  const card = await findRateCard(run.rateCardVersion, clock.now());
  if (!card) throw new Error(`The rate card ${run.rateCardVersion} of run ${run.id} is gone.`);
  return captureRun({
    workspaceId,
    runId: run.id,
    amount: chargeFor(run.operation, { quantity: step.leads }, card),
    key: captureKey(importId, step.cursor),
    quantity: step.leads,
    inputs: { rows: `${step.from + 1} to ${step.cursor}`, imported: step.leads },
  });
}

async function report({ workspaceId, importId }: Importing, runId: string): Promise<void> {
  const found = await findImport(workspaceId, importId);
  if (found) await updateRunProgress({ workspaceId, runId, progress: progressOf(found) });
}

const progressOf = (found: ImportView) => ({
  done: found.imported,
  total: leadsToImport(found.toImport, found.startLimit),
  import: found.id,
  list: found.listId,
  step: checkpointSize(found.toImport + found.existing),
});

/** Brings run and import to the same end: what was imported is charged, what is held comes back. */
async function end(importing: Importing, run: Run, failure?: string): Promise<void> {
  const { workspaceId, importId } = importing;
  const state = endOf(run, failure);
  do {
    // One that was cut off is charged now, also when only the note of it was lost. Where the run ended without it, it goes.
    await settle(importing, run);
    const found = await findImport(workspaceId, importId);
    const progress = found ? { progress: progressOf(found) } : {};
    const ending = { workspaceId, runId: run.id, ...progress };
    if (failure) await failRun({ ...ending, reference: failure });
    else if (state === "stopped") await stopRun(ending);
    else if (state === "done") await finishRun(ending);
    // Not closed while a step is open: another worker took one meanwhile. It is settled like the last.
  } while (!(await closeImport({ workspaceId, importId, now: clock.now() }, state)));
  await removeStagedRows(workspaceId, importId, ["new", "existing"]);
  await removeUpload(importId);
}

function endOf(run: Run, failure: string | undefined): "done" | "stopped" | "failed" {
  if (failure || run.state === "failed") return "failed";
  return run.state === "stopping" || run.state === "stopped" ? "stopped" : "done";
}
