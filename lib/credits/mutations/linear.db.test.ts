import fc from "fast-check";
import pg from "pg";
import { afterAll, expect, inject, test } from "vitest";
import { firstDigest } from "@/lib/credits/core/entry";
import { type Call, checkHistory } from "@/lib/credits/core/history/testing";
import {
  Acknowledged,
  anyHistory,
  Script,
  type Step,
  untouchedState,
} from "@/lib/credits/core/testing";
import { createDoor, type Door } from "@/lib/credits/mutations/door";
import {
  charge,
  command,
  entriesIn,
  grant,
  mustVerify,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { env } from "@/lib/platform/env";
import { sha256 } from "@/lib/platform/sha256";

const effort = inject("effort");
const CALLERS = 24;
const HISTORIES = 40 * effort.factor;

const pools: pg.Pool[] = [];
afterAll(() => Promise.all(pools.map((pool) => pool.end())));

/** A door with connections of its own, as another server has. */
function separateDoor(now: () => Date, lots = 8): Door {
  const options = "-c role=wellspent_app";
  const pool = new pg.Pool({ connectionString: env.DATABASE_URL, options, max: 3 });
  pools.push(pool);
  return createDoor({ pool, now, window: { lots, holds: lots } });
}

/** Callers who take the next step, whoever is free, through any door, and note what they saw. */
async function crowd(workspaceId: string, steps: readonly Step[]): Promise<Call[]> {
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
      const said = script.next(step, now(), known);
      const [from, began] = [performance.now(), clock];
      const answer = await doors[(number + step.pick) % doors.length]?.post(
        workspaceId,
        "ai",
        said,
      );
      if (!answer) throw new Error("There are doors.");
      known.note(said, answer);
      calls.push({ command: said, from, until: performance.now(), clock: [began, clock], answer });
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return calls;
}

test("whatever a crowd asks at several doors, one order explains every answer and every refusal", async () => {
  const seed = effort.seed ?? Date.now() % 2 ** 31;
  const steps = fc.sample(anyHistory, { seed, numRuns: HISTORIES }).flat();
  const workspaceId = await newWorkspace();
  const calls = await crowd(workspaceId, steps);
  const entries = await entriesIn(workspaceId);
  const start = untouchedState(firstDigest(workspaceId, "ai", sha256));

  expect(checkHistory(calls, entries, start, sha256), `seed ${seed}`).toEqual([]);
  await mustVerify(workspaceId);
  const refused = calls.flatMap(({ answer }) => (answer && !answer.ok ? [answer.reason] : []));
  expect(calls).toHaveLength(steps.length);
  expect(refused.length).toBeGreaterThan(calls.length / 20);
  expect(calls.length - refused.length).toBeGreaterThan(calls.length / 4);
  expect([...new Set(refused)].sort()).toEqual([
    "cap_reached",
    "exceeds_charge",
    "exceeds_hold",
    "hold_ended",
    "insufficient_credits",
    "key_reused",
    "unknown_charge",
    "unknown_hold",
  ]);
}, 1_800_000);

test("a repeat that goes along with commands decided from memory gets its first answer, too", async () => {
  const workspaceId = await newWorkspace();
  let clock = Date.parse("2026-03-01T00:00:00Z");
  const door = separateDoor(() => new Date(clock));
  await door.post(workspaceId, "ai", grant(10, { expiresAt: new Date(clock + 1_000) }));
  await door.post(workspaceId, "ai", grant(10));
  clock += 1_000;
  const expire = command({ type: "expire" });
  const first = await door.post(workspaceId, "ai", expire);
  expect(first).toMatchObject({ ok: true, amount: -10 });

  const other = { ...expire, reason: "another" };
  const answers = await Promise.all(
    [charge(1), charge(1), expire, other].map((said) => door.post(workspaceId, "ai", said)),
  );
  expect(answers.slice(2)).toEqual([first, { ok: false, reason: "key_reused" }]);
});
