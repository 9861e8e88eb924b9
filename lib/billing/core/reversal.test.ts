import { expect, test } from "vitest";
import { forfeitKey } from "./dispute";
import { refundKey } from "./refund";
import { reversalsOf, reversalUnder } from "./reversal";

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

test("a key of the ledger names the refund or lost dispute that took credits under it", () => {
  expect(reversalUnder(refundKey("re_1"))).toEqual({ what: "refund", id: "re_1" });
  expect(reversalUnder(forfeitKey("dp_1"))).toEqual({ what: "dispute", id: "dp_1" });
  for (const other of ["refund-failed:re_1", "dispute:dp_1:freeze", "dispute:dp_1:thaw", "", "x"])
    expect(reversalUnder(other)).toBeNull();
});
