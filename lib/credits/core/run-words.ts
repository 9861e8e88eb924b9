import { type Credits, credits, type Kind } from "./amount";
import { formatCost, formatCount, formatCredits } from "./format";
import { isUndoable, type Run, stillToCome } from "./run";

/** The state of a run in a word or two, and a note. */
export type RunWords = { state: string; note: string | null };

type About = Pick<
  Run,
  | "kind"
  | "state"
  | "beginsAt"
  | "waitsUntil"
  | "progress"
  | "charged"
  | "quoted"
  | "failure"
  | "endedBecause"
>;

/** How much a waiting run lacks: what it may still cost, less what is available. */
export const missingFor = (
  { quoted, charged }: Pick<Run, "quoted" | "charged">,
  available: number,
): Credits => credits(Math.max(0, quoted.max - charged - available));

/** The state in words. `available` is the balance of the run's kind, if known; `clock` formats an instant in the workspace's zone. */
export function runWords(
  run: About,
  { available, clock }: { available: number | null; clock: (at: string) => string },
): RunWords {
  switch (run.state) {
    case "queued":
      return isUndoable(run)
        ? { state: "Starting", note: "nothing is charged yet" }
        : { state: "Queued", note: null };
    case "blocked":
      return { state: "Waits for credits", note: waitingNote(run, available, clock) };
    case "running":
      return { state: "Running", note: shareDone(run) };
    case "stopping":
      return { state: "Stopping", note: stopNote(run) };
    case "stopped":
      return stoppedWords(run);
    case "failed":
      return { state: endWord(run), note: run.failure && `reference ${run.failure}` };
    case "done":
      return { state: endWord(run), note: null };
  }
}

/** How a run ended, as all lists of runs show it. */
export function endWord({ state, endedBecause }: Pick<Run, "state" | "endedBecause">): string {
  if (endedBecause === "undone") return "Undone";
  if (endedBecause === "waited_too_long") return "Waited too long";
  if (state === "done") return "Done";
  return state === "failed" ? "Failed" : "Stopped";
}

/** The title of a receipt: "Stopped at 18,080", "Failed after 12"; "Undone" if nothing was done. */
export function endTitle(
  run: Pick<Run, "state" | "endedBecause"> & { progress: { done: number } },
): string {
  const word = endWord(run);
  const { done } = run.progress;
  if (done === 0 || run.state === "done") return word;
  return `${word} ${run.state === "failed" ? "after" : "at"} ${formatCount(done)}`;
}

type Ended = { state: string; kind: Kind; charged: Credits };

/**
 * What a run that is over has cost: an amount, Free if it is done and cost nothing, or Not charged if it was not done.
 */
export const costWords = ({ state, kind, charged }: Ended): string =>
  charged === 0 && state !== "done" ? "Not charged" : formatCost(charged, kind);

/** "at most 40 more": how much a stop can still add, once it is certain. */
export function stopNote(run: Pick<Run, "progress">): string | null {
  const most = stillToCome(run);
  return most === null ? null : `at most ${formatCount(most)} more`;
}

function waitingNote(
  run: About,
  available: number | null,
  clock: (at: string) => string,
): string | null {
  const needs = available === null ? null : needsNote(run, available);
  const until = run.waitsUntil && `until ${clock(run.waitsUntil)}`;
  return [needs, until].filter(Boolean).join(", ") || null;
}

function needsNote(run: About, available: number): string {
  const missing = missingFor(run, available);
  return missing > 0 ? `needs ${formatCredits(missing, run.kind)} more` : "about to be tried again";
}

function stoppedWords(run: About): RunWords {
  const { done, total } = run.progress;
  const state = endWord(run);
  if (state !== "Stopped") return { state, note: "nothing was charged" };
  return { state, note: total > 0 ? `at ${formatCount(done)} of ${formatCount(total)}` : null };
}

function shareDone({ progress: { done, total } }: About): string | null {
  return total > 0 ? `${Math.floor((done / total) * 100)}%` : null;
}

type Settled = Pick<
  Run,
  "kind" | "state" | "endedBecause" | "progress" | "charged" | "quoted" | "failure"
>;

/** How the charge compares with what was most likely, and why: the sentence under a receipt. */
export function receiptWords(run: Settled): string {
  const { state, endedBecause, charged, quoted, kind, progress } = run;
  if (endedBecause === "undone") return "Undone before it began. Nothing was charged.";
  if (endedBecause === "waited_too_long") {
    return "The credits did not arrive in time. Nothing was charged.";
  }
  if (state === "done") return differenceWords(charged, quoted.likely, kind);
  const at = `${formatCount(progress.done)} of ${formatCount(progress.total)}`;
  if (state === "failed") {
    return charged === 0
      ? "It failed. What it did not deliver was not charged."
      : `It failed after ${at}. What it did not deliver was not charged.`;
  }
  if (charged === 0 && progress.done === 0) {
    return "Stopped before it did anything. Nothing was charged.";
  }
  const below = quoted.likely - charged;
  return below > 0
    ? `${formatCredits(below, kind)} below the estimate, because it stopped at ${at}.`
    : `Stopped at ${at}.`;
}

/** "4.25 below the estimate." */
export function differenceWords(charged: number, likely: number, kind: Kind): string {
  if (charged === likely) return "As estimated.";
  const gap = formatCredits(Math.abs(charged - likely), kind);
  return `${gap} ${charged < likely ? "below" : "above"} the estimate.`;
}
