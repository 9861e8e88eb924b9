import { isOver, type RunProgress, type RunState } from "@/lib/credits/core/run";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { announce } from "@/lib/platform/events";
import type { OperationRun, Prisma } from "@/lib/platform/generated/prisma/client";

/** The rows of runs. Each change increments the version and notifies open pages. Credits are moved elsewhere. */

/** The row of a run, or null. */
export const readRun = (workspaceId: string, id: string): Promise<OperationRun | null> =>
  inWorkspace(workspaceId, (tx) =>
    tx.operationRun.findUnique({ where: { workspaceId_id: { workspaceId, id } } }),
  );

/** Inserts the run unless there is one with its id, and returns the row that is there. */
export const insertRun = (row: Prisma.OperationRunCreateManyInput): Promise<OperationRun> =>
  inWorkspace(row.workspaceId, async (tx) => {
    await announce(tx, row.workspaceId);
    return insertIn(tx, row);
  });

async function insertIn(tx: Tx, row: Prisma.OperationRunCreateManyInput): Promise<OperationRun> {
  await tx.operationRun.createMany({ data: [row], skipDuplicates: true });
  const { workspaceId, id } = row;
  const found = await tx.operationRun.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
  });
  // The one that was there was refused meanwhile, and removed.
  return found ?? insertIn(tx, row);
}

/** The states a run must be in, or what else must be true of it, at the moment it is changed. */
export type From = readonly RunState[] | Prisma.OperationRunWhereInput;

type Change = {
  from: From;
  to: Omit<Prisma.OperationRunUpdateManyMutationInput, "version" | "updatedAt">;
  now: Date;
  /** Runs in the same transaction. */
  also?: (tx: Tx) => Promise<unknown>;
};

/** Changes the run if it still matches `from`; false if it does not. */
export const changeRun = (
  { workspaceId, id }: { workspaceId: string; id: string },
  { from, to, now, also }: Change,
): Promise<boolean> =>
  inWorkspace(workspaceId, async (tx) => {
    const still = "length" in from ? { state: { in: [...from] } } : from;
    const { count } = await tx.operationRun.updateMany({
      where: { ...still, workspaceId, id },
      data: { ...to, version: { increment: 1 }, updatedAt: now },
    });
    if (count === 0) return false;
    await also?.(tx);
    await announce(tx, workspaceId);
    return true;
  });

/** Deletes a run that has not begun, for which nothing was held or charged. */
export const deleteRun = (workspaceId: string, id: string): Promise<unknown> =>
  inWorkspace(workspaceId, async (tx) => {
    await tx.operationRun.deleteMany({
      where: { workspaceId, id, state: "queued", beginsAt: null },
    });
    await announce(tx, workspaceId);
  });

/** Stores the progress of a run and returns its state, from which the worker learns that it should stop. */
export async function noteProgress(
  workspaceId: string,
  id: string,
  progress: RunProgress,
  now: Date,
): Promise<RunState> {
  await changeRun({ workspaceId, id }, { from: ["running", "stopping"], to: { progress }, now });
  return stateOf(await requireRun(workspaceId, id));
}

/** The row of a run; throws if there is none. */
export async function requireRun(workspaceId: string, id: string): Promise<OperationRun> {
  const row = await readRun(workspaceId, id);
  if (!row) throw new Error(`No run ${id} in this workspace.`);
  return row;
}

export const stateOf = (row: OperationRun): RunState => row.state as RunState;
export const hasEnded = (row: OperationRun): boolean => isOver(stateOf(row));
