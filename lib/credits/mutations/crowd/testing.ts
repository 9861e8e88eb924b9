import pg from "pg";
import { firstDigest } from "@/lib/credits/core/entry";
import { type Call, checkHistory } from "@/lib/credits/core/history/testing";
import { Acknowledged, Script, type Step, untouchedState } from "@/lib/credits/core/testing";
import { createDoor, type Door } from "@/lib/credits/mutations/door";
import { entriesIn } from "@/lib/credits/mutations/door/testing";
import { verifyLedger } from "@/lib/credits/queries/verify";
import { env } from "@/lib/platform/env";
import { sha256 } from "@/lib/platform/sha256";
import { closePool } from "@/lib/platform/testing";

const CALLERS = 24;
const pools: pg.Pool[] = [];

/** A door with connections of its own, as another server has. */
export function separateDoor(now: () => Date, lots = 8): Door {
  const options = "-c role=wellspent_app";
  const pool = new pg.Pool({ connectionString: env.DATABASE_URL, options, max: 3 });
  pools.push(pool);
  return createDoor({ pool, now, window: { lots, holds: lots } });
}

/** To be called when no door is used any more. */
export const closeDoors = (): Promise<unknown> => Promise.all(pools.map(closePool));

/** Callers who take the next step, whoever is free, through any of three doors, and note what they saw. */
export async function crowd(workspaceId: string, steps: readonly Step[]): Promise<Call[]> {
  let clock = Date.parse("2026-03-01T00:00:00Z");
  const now = () => new Date(clock);
  const doors = [separateDoor(now), separateDoor(now), separateDoor(now, 1)];
  const script = new Script();
  const known = new Acknowledged();
  const calls: Call[] = [];
  const queue = steps.values();

  const caller = async (_: unknown, number: number) => {
    for (const step of queue) {
      clock += Math.max(0, step.wait);
      const command = script.next(step, now(), known);
      const [from, began] = [performance.now(), clock];
      const door = doors[(number + step.pick) % doors.length];
      const answer = (await door?.post(workspaceId, "ai", command)) ?? null;
      if (answer) known.note(command, answer);
      calls.push({ command, from, until: performance.now(), clock: [began, clock], answer });
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return calls;
}

/** Everything that no linear order and no sum explains, in words. */
export async function faultsIn(workspaceId: string, calls: readonly Call[]): Promise<string[]> {
  const start = untouchedState(firstDigest(workspaceId, "ai", sha256));
  const verified = await verifyLedger(workspaceId, "ai");
  return [
    ...(verified.ok ? [] : [verified.difference]),
    ...checkHistory(calls, await entriesIn(workspaceId), start, sha256),
  ];
}
