import type { Kind } from "./amount";
import type { Checkpoint } from "./checkpoint";

/** The result of the latest comparison of an account with its entries. Plain JSON. */
export type LedgerCheck = {
  kind: Kind;
  checkedAt: string;
  durationMs: number;
  entries: number;
  /** A description of the first row that differs from the entries; null if none does. */
  difference: string | null;
  failingSince: string | null;
};

/** A check as a member sees it: only admins see what differs. */
export type ShownCheck = Omit<LedgerCheck, "difference"> & {
  differs: boolean;
  difference: string | null;
};

/** An entry that a check found correct. */
export type SeenEntry = { seq: number; digest: string };

/** What a check remembers for the next one. */
export type CheckMemory = {
  fullAt: Date | null;
  checkpoint: Checkpoint | null;
  /** The last entry found correct, even if later ones differ. */
  lastSeen: SeenEntry | null;
};

const DAY = 86_400_000;
/** Half a day less, so that checks do not drift to a later night. `NIGHT` is half a day for the same reason. */
const WEEK = 7 * DAY - DAY / 2;
const NIGHT = DAY / 2;

/** Accounts with up to this many entries are recomputed every night: that takes about a minute and a half. */
export const NIGHTLY_UP_TO = 10_000_000;

/** Accounts last checked in full before this are due for a full check: large ones every week, all others every night. */
export const fullDueBefore = (now: Date, entries: number): Date =>
  new Date(now.getTime() - (entries > NIGHTLY_UP_TO ? WEEK : NIGHT));

/**
 * The checkpoint from which a check may continue: that of the last check, if it found no difference and no full check is
 * due. Null otherwise, and for old checkpoints without thresholds.
 */
export const continueFrom = (
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
