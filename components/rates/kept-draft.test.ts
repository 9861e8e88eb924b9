import { expect, test } from "vitest";
import { emptyDraft, fromKept, isEmpty, toKept } from "@/components/rates/kept-draft";
import { textsOf } from "@/components/rates/price-draft";
import { FIRST_RATE_CARD as card } from "@/lib/credits/core/first-rate-card";
import type { RateCard } from "@/lib/credits/core/rate-card";
import { changedRates } from "@/lib/credits/core/rate-card-change";
import { keptRateDraftSchema } from "@/lib/credits/schema/rates";

const textsFor = (of: RateCard, operation: string) => {
  const rate = of.rates.find((one) => one.operation === operation);
  if (!rate) throw new Error(`No ${operation}.`);
  return textsOf(rate);
};

const draft = {
  ...emptyDraft(card),
  prices: {
    dm_standard: { ...textsFor(card, "dm_standard"), "At most": "1.30" },
    single_post: textsFor(card, "single_post"),
  },
  note: "Longer messages",
};

/** The first card with another lowest price for a message, published since. */
function newerCard(): RateCard {
  const dm = card.rates.find(({ operation }) => operation === "dm_standard")?.formula;
  const band = dm?.bands[dm.usualBand];
  if (!dm || !band) throw new Error("No price.");
  const bands = { ...dm.bands, [dm.usualBand]: { ...band, min: 900_000 } };
  const adds = dm.terms.map(({ add }) => add);
  const changed = changedRates(card.rates, [{ operation: "dm_standard", bands, adds }]);
  if (!changed.ok) throw new Error(changed.problems[0]?.message);
  return { ...card, version: "newer", rates: changed.rates };
}

test("a draft comes back as it was typed, also what is no price yet, and an operation that was only opened", () => {
  const premium = { ...textsFor(card, "dm_premium"), "At most": "1.1." };
  const unfinished = { ...draft, prices: { dm_premium: premium }, date: "2027-01-01T09:00" };
  for (const one of [draft, unfinished]) {
    const kept: unknown = JSON.parse(JSON.stringify(toKept(one, card)));
    expect(fromKept(keptRateDraftSchema.parse(kept), card)).toEqual(one);
  }
});

test("on a newer version, a draft changes what was changed, and the other prices are the newer ones", () => {
  const newer = newerCard();
  const { follows, prices } = fromKept(toKept(draft, card), newer);
  expect(follows).toBe(card.version);
  expect(prices.dm_standard).toEqual({ ...textsFor(newer, "dm_standard"), "At most": "1.30" });
  expect(prices.dm_standard).not.toEqual(draft.prices.dm_standard);
});

test("an operation that is gone is left out, and a draft of nothing is none", () => {
  const without = { ...card, rates: card.rates.filter((rate) => rate.operation !== "dm_standard") };
  expect(Object.keys(fromKept(toKept(draft, card), without).prices)).toEqual(["single_post"]);
  expect(isEmpty(emptyDraft(card))).toBe(true);
  expect([draft, { ...emptyDraft(card), note: "A" }].map(isEmpty)).toEqual([false, false]);
});

test("what somebody else wrote there is no draft", () => {
  for (const kept of [null, {}, { ...draft, prices: { dm_standard: "1.30" } }, "draft"]) {
    expect(keptRateDraftSchema.safeParse(kept).success).toBe(false);
  }
});
