import type { RunState } from "@/lib/credits/core/run";

type Progress = { state: RunState; done: number; total: number };

/** How many quarters of a run are done: 0 to 4. The fourth is done only once the run is over. */
export function quartersOf({ state, done, total }: Progress): number {
  if (state === "done") return 4;
  return total === 0 ? 0 : Math.min(3, Math.floor((done / total) * 4));
}

/** What is announced about a run that has come this far: nothing if no new quarter is done since the last time. */
export function milestoneWords(title: string, heard: number, quarter: number): string | null {
  if (quarter <= heard) return null;
  return quarter === 4 ? `${title}: done` : `${title}: ${quarter * 25}%`;
}
