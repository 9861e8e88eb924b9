import { expect, test } from "vitest";
import { instantOf } from "./instant";
import { type Notice, noticeTopic } from "./notice";
import { amount } from "./testing";

const origin = { seq: 7, at: instantOf(new Date("2026-11-01")) };

test("of one entry, each notice has a name of its own: a warning, a top-up, each share of each cap", () => {
  const balance = { below: amount(5), available: amount(3) };
  const cap = { target: "x", amount: amount(9), mode: "block" } as const;
  const ofCap = (scope: "member" | "operation", target: string, share: 80 | 100): Notice => ({
    ...origin,
    about: "cap",
    cap: { ...cap, scope, target },
    used: amount(9),
    share,
    month: "2026-11",
  });
  expect(
    [
      { ...origin, about: "threshold", threshold: "low", held: amount(0), ...balance } as const,
      { ...origin, about: "top_up", ...balance } as const,
      ofCap("member", "x", 80),
      ofCap("member", "x", 100),
      ofCap("member", "y", 100),
      ofCap("operation", "x", 100),
    ].map(noticeTopic),
  ).toEqual([
    "threshold",
    "top_up",
    "cap member x 80",
    "cap member x 100",
    "cap member y 100",
    "cap operation x 100",
  ]);
});
