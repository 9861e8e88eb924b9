import type { Balance } from "./balance";
import type { Run } from "./run";

/** The events of a workspace's stream. */
export type LiveEvent =
  | { type: "balance"; data: Balance }
  | { type: "run"; data: Run }
  | { type: "purchase"; data: { id: string } }
  /** A setting that pages show was changed. */
  | { type: "setting"; data: Record<string, never> }
  /** Notices were written or read: every page requests its own. */
  | { type: "notices"; data: { mark: string } };

/** Compares the account's sequence numbers and, if they are equal, the times: lots expire without a row. */
export const isNewerBalance = (next: Balance, shown: Balance | undefined): boolean =>
  !shown ||
  next.version > shown.version ||
  (next.version === shown.version && next.asOf > shown.asOf);

/** Compares the run's versions and, if they are equal, what was charged. */
export const isNewerRun = (next: Run, shown: Run | undefined): boolean =>
  !shown ||
  next.version > shown.version ||
  (next.version === shown.version && next.charged >= shown.charged);

/** More than the clocks of two servers may differ. */
const CLOCKS_DIFFER_MS = 10_000;

/**
 * Whether the state of a run is new to a page rendered at `drawnAt` that shows it as `shown`. For a run that the page does
 * not show, only if it began or ended since then, because the stream starts with every open run.
 */
export const isNewState = (next: Run, shown: Run | undefined, drawnAt: string | null): boolean => {
  if (shown) return next.state !== shown.state;
  const since = drawnAt === null ? Number.NEGATIVE_INFINITY : Date.parse(drawnAt);
  const turned = next.finishedAt ?? next.startedAt ?? next.createdAt;
  return Date.parse(turned) > since - CLOCKS_DIFFER_MS;
};

/** Whether two balances differ in nothing but their time. */
export const sameBalance = (a: Balance, b: Balance): boolean =>
  JSON.stringify({ ...a, asOf: "" }) === JSON.stringify({ ...b, asOf: "" });
