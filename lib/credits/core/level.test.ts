import { expect, test } from "vitest";
import { credits } from "./amount";
import { levelOf } from "./level";

test.each([
  [0, "empty"],
  [1, "critical"],
  [1_000, "critical"],
  [1_001, "low"],
  [9_999, "low"],
  [10_000, "ok"],
] as const)("%d hundredths are %s", (amount, level) => {
  expect(levelOf(credits(amount))).toBe(level);
});

test("a workspace's own thresholds decide", () => {
  const thresholds = { low: credits(50), critical: credits(20) };
  expect([19, 20, 49, 50].map((amount) => levelOf(credits(amount), thresholds))).toEqual([
    "critical",
    "low",
    "low",
    "ok",
  ]);
});
