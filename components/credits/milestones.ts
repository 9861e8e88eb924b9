import type { RunState } from "@/lib/credits/core/run";

type Progress = { state: RunState; done: number; total: number };

/** How many quarters of a run are done: 0 to 4. Only a run that is over is done wholly. */
export function quartersOf({ state, done, total }: Progress): number {
  if (state === "done") return 4;
  return total === 0 ? 0 : Math.min(3, Math.floor((done / total) * 4));
}

/** What is said of a run that came so far: nothing when no quarter is new since the last time. */
export function milestoneWords(title: string, heard: number, quarter: number): string | null {
  if (quarter <= heard) return null;
  return quarter === 4 ? `${title}: done` : `${title}: ${quarter * 25}%`;
}
