import fc from "fast-check";
import { expect, test } from "vitest";
import { FIRST_RATE_CARD as card } from "./first-rate-card";
import { MOST_WORK, type MonthlyWork, monthlyNeed } from "./monthly-need";
import { quoteOperation } from "./rate-card";
import { changedRates } from "./rate-card-change";
import { band } from "./rate-formulas";

const work: MonthlyWork = { contacts: 200, posts: 12, platforms: 2, buffer: 20 };

test("a month is what its operations are quoted, and the buffer", () => {
  const { ai, lead } = monthlyNeed(work, card);
  const quotes = [
    quoteOperation("campaign_strategy", { platforms: 2, complexity: "standard" }, card),
    quoteOperation("content_generation", { quantity: 24, complexity: "standard" }, card),
    quoteOperation("profile_analysis", { quantity: 200 }, card),
    quoteOperation("dm_standard", { quantity: 200 }, card),
  ];
  expect(ai.lines.map(({ quote }) => quote)).toEqual(quotes);
  // 3.75 + 24 × 1.50 + 200 × 0.07 + 200 × 0.96
  expect(ai.likely).toBe(3_75 + 36_00 + 14_00 + 192_00);
  expect(ai.wanted).toBe(294_90);
  expect(lead).toMatchObject({ min: 200_00, likely: 200_00, max: 200_00, wanted: 240_00 });
});

test("a month without work needs no credits", () => {
  const none = monthlyNeed({ contacts: 0, posts: 0, platforms: 0, buffer: 200 }, card);
  expect([none.ai.wanted, none.lead.wanted]).toEqual([0, 0]);
  expect(monthlyNeed({ ...work, contacts: 0, platforms: 0 }, card).ai.lines).toEqual([]);
});

test("another card, another need: there is no second copy of a number", () => {
  const changed = changedRates(card.rates, [
    { operation: "lead_sourcing", bands: { any: band(2, 2, 2) }, adds: [] },
  ]);
  const rates = changed.ok ? changed.rates : [];
  expect(monthlyNeed(work, { ...card, rates }).lead.wanted).toBe(480_00);
});

test("whole hundredths between the ends, for any month there can be", () => {
  const any = fc.record({
    contacts: fc.nat(MOST_WORK.contacts),
    posts: fc.nat(MOST_WORK.posts),
    platforms: fc.nat(MOST_WORK.platforms),
    buffer: fc.nat(MOST_WORK.buffer),
  });
  fc.assert(
    fc.property(any, (month) => {
      for (const need of Object.values(monthlyNeed(month, card))) {
        expect(Number.isSafeInteger(need.wanted)).toBe(true);
        expect(need.min).toBeLessThanOrEqual(need.likely);
        expect(need.likely).toBeLessThanOrEqual(need.max);
        const exact = (BigInt(need.likely) * BigInt(100 + month.buffer) + 99n) / 100n;
        expect(BigInt(need.wanted)).toBe(exact);
      }
    }),
  );
});
