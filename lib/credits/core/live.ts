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

/** Whether two readings of a balance would look the same. */
export const sameBalance = (a: Balance, b: Balance): boolean =>
  JSON.stringify({ ...a, asOf: "" }) === JSON.stringify({ ...b, asOf: "" });
