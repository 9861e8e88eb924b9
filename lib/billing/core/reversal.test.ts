import { expect, test } from "vitest";
import { reversalsOf } from "./reversal";

const one = (id: string, day: number) => ({
  id,
  amountCents: 1_000,
  credits: 11_000,
  at: `2026-11-${day}T12:00:00.000Z`,
});

test("refunds and lost disputes stand in their order, each as far as it went", () => {
  const reversals = reversalsOf({
    refunds: [
      { ...one("late", 25), state: "succeeded" },
      { ...one("failed", 12), state: "failed" },
      { ...one("cancelled", 13), state: "canceled" },
      { ...one("new", 26), state: "pending" },
      { ...one("asked", 27), state: "requires_action" },
    ],
    lost: [one("lost", 20)],
  });
  expect(reversals.map(({ id, what, state }) => [id, what, state])).toEqual([
    ["failed", "refund", "failed"],
    ["cancelled", "refund", "failed"],
    ["lost", "dispute", "done"],
    ["late", "refund", "done"],
    ["new", "refund", "pending"],
    ["asked", "refund", "pending"],
  ]);
});
