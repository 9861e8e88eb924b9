import type { Kind } from "./amount";
import type { Checkpoint } from "./checkpoint";

/** What the latest comparison of an account with its entries came to. Plain JSON. */
export type LedgerCheck = {
  kind: Kind;
  checkedAt: string;
  durationMs: number;
  entries: number;
  /** The first row that is not what the entries say, in words; null when everything is. */
  difference: string | null;
  failingSince: string | null;
};

/** A check as a member sees it: only admins are told what differs. */
export type ShownCheck = Omit<LedgerCheck, "difference"> & {
  differs: boolean;
  difference: string | null;
};

/** What a check remembers for the next one. */
export type CheckMemory = { fullAt: Date | null; checkpoint: Checkpoint | null };

const DAY = 86_400_000;
/** Everything is recomputed once a week: half a day less than one, so that the night of the week stays the same. */
const FULL_EVERY = 7 * DAY - DAY / 2;

/** Accounts whose last full check lies before this are due for one. */
export const fullDueBefore = (now: Date): Date => new Date(now.getTime() - FULL_EVERY);

/** Where a check may go on from: the last one, when that found everything true and a full one is not due. */
export const goOnFrom = (memory: CheckMemory | null, now: Date): Checkpoint | null =>
  memory?.fullAt && memory.fullAt > fullDueBefore(now) ? memory.checkpoint : null;

export const shownCheck = (check: LedgerCheck, isAdmin: boolean): ShownCheck => ({
  ...check,
  differs: check.difference !== null,
  difference: isAdmin ? check.difference : null,
});
