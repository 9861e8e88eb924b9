import { changeRun, readRun, stateOf } from "@/lib/credits/mutations/run-rows";
import { clock } from "@/lib/platform/clock";

const A_DAY = 24 * 3_600_000;

/**
 * Lets a run wait for its credits until a day from now, for instance after somebody who can buy them was asked. A run that
 * waits without end still does. Nothing is held meanwhile.
 */
export async function waitLonger(longer: {
  workspaceId: string;
  runId: string;
}): Promise<{ ok: true; until: string | null } | { ok: false; reason: "not_waiting" }> {
  const row = await readRun(longer.workspaceId, longer.runId);
  if (!row || stateOf(row) !== "blocked") return { ok: false, reason: "not_waiting" };
  if (row.waitsUntil === null) return { ok: true, until: null };
  const now = clock.now();
  const waitsUntil = new Date(now.getTime() + A_DAY);
  if (!(await changeRun(row, { from: ["blocked"], to: { waitsUntil }, now }))) {
    return { ok: false, reason: "not_waiting" };
  }
  return { ok: true, until: waitsUntil.toISOString() };
}
