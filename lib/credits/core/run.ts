import { type Credits, credits, type Kind } from "./amount";
import type { QuoteLine } from "./quote";

export const RUN_STATES = [
  "queued",
  "blocked",
  "running",
  "stopping",
  "stopped",
  "done",
  "failed",
] as const;
export type RunState = (typeof RUN_STATES)[number];

/**
 * What the screen shows while it runs: `done` of `total` units, and what else the operation tells. `step` is how many
 * units it takes at once: the most that a stop can still add.
 */
export type RunProgress = { done: number; total: number; [more: string]: number | string | null };

/** Why a run ended without being done. */
export type EndedBecause = "asked" | "undone" | "waited_too_long" | "failed";

/** One execution of an operation, as screens see it: quoted, held, charged, returned. Plain JSON. */
export type Run = {
  id: string;
  kind: Kind;
  operation: string;
  subject: string;
  state: RunState;
  quoted: { min: Credits; likely: Credits; max: Credits; lines: QuoteLine[] };
  rateCardVersion: string;
  actorId: string;
  campaignId: string | null;
  progress: RunProgress;
  createdAt: string;
  /** Until then it can be undone; then it begins. Null once it has, and for one that begins at once. */
  beginsAt: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  /** A blocked run waits for credits until then; null waits without end. */
  waitsUntil: string | null;
  /** The reference of a failure, to be found in the log. */
  failure: string | null;
  endedBecause: EndedBecause | null;
  version: number;
} & Settlement;

/** What became of the credits set aside for a run. Read from its holds, nowhere else. */
export type Settlement = { held: Credits; charged: Credits; returned: Credits };

export type HoldAmounts = {
  amount: number;
  captured: number;
  released: number;
  state: string;
  lapsesAt: Date;
};

export const isOver = (state: RunState): boolean =>
  state === "stopped" || state === "done" || state === "failed";

/** Working, or about to stop working: the only states in which a run is charged. */
export const isUnderWay = (state: RunState): boolean => state === "running" || state === "stopping";

/** Whether it can be undone: its credits are held, but it has not begun. */
export const isUndoable = ({ state, beginsAt }: Pick<Run, "state" | "beginsAt">): boolean =>
  state === "queued" && beginsAt !== null;

/** The most units that a run asked to stop can still add; null when its operation does not say. */
export function stillToCome({ progress: { done, total, step } }: Pick<Run, "progress">) {
  return typeof step === "number" ? Math.max(0, Math.min(total - done, step)) : null;
}

/**
 * Held, charged and returned at `now`, from the run's holds in the order they were made. A hold made after an
 * earlier one lapsed sets the same credits aside again, so only the last one's rest counts as returned.
 */
export function settlementOf(holds: readonly HoldAmounts[], now: Date): Settlement {
  const charged = holds.reduce((total, hold) => total + hold.captured, 0);
  const last = holds.at(-1);
  const rest = last ? last.amount - last.captured - last.released : 0;
  const held = last && isOpen(last, now) ? rest : 0;
  const returned = last ? last.amount - last.captured - held : 0;
  return { held: credits(held), charged: credits(charged), returned: credits(returned) };
}

/** A hold lapses by the clock, whether or not a row says so yet. */
export const isOpen = (hold: Pick<HoldAmounts, "state" | "lapsesAt">, now: Date): boolean =>
  hold.state === "open" && now < hold.lapsesAt;

/** What the list of runs can be narrowed to. */
export const ACTIVITY_FILTERS = ["all", "active", "blocked", "done", "stopped", "failed"] as const;
