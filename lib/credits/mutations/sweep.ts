import type { Kind } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import { readRun } from "@/lib/credits/mutations/run-rows";
import { endWaiting, resumeRun, stopRun } from "@/lib/credits/mutations/runs";
import {
  findBlockedRuns,
  findDueAccounts,
  findExpiredRuns,
  findStrandedRuns,
} from "@/lib/credits/queries/due";
import { clock } from "@/lib/platform/clock";

/** Nobody works on a run that has not changed for this long, whatever its state says. */
const STRANDED_AFTER = 2 * 60_000;

/** Writes the rows for what has expired or lapsed. The balances were right before: this is for the history. */
export async function writeExpiries(): Promise<number> {
  const now = clock.now();
  const due = await findDueAccounts(now);
  for (const { workspaceId, kind } of due) {
    await post(workspaceId, kind, {
      type: "expire",
      key: `expire:${now.toISOString()}`,
      actor: { type: "system" },
      reason: "Expired",
    });
  }
  return due.length;
}

/**
 * Lets waiting runs go on, the oldest first; one that is still not covered does not keep smaller ones waiting.
 * `first` names a run that goes before all others: the one a purchase was made for.
 */
export async function resumeBlockedRuns(
  of?: { workspaceId: string; kind: Kind },
  first?: string,
): Promise<number> {
  const runs = await findBlockedRuns(of);
  const inOrder = [
    ...runs.filter(({ runId }) => runId === first),
    ...runs.filter(({ runId }) => runId !== first),
  ];
  let resumed = 0;
  for (const { workspaceId, runId } of inOrder) {
    if ((await resumeRun(workspaceId, runId)).ok) resumed += 1;
  }
  return resumed;
}

/** Ends the runs that waited their time in vain. Nothing was held for them and nothing charged. */
export async function endExpiredRuns(): Promise<number> {
  const expired = await findExpiredRuns(clock.now());
  for (const { workspaceId, runId } of expired) {
    const row = await readRun(workspaceId, runId);
    if (row) await endWaiting(row, "waited_too_long");
  }
  return expired.length;
}

/** Puts right what a crash left between two steps: begins what was entered, ends what was asked to stop. */
export async function recoverStrandedRuns(): Promise<number> {
  const stranded = await findStrandedRuns(new Date(clock.now().getTime() - STRANDED_AFTER));
  for (const { workspaceId, runId, state } of stranded) {
    if (state === "stopping") await stopRun({ workspaceId, runId });
    else await beginOrForget(workspaceId, runId);
  }
  return stranded.length;
}

async function beginOrForget(workspaceId: string, runId: string): Promise<void> {
  const answer = await resumeRun(workspaceId, runId);
  if (answer.ok) return;
  const row = await readRun(workspaceId, runId);
  if (row) await endWaiting(row, "waited_too_long");
}
