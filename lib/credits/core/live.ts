import type { Balance } from "./balance";
import type { Run } from "./run";

/** What a workspace's stream tells the screens. */
export type LiveEvent =
  | { type: "balance"; data: Balance }
  | { type: "run"; data: Run }
  | { type: "purchase"; data: { id: string } }
  /** Something that a page shows was set otherwise. */
  | { type: "setting"; data: Record<string, never> }
  /** Notices were written or read: everybody asks for their own. */
  | { type: "notices"; data: { mark: string } };

/** Later by the account's sequence number; of one number, later by the clock: lots expire without a row. */
export const isNewerBalance = (next: Balance, shown: Balance | undefined): boolean =>
  !shown ||
  next.version > shown.version ||
  (next.version === shown.version && next.asOf > shown.asOf);

/** Later by the run's own count of changes; of one count, by what was charged. */
export const isNewerRun = (next: Run, shown: Run | undefined): boolean =>
  !shown ||
  next.version > shown.version ||
  (next.version === shown.version && next.charged >= shown.charged);

/** Clocks of servers differ by less. */
const CLOCKS_DIFFER_MS = 10_000;

/**
 * Whether the state of a run is news to a page drawn at `drawnAt` that shows it as `shown`. Of a run that it does not
 * show, only a beginning or an end since then: the stream starts by telling every open run, which the page left out.
 */
export const isNewState = (next: Run, shown: Run | undefined, drawnAt: string | null): boolean => {
  if (shown) return next.state !== shown.state;
  const since = drawnAt === null ? Number.NEGATIVE_INFINITY : Date.parse(drawnAt);
  const turned = next.finishedAt ?? next.startedAt ?? next.createdAt;
  return Date.parse(turned) > since - CLOCKS_DIFFER_MS;
};

/** Whether two readings of a balance would look the same. */
export const sameBalance = (a: Balance, b: Balance): boolean =>
  JSON.stringify({ ...a, asOf: "" }) === JSON.stringify({ ...b, asOf: "" });
