import type { Kind } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import { releaseForRun } from "@/lib/credits/mutations/run-holds";
import { known, readRun } from "@/lib/credits/mutations/run-rows";
import { endWaiting, resumeRun, stopRun } from "@/lib/credits/mutations/runs";
import {
  findBlockedRuns,
  findDueAccounts,
  findEndedHolders,
  findExpiredRuns,
  findStrandedRuns,
} from "@/lib/credits/queries/due";
import { clock } from "@/lib/platform/clock";
import { eachAlone } from "@/lib/platform/each-alone";

/** Nobody works on a run that has not changed for this long, whatever its state says. */
const STRANDED_AFTER = 2 * 60_000;

/**
 * Writes the rows for what has expired or lapsed. The balances were right before: this is for the history. However many
 * accounts are due, each has its turn, `most` found at a time: those in which nothing can be written are passed by.
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
 * Lets waiting runs go on, the oldest first; one that is still not covered does not keep smaller ones waiting, and one
 * whose time is over does not begin, whether or not it was ended yet.
 * `first` names a run that goes before all others: the one a purchase was made for.
 */
export async function resumeBlockedRuns(
  of?: { workspaceId: string; kind: Kind },
  first?: string,
): Promise<number> {
  const runs = await findBlockedRuns(clock.now(), of);
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

/** Ends the runs that waited their time in vain. Nothing was held for them and nothing charged. */
export async function endExpiredRuns(): Promise<number> {
  const now = clock.now();
  // Somebody may let it wait longer at this very moment: whoever was told so was told the truth.
  const inVain = { state: "blocked", parkedUntil: { lte: now } };
  return eachAlone(await findExpiredRuns(now), async ({ workspaceId, runId }) => {
    const row = await readRun(workspaceId, runId);
    if (row) await endWaiting(row, "waited_too_long", inVain);
  });
}

/** Puts right what a crash left between two steps: begins what was entered, ends what was asked to stop, gives back what an ended run holds. */
export async function recoverStrandedRuns(): Promise<number> {
  const before = new Date(clock.now().getTime() - STRANDED_AFTER);
  const stranded = await eachAlone(
    await findStrandedRuns(before),
    async ({ workspaceId, runId, state }) => {
      if (state === "stopping") await stopRun({ workspaceId, runId });
      else await beginOrForget(workspaceId, runId);
    },
  );
  const released = await eachAlone(await findEndedHolders(before), async ({ workspaceId, runId }) =>
    releaseForRun(await known(workspaceId, runId)),
  );
  return stranded + released;
}

async function beginOrForget(workspaceId: string, runId: string): Promise<void> {
  const answer = await resumeRun(workspaceId, runId);
  if (answer.ok) return;
  const row = await readRun(workspaceId, runId);
  if (row) await endWaiting(row, "waited_too_long");
}
