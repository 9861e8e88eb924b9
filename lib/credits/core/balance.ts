import type { Credits, Kind } from "./amount";

/** ok; low below 100 credits; critical at 10 or less; empty at 0. Computed from raw amounts on the server. */
export type Level = "ok" | "low" | "critical" | "empty";

/** Everything a screen shows of one kind's balance at one instant. Plain JSON, sent to the browser as it is. */
export type Balance = {
  kind: Kind;
  current: Credits;
  held: Credits;
  /** current minus held: what decisions compare with. */
  available: Credits;
  debt: Credits;
  lifetimeUsed: Credits;
  level: Level;
  /** Where "low" begins in this workspace. */
  lowBelow: Credits;
  /** The `seq` of the row with which it last fell below a threshold, 0 for none. Identifies one period of being low. */
  crossedAt: number;
  /** Average of the last 14 days; null when fewer than 3 of them saw any use. */
  pacePerDay: Credits | null;
  /** Dates (YYYY-MM-DD, workspace time zone) at which the pace uses up what is available. */
  runsOut: { date: string; from: string; to: string } | null;
  /** Everything held. Of programs' holds only the newest and the largest are listed; the last row sums up the others. */
  heldBy: {
    /** The number of holds: more than one in the row that sums up those of programs. */
    count: number;
    holdId: string;
    runId: string | null;
    /** What they are frozen for, an open dispute or a refund on its way; null for what a run or a program holds. */
    frozen: "dispute" | "refund" | null;
    /** For frozen credits, the row of the history with which they came in; otherwise null. */
    entry: string | null;
    /** Its name on the screen. */
    subject: string;
    amount: Credits;
  }[];
  /** The newest row of the history. `amount` is signed. */
  last: { id: string; type: string; label: string; amount: number; at: string } | null;
  asOf: string;
  /** The account's sequence number: orders events; a screen ignores an older one. */
  version: number;
};

/** Whether everything left is held, and may come back. */
export const isAllHeld = ({ current, available }: Pick<Balance, "current" | "available">) =>
  available === 0 && current > 0;

/** Whether the balance lasts longer than the year that a forecast covers. False without a pace. */
export const lastsLong = ({
  available,
  pacePerDay,
  runsOut,
}: Pick<Balance, "available" | "pacePerDay" | "runsOut">): boolean =>
  available > 0 && pacePerDay !== null && runsOut === null;

/** The id of a row of the history in URLs: "ai-1042". */
export const entryId = (kind: Kind, seq: number): string => `${kind}-${seq}`;

/** A lot as screens show it: credits that came in together, and what is left of them. */
export type BalanceLot = {
  id: string;
  label: string;
  bought: Credits;
  /** Includes what holds set aside. Nothing once the lot has expired. */
  left: Credits;
  /** What refunds and lost disputes of its purchase took out of it. */
  takenBack: Credits;
  state: "spent" | "in_use" | "waiting" | "frozen" | "refunding" | "expired";
  expiresAt: string | null;
  createdAt: string;
};
