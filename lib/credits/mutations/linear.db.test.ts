import fc from "fast-check";
import { afterAll, expect, inject, test, vi } from "vitest";
import { anyHistory, type Step } from "@/lib/credits/core/testing";
import { closeDoors, crowd, faultsIn, separateDoor } from "@/lib/credits/mutations/crowd/testing";
import { charge, command, grant, newWorkspace } from "@/lib/credits/mutations/door/testing";

const effort = inject("effort");
const HISTORIES = 40 * effort.factor;

const calm: Omit<Step, "what"> = {
  pick: 6,
  amount: 20,
  wait: 0,
  life: 60_000,
  settle: false,
  repeat: "no",
};
/** By chance a crowd seldom meets a hold that is still open with more than it holds. */
const TOO_MUCH_FOR_A_HOLD: Step[] = (
  ["grant", "grant", "hold", "hold", ...Array(8).fill("capture")] as const
).map((what) => ({ ...calm, what }));

vi.setConfig({ testTimeout: 60_000 * effort.factor });
afterAll(closeDoors);

test("whatever a crowd asks at several doors, one order explains every answer and every refusal", async () => {
  const { seed } = effort;
  const histories = fc.sample(anyHistory, { seed, numRuns: HISTORIES });
  const steps = histories.flatMap((history) => [...history, ...TOO_MUCH_FOR_A_HOLD]);
  const workspaceId = await newWorkspace();
  const calls = await crowd(workspaceId, steps);

  expect(await faultsIn(workspaceId, calls), `seed ${seed}`).toEqual([]);
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
});

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
    [charge(1), charge(1), expire, other].map((command) => door.post(workspaceId, "ai", command)),
  );
  expect(answers.slice(2)).toEqual([
    { ...first, replayed: true },
    { ok: false, reason: "key_reused" },
  ]);
});
