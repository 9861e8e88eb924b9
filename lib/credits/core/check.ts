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

/** An entry that a check found true. */
export type SeenEntry = { seq: number; digest: string };

/** What a check remembers for the next one. */
export type CheckMemory = {
  fullAt: Date | null;
  checkpoint: Checkpoint | null;
  /** The last entry that one found true, also while later ones differ. */
  lastSeen: SeenEntry | null;
};

const DAY = 86_400_000;
/** Half a day less than one, so that the night of a week stays the same; as for the hour of a night. */
const WEEK = 7 * DAY - DAY / 2;
const NIGHT = DAY / 2;

/** Up to so many entries an account is recomputed each night: about a minute and a half. */
export const NIGHTLY_UP_TO = 10_000_000;

/** Accounts whose last full check lies before this are due for one: the large ones each week, all others each night. */
export const fullDueBefore = (now: Date, entries: number): Date =>
  new Date(now.getTime() - (entries > NIGHTLY_UP_TO ? WEEK : NIGHT));

/**
 * Where a check may go on from: the last one, when that found everything true and a full one is not due. One that was kept
 * before thresholds were compared knows nothing of them.
 */
export const goOnFrom = (
  memory: Pick<CheckMemory, "fullAt" | "checkpoint"> | null,
  now: Date,
): Checkpoint | null =>
  memory?.fullAt &&
  memory.checkpoint?.thresholds &&
  memory.fullAt > fullDueBefore(now, memory.checkpoint.account.seq)
    ? memory.checkpoint
    : null;

export const shownCheck = (check: LedgerCheck, isAdmin: boolean): ShownCheck => ({
  ...check,
  differs: check.difference !== null,
  difference: isAdmin ? check.difference : null,
});
