import { expect, test } from "vitest";
import { credits } from "./amount";
import {
  aboutHold,
  beginHold,
  frozenFor,
  type Hold,
  openFreezesOf,
  PURCHASE_REFUND,
  whyFrozen,
  withPart,
} from "./hold";
import { instant } from "./instant";

const hold = (over: Partial<Hold> = {}): Hold => ({
  ...beginHold(
    { actor: { type: "system" }, reason: "test" },
    {
      id: "hold",
      amount: credits(100),
      lots: [{ lotId: "lot", amount: credits(100) }],
      freezes: null,
      createdAt: instant(1_000),
      lapsesAt: instant(2_000),
    },
  ),
  ...over,
});

test("of a source's open freezes the oldest comes first, in whatever order they were loaded", () => {
  const freeze = (id: string, createdAt: number, over: Partial<Hold> = {}) =>
    hold({ id, createdAt: instant(createdAt), freezes: "purchase", ...over });
  const holds = [
    freeze("late", 30),
    freeze("early", 10),
    freeze("ended", 5, { state: "settled" }),
    freeze("of another", 1, { freezes: "another purchase" }),
    hold({ id: "of an operation", createdAt: instant(2) }),
    freeze("middle", 20),
  ];
  const found = openFreezesOf(holds, "purchase").map(({ id }) => id);
  expect(found).toEqual(["early", "middle", "late"]);
});

test("a freeze is of a refund if it says so, and otherwise of a dispute", () => {
  const of = (operation: string | null) => hold({ freezes: "purchase", operation });
  expect([of(null), of(PURCHASE_REFUND)].map(frozenFor)).toEqual(["dispute", "refund"]);
  expect(frozenFor(hold({ operation: PURCHASE_REFUND }))).toBe(null);
  expect(whyFrozen(of(PURCHASE_REFUND))).toBe("Purchase being refunded");
  expect(whyFrozen(of(null))).toBe("Purchase under dispute");
});

test("what a hold does not say is left to the command", () => {
  expect(aboutHold(hold())).toEqual({});
  const about = { operation: "rss_item", subject: "Items", runId: "run", campaignId: "campaign" };
  expect(aboutHold(hold(about))).toEqual(about);
});

test("each lot has one part in a hold, however often more of it is set aside", () => {
  const more = withPart(withPart(hold(), { lotId: "other", amount: credits(5) }), {
    lotId: "lot",
    amount: credits(7),
  });
  expect(more.amount).toBe(112);
  expect(more.lots).toEqual([
    { lotId: "other", amount: 5 },
    { lotId: "lot", amount: 107 },
  ]);
});
