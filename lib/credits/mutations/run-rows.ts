import { isOver, type RunProgress, type RunState } from "@/lib/credits/core/run";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { announce } from "@/lib/platform/events";
import type { OperationRun, Prisma } from "@/lib/platform/generated/prisma/client";

/** The rows of runs: each change counts the version up and tells whoever watches. Credits are moved elsewhere. */

/** The row of a run, or null. */
export const readRun = (workspaceId: string, id: string): Promise<OperationRun | null> =>
  inWorkspace(workspaceId, (tx) =>
    tx.operationRun.findUnique({ where: { workspaceId_id: { workspaceId, id } } }),
  );

/** Enters the run unless its id is known already, and answers the row that stands. */
export const enterRun = (row: Prisma.OperationRunCreateManyInput): Promise<OperationRun> =>
  inWorkspace(row.workspaceId, async (tx) => {
    await tx.operationRun.createMany({ data: [row], skipDuplicates: true });
    await announce(tx, row.workspaceId);
    return tx.operationRun.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId: row.workspaceId, id: row.id } },
    });
  });

/** In which states a run has to be, or what else has to be true of it, at the moment it is changed. */
export type From = readonly RunState[] | Prisma.OperationRunWhereInput;

/** Changes the run if it still is what `from` says; false when it is not. `also` joins the same transaction. */
export const changeRun = (
  { workspaceId, id }: { workspaceId: string; id: string },
  from: From,
  change: Omit<Prisma.OperationRunUpdateManyMutationInput, "version" | "updatedAt">,
  now: Date,
  also?: (tx: Tx) => Promise<unknown>,
): Promise<boolean> =>
  inWorkspace(workspaceId, async (tx) => {
    const still = "length" in from ? { state: { in: [...from] } } : from;
    const { count } = await tx.operationRun.updateMany({
      where: { ...still, workspaceId, id },
      data: { ...change, version: { increment: 1 }, updatedAt: now },
    });
    if (count === 0) return false;
    await also?.(tx);
    await announce(tx, workspaceId);
    return true;
  });

/** Forgets a run that got no credits: nothing was held, nothing charged. */
export const forgetRun = (workspaceId: string, id: string): Promise<unknown> =>
  inWorkspace(workspaceId, async (tx) => {
    await tx.operationRun.deleteMany({
      where: { workspaceId, id, state: "queued", beginsAt: null },
    });
    await announce(tx, workspaceId);
  });

/** Notes how far a run is, and answers its state: the worker hears of a stop here. */
export async function noteProgress(
  workspaceId: string,
  id: string,
  progress: RunProgress,
  now: Date,
): Promise<RunState> {
  await changeRun({ workspaceId, id }, ["running", "stopping"], { progress }, now);
  return stateOf(await known(workspaceId, id));
}

/** The row of a run that must exist. */
export async function known(workspaceId: string, id: string): Promise<OperationRun> {
  const row = await readRun(workspaceId, id);
  if (!row) throw new Error(`No run ${id} in this workspace.`);
  return row;
}

export const stateOf = (row: OperationRun): RunState => row.state as RunState;
export const hasEnded = (row: OperationRun): boolean => isOver(stateOf(row));
