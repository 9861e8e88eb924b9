import { expect, test } from "vitest";
import { exampleQuotes } from "./example-quotes";
import { FIRST_RATE_CARD as card } from "./first-rate-card";
import { type RateCard, rateOf } from "./rate-card";
import { changedRates, type RateChange } from "./rate-card-change";
import { differenceOf, pricesOf } from "./rate-card-diff";
import { band } from "./rate-formulas";

const next = (...changes: RateChange[]): RateCard => {
  const changed = changedRates(card.rates, changes);
  if (!changed.ok) throw new Error("refused");
  return { ...card, version: "2026-12-01", rates: changed.rates };
};

const SINGLE = { operation: "single_post", bands: { any: band(1.2, 1.2, 1.2) }, adds: [] };
const POSTS = {
  operation: "content_generation",
  bands: { simple: band(1, 1, 1.5), standard: band(1.2, 1.2, 2.2), detailed: band(1.5, 1.5, 3) },
  adds: [1_500],
};

test("a card does not differ from itself", () => {
  expect(differenceOf(card, card)).toEqual([]);
});

test("what changed is told operation by operation, old and new", () => {
  const told = differenceOf(card, next(POSTS, SINGLE));
  expect(told.map(({ operation, change, lines }) => [operation, change, lines])).toEqual([
    [
      "content_generation",
      "changed",
      [
        { label: "Standard, at most", before: "2.00", after: "2.20" },
        { label: "Per word", before: "0.001", after: "0.0015" },
      ],
    ],
    ["single_post", "changed", [{ label: "Price", before: "1.00", after: "1.20" }]],
  ]);
});

test("a fixed price that becomes a range is told as a formula", () => {
  const rates = card.rates.map((rate) =>
    rate.operation === "single_post"
      ? { ...rateOf(card, "content_optimization"), operation: rate.operation, label: rate.label }
      : rate,
  );
  expect(differenceOf(card, { rates })[0]?.lines).toEqual([
    { label: "Formula", before: "1.00", after: "1.00 + 0.002 per word, at most 2.00" },
  ]);
});

test("an operation that came, one that went, and one that is called otherwise", () => {
  const [first, second, third, ...rest] = card.rates;
  if (!first || !second || !third) throw new Error("No rates");
  const after = {
    rates: [
      { ...first, operation: "haiku", label: "Haiku" },
      { ...second, label: "One post" },
      third,
      ...rest,
    ],
  };
  expect(
    differenceOf(card, after).map(({ label, change, lines }) => [label, change, lines[0]?.label]),
  ).toEqual([
    ["Haiku", "added", "Price"],
    ["One post", "changed", "Name"],
    ["Content generation", "removed", "Price"],
  ]);
});

test("each price of an operation has a name of its own", () => {
  for (const rate of card.rates) {
    const labels = pricesOf(rate).map(({ label }) => label);
    expect(new Set(labels).size, rate.operation).toBe(labels.length);
  }
});

test("examples are the cards' own quotes, and campaigns join when one of their parts changes", () => {
  const alone = exampleQuotes(card, next(SINGLE), ["single_post"]);
  expect(alone.map(({ label, before, after }) => [label, before.max, after.max])).toEqual([
    ["Single post, 1 post", 100, 120],
    ["Single post, 100 posts", 10_000, 12_000],
  ]);
  const labels = exampleQuotes(card, next(POSTS), ["content_generation"]).map(({ label }) => label);
  expect(labels.filter((label) => label.startsWith("Campaign,"))).toHaveLength(3);
  expect(exampleQuotes(card, card, ["assistant_campaign"])).toEqual([]);
});
