import type { Waiting } from "@/lib/leads/core/quota";
import { clock } from "@/lib/platform/clock";
import { inWorkspace, type Tx } from "@/lib/platform/db";

/** The states in which a file lies on disk and nothing imports it. */
export const WAITING_STATES = ["reading", "ready", "unreadable"] as const;

/** The state of an upload under way: room is kept for it, and there is no import yet. */
export const ARRIVING = "arriving";

/** Node ends a request that takes five minutes to arrive: whose room is kept for longer died with its server. */
const ARRIVES_WITHIN = 15 * 60_000;

type Standing = { mine: Waiting; all: Waiting };

/** What waits to be imported, or is on its way: of one member, and in the whole workspace. */
export const waitingOf = (workspaceId: string, userId: string): Promise<Standing> =>
  inWorkspace(workspaceId, (tx) => waitingIn(tx, workspaceId, userId));

/** The same, in a transaction that is about to add to it. */
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
