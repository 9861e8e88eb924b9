import type { Waiting } from "@/lib/leads/core/quota";
import { clock } from "@/lib/platform/clock";
import { inWorkspace, type Tx } from "@/lib/platform/db";

/** The states in which a file is on disk and nothing imports it. */
export const WAITING_STATES = ["reading", "ready", "unreadable"] as const;

/** The state of an upload in progress: room is reserved for it, and there is no import yet. */
export const ARRIVING = "arriving";

/** Node ends a request that takes five minutes to arrive. If room has been reserved for longer, its server died. */
const ARRIVES_WITHIN = 15 * 60_000;

type Standing = { mine: Waiting; all: Waiting };

/** What waits to be imported, or is arriving: one member's, and the whole workspace's. */
export const waitingOf = (workspaceId: string, userId: string): Promise<Standing> =>
  inWorkspace(workspaceId, (tx) => waitingIn(tx, workspaceId, userId));

/** The same, inside a transaction that is about to add to it. */
export async function waitingIn(tx: Tx, workspaceId: string, userId: string): Promise<Standing> {
  const since = new Date(clock.now().getTime() - ARRIVES_WITHIN);
  const people = await tx.leadImport.groupBy({
    by: ["createdBy"],
    where: {
      workspaceId,
      OR: [{ state: { in: [...WAITING_STATES] } }, { state: ARRIVING, touchedAt: { gt: since } }],
    },
    _count: true,
    _sum: { fileBytes: true },
  });
  const sum = (some: typeof people): Waiting => ({
    files: some.reduce((total, { _count }) => total + _count, 0),
    bytes: some.reduce((total, { _sum }) => total + Number(_sum.fileBytes ?? 0), 0),
  });
  return { mine: sum(people.filter(({ createdBy }) => createdBy === userId)), all: sum(people) };
}
