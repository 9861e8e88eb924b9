import type { Credits, Kind } from "./amount";

/** ok; low below 100 credits; critical at 10 or less; empty at 0. Compared on raw amounts, on the server. */
export type Level = "ok" | "low" | "critical" | "empty";

/** Everything a screen shows of one kind's balance at one instant. Plain JSON: it travels to the browser as it is. */
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
  /** The row of the ledger at which it last fell below a threshold, 0 for none: tells one time of being low from the next. */
  crossedAt: number;
  /** Average of the last 14 days; null when fewer than 3 of them saw any use. */
  pacePerDay: Credits | null;
  /** Dates (YYYY-MM-DD, workspace time zone) at which the pace uses up what is available. */
  runsOut: { date: string; from: string; to: string } | null;
  /** All that is held. Of what programs hold only the newest and the largest by name: the others are one row, the last. */
  heldBy: {
    /** How many holds it is: more than one where those of programs are told together. */
    count: number;
    holdId: string;
    runId: string | null;
    /** Set aside by an open dispute. */
    disputed: boolean;
    /** The row of the history that what a dispute froze came in with; null for what is held otherwise. */
    entry: string | null;
    /** What it is named by. */
    subject: string;
    amount: Credits;
  }[];
  /** The newest row of the history. `amount` is signed. */
  last: { id: string; type: string; label: string; amount: number; at: string } | null;
  asOf: string;
  /** The account's sequence number: orders events; a screen ignores an older one. */
  version: number;
};

/** Nothing can be spent, and yet nothing is gone: what is not charged of what is held comes back. */
export const isAllHeld = ({ current, available }: Pick<Balance, "current" | "available">) =>
  available === 0 && current > 0;

/** What can be used lasts, at its pace, beyond the year that a forecast looks ahead. Without a pace nobody knows. */
export const lastsLong = ({
  available,
  pacePerDay,
  runsOut,
}: Pick<Balance, "available" | "pacePerDay" | "runsOut">): boolean =>
  available > 0 && pacePerDay !== null && runsOut === null;

/** How a row of the history is named in URLs: "ai-1042". */
export const entryId = (kind: Kind, seq: number): string => `${kind}-${seq}`;

/** A lot as people see it: credits that came in together, and what is left of them. */
export type BalanceLot = {
  id: string;
  label: string;
  bought: Credits;
  /** Includes what holds set aside. Nothing once the lot has expired. */
  left: Credits;
  /** What refunds and lost disputes of its purchase took out of it. */
  takenBack: Credits;
  state: "spent" | "in_use" | "waiting" | "frozen" | "expired";
  expiresAt: string | null;
  createdAt: string;
};
