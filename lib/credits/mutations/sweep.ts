import type { Kind } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import { releaseForRun } from "@/lib/credits/mutations/run-holds";
import { readRun, requireRun } from "@/lib/credits/mutations/run-rows";
import { endWaiting, resumeRun, stopRun } from "@/lib/credits/mutations/runs";
import {
  findDueAccounts,
  findEndedHolders,
  findExpiredRuns,
  findStrandedRuns,
  findWaitingRuns,
} from "@/lib/credits/queries/due";
import { clock } from "@/lib/platform/clock";
import { eachAlone } from "@/lib/platform/each-alone";

/** If a run has not changed for this long, no process is working on it, whatever its state is. */
const STRANDED_AFTER = 2 * 60_000;

/**
 * Writes the rows for what has expired or lapsed. Balances are right without them; the history is not. All accounts that
 * are due get their turn, found `most` at a time; accounts in which nothing can be written are skipped.
 */
export async function writeExpiries(most?: number): Promise<number> {
  const now = clock.now();
  let written = 0;
  for await (const accounts of findDueAccounts(now, most)) {
    written += await eachAlone(accounts, ({ workspaceId, kind }) =>
      post(workspaceId, kind, {
        type: "expire",
        key: `expire:${now.toISOString()}`,
        actor: { type: "system" },
        reason: "Expired",
      }),
    );
  }
  return written;
}

/**
 * Continues waiting runs, oldest first. A run that is still not covered does not hold up smaller ones, and one whose
 * time is over does not begin, whether or not it has been ended yet. `first` names a run that goes before all others:
 * the one a purchase was made for.
 */
export async function resumeBlockedRuns(
  of?: { workspaceId: string; kind: Kind },
  first?: string,
): Promise<number> {
  const runs = await findWaitingRuns(clock.now(), of);
  const inOrder = [
    ...runs.filter(({ runId }) => runId === first),
    ...runs.filter(({ runId }) => runId !== first),
  ];
  let resumed = 0;
  await eachAlone(inOrder, async ({ workspaceId, runId }) => {
    if ((await resumeRun(workspaceId, runId)).ok) resumed += 1;
  });
  return resumed;
}

/** Ends the runs whose waiting time is over. Nothing was held for them and nothing charged. */
export async function endExpiredRuns(): Promise<number> {
  const now = clock.now();
  // Checked again in the update, because somebody may just be extending its wait.
  const timedOut = { state: "blocked", waitsUntil: { lte: now } };
  return eachAlone(await findExpiredRuns(now), async ({ workspaceId, runId }) => {
    const row = await readRun(workspaceId, runId);
    if (row) await endWaiting(row, "waited_too_long", timedOut);
  });
}

/**
 * Completes what a crash left between two steps: begins runs that were entered, ends those asked to stop, gives back
 * what ended ones hold.
 */
export async function recoverStrandedRuns(): Promise<number> {
  const before = new Date(clock.now().getTime() - STRANDED_AFTER);
  const stranded = await eachAlone(
    await findStrandedRuns(before),
    async ({ workspaceId, runId, state }) => {
      if (state === "stopping") await stopRun({ workspaceId, runId });
      else await beginOrEnd(workspaceId, runId);
    },
  );
  const released = await eachAlone(await findEndedHolders(before), async ({ workspaceId, runId }) =>
    releaseForRun(await requireRun(workspaceId, runId)),
  );
  return stranded + released;
}

async function beginOrEnd(workspaceId: string, runId: string): Promise<void> {
  const answer = await resumeRun(workspaceId, runId);
  if (answer.ok) return;
  const row = await readRun(workspaceId, runId);
  if (row) await endWaiting(row, "waited_too_long");
}
