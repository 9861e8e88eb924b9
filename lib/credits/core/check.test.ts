import { expect, test } from "vitest";
import { continueFrom, NIGHTLY_UP_TO, shownCheck } from "./check";
import { checkpointOf, noCounts } from "./checkpoint";
import { emptyBooks } from "./fold";
import { ORIGIN } from "./testing";

const now = new Date("2026-11-25T03:00:00Z");
const checkpoint = checkpointOf(emptyBooks(ORIGIN), noCounts());
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const after = (entries: number) => ({
  ...checkpoint,
  account: { ...checkpoint.account, seq: entries },
});

test.each([
  [0, 1, true],
  [11.9, 1, true],
  [12, 1, false],
  [12, NIGHTLY_UP_TO, false],
  [12, NIGHTLY_UP_TO + 1, true],
  [6.49 * 24, NIGHTLY_UP_TO + 1, true],
  [6.5 * 24, NIGHTLY_UP_TO + 1, false],
])(
  "a check %d hours after the last full one of %d entries goes on from it: %s",
  (hours, entries, goesOn) => {
    const memory = { fullAt: hoursAgo(hours), checkpoint: after(entries) };
    expect(continueFrom(memory, now) === memory.checkpoint).toBe(goesOn);
  },
);

test("without an earlier check, or after one that found a difference, everything is recomputed", () => {
  expect(continueFrom(null, now)).toBeNull();
  expect(continueFrom({ fullAt: hoursAgo(1), checkpoint: null }, now)).toBeNull();
  expect(continueFrom({ fullAt: null, checkpoint }, now)).toBeNull();
  // As it was kept before thresholds were compared.
  const { thresholds: _, ...older } = checkpoint;
  const memory = { fullAt: hoursAgo(1), checkpoint: older as typeof checkpoint };
  expect(continueFrom(memory, now)).toBeNull();
});

test("everybody sees that a balance differs, admins what of it", () => {
  const check = {
    kind: "ai" as const,
    checkedAt: now.toISOString(),
    durationMs: 1,
    entries: 2,
    difference: "The lot",
    failingSince: now.toISOString(),
  };
  expect(shownCheck(check, true)).toEqual({ ...check, differs: true });
  expect(shownCheck(check, false)).toEqual({ ...check, differs: true, difference: null });
  expect(shownCheck({ ...check, difference: null }, true)).toMatchObject({ differs: false });
});
