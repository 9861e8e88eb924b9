import { expect, test } from "vitest";
import { goOnFrom } from "./check";
import { checkpointOf, noCounts } from "./checkpoint";
import { emptyBooks } from "./fold";
import { ORIGIN } from "./testing";

const now = new Date("2026-11-25T03:00:00Z");
const checkpoint = checkpointOf(emptyBooks(ORIGIN), noCounts());
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

test.each([
  [0, true],
  [6, true],
  [6.49, true],
  [6.5, false],
  [7, false],
  [30, false],
])("a check %d days after the last full one goes on from it: %s", (days, goesOn) => {
  const memory = { fullAt: daysAgo(days), checkpoint };
  expect(goOnFrom(memory, now) === checkpoint).toBe(goesOn);
});

test("without an earlier check, or after one that found a difference, everything is recomputed", () => {
  expect(goOnFrom(null, now)).toBeNull();
  expect(goOnFrom({ fullAt: daysAgo(1), checkpoint: null }, now)).toBeNull();
  expect(goOnFrom({ fullAt: null, checkpoint }, now)).toBeNull();
});
