/**
 * What credits are held for: "2 running jobs", "a program", "1 running job and a program". A hold without a run is one
 * that a program of the workspace made through the API.
 */
export function heldWords(holds: readonly { runId: string | null }[]): string {
  const runs = holds.filter(({ runId }) => runId !== null).length;
  const programs = holds.length - runs;
  const jobs = runs === 1 ? "1 running job" : `${runs} running jobs`;
  if (programs === 0) return jobs;
  const own = programs === 1 ? "1 hold of a program" : `${programs} holds of programs`;
  return runs === 0 ? own : `${jobs} and ${own}`;
}
