import type { Waiting } from "@/lib/leads/core/quota";
import { inWorkspace, type Tx } from "@/lib/platform/db";

/** The states in which a file lies on disk and nothing imports it. */
export const WAITING_STATES = ["reading", "ready", "unreadable"] as const;

type Standing = { mine: Waiting; all: Waiting };

/** What waits to be imported: of one member, and in the whole workspace. */
export const waitingOf = (workspaceId: string, userId: string): Promise<Standing> =>
  inWorkspace(workspaceId, (tx) => waitingIn(tx, workspaceId, userId));

/** The same, in a transaction that is about to add to it. */
export async function waitingIn(tx: Tx, workspaceId: string, userId: string): Promise<Standing> {
  const people = await tx.leadImport.groupBy({
    by: ["createdBy"],
    where: { workspaceId, state: { in: [...WAITING_STATES] } },
    _count: true,
    _sum: { fileBytes: true },
  });
  const sum = (some: typeof people): Waiting => ({
    files: some.reduce((total, { _count }) => total + _count, 0),
    bytes: some.reduce((total, { _sum }) => total + Number(_sum.fileBytes ?? 0), 0),
  });
  return { mine: sum(people.filter(({ createdBy }) => createdBy === userId)), all: sum(people) };
}
