import fc from "fast-check";
import { expect, test } from "vitest";
import { FIRST_RATE_CARD as card } from "./first-rate-card";
import {
  chargeFor,
  inputsOf,
  type QuoteInputs,
  quoteOperation,
  type Rate,
  type RateCard,
  rateOf,
  roundUp,
  type Term,
} from "./rate-card";
import { band, scaled, term } from "./rate-formulas";

const priced = card.rates.filter((rate) => rate.formula !== null);
const rangeOf = (quote: { min: number; likely: number; max: number }) => [
  quote.min,
  quote.likely,
  quote.max,
];

test("every operation of the product has its rate, and every rate stays in its range", () => {
  const ends = Object.fromEntries(
    card.rates.map((rate) => [rate.operation, [rate.min / 1e6, rate.max / 1e6]]),
  );
  expect(ends).toEqual({
    lead_check: [0, 0.3],
    profile_analysis: [0.05, 0.1],
    dm_standard: [0.8, 1.1],
    dm_premium: [2.5, 15],
    campaign_strategy: [3, 5],
    strategy_analysis: [2, 5],
    content_generation: [1, 3],
    content_regeneration: [1, 3],
    single_post: [1, 1],
    multi_platform_content: [1, 2],
    rss_item: [1, 1],
    content_optimization: [1, 2],
    assistant_simple: [0, 1],
    assistant_analysis: [1, 3],
    assistant_suggestions: [1, 2],
    assistant_campaign: [0, 0],
    import_followers: [1, 1],
    import_following: [1, 1],
    import_likers: [1.75, 1.75],
    import_retweeters: [1.75, 1.75],
    import_csv_usernames: [70, 70],
    import_csv_export: [0, 0],
    lead_sourcing: [1, 1],
  });
});

test("a quote without inputs spans the rate; known inputs narrow it to one price", () => {
  expect(rangeOf(quoteOperation("dm_standard", {}, card))).toEqual([80, 96, 110]);
  const known = { words: 240, contextItems: 4 };
  expect(rangeOf(quoteOperation("dm_standard", known, card))).toEqual([100, 100, 100]);
  expect(chargeFor("dm_standard", known, card)).toBe(100);
});

test("a range of an input gives the cheapest and the dearest of it", () => {
  const words = { min: 100, likely: 300, max: 5_000 };
  expect(rangeOf(quoteOperation("strategy_analysis", { words }, card))).toEqual([210, 230, 500]);
});

test("imports: scanned at 1.75, usernames at 70, the export format free", () => {
  expect(chargeFor("import_likers", { quantity: 48_213 }, card)).toBe(8_437_275);
  expect(chargeFor("import_csv_usernames", { quantity: 641 }, card)).toBe(4_487_000);
  expect(rangeOf(quoteOperation("import_csv_export", { quantity: 1_000_000 }, card))).toEqual([
    0, 0, 0,
  ]);
});

test("a lead check is free unless AI lead checks are on; a simple answer, when no model was needed", () => {
  const lead = { criteria: 5, words: 400 };
  expect(chargeFor("lead_check", { ...lead, aiChecks: false }, card)).toBe(0);
  expect(chargeFor("lead_check", { ...lead, aiChecks: true }, card)).toBe(28);
  expect(rangeOf(quoteOperation("lead_check", lead, card))).toEqual([0, 28, 28]);
  expect(chargeFor("assistant_simple", { modelUsed: false, tokens: 9_999 }, card)).toBe(0);
});

test("a charge is rounded up once, however many units it is for", () => {
  expect(chargeFor("profile_analysis", { words: 201, quantity: 1 }, card)).toBe(8);
  expect(chargeFor("profile_analysis", { words: 201, quantity: 100 }, card)).toBe(701);
});

test("a charge that does not say what decides it is a bug", () => {
  expect(() => chargeFor("dm_premium", { words: 3 }, card)).toThrow(/needs contextItems/);
  expect(() => quoteOperation("telepathy", {}, card)).toThrow(/no operation telepathy/);
});

test("the likely price stays within the quote, whatever is thought likely", () => {
  const likely = (words: number) =>
    quoteOperation("strategy_analysis", { words: { min: 100, likely: words, max: 300 } }, card);
  expect(rangeOf(likely(0))).toEqual([210, 210, 230]);
  expect(rangeOf(likely(9_000))).toEqual([210, 230, 230]);
});

test("without its complexity a post is quoted from the simplest to the most detailed, likely standard", () => {
  expect(rangeOf(quoteOperation("content_generation", { words: 300 }, card))).toEqual([
    130, 150, 180,
  ]);
});

test("of an input, what is beyond the free part is counted, begun parts as whole", () => {
  const withTerm = (over: Partial<Term>): RateCard => ({
    ...card,
    rates: [
      {
        ...rateOf(card, "strategy_analysis"),
        operation: "own",
        formula: scaled(band(1, 0, 9), [term("words", 0.01, 0, over)]),
      },
    ],
  });
  const costs = (words: number, over: Partial<Term>) => chargeFor("own", { words }, withTerm(over));
  expect([5, 10, 15].map((words) => costs(words, { beyond: 10 }))).toEqual([100, 100, 105]);
  expect(costs(1, { add: 1, per: 3 })).toBe(101);
});

test("a charge of something there is no price for is a bug", () => {
  const said = { words: 10, complexity: "baroque" };
  expect(() => chargeFor("content_generation", said, card)).toThrow("No band baroque");
  expect(() => chargeFor("import_likers", { quantity: -1 }, card)).toThrow("from 0 up");
  const words = { min: 5, likely: 5, max: 4 };
  expect(() => quoteOperation("strategy_analysis", { words }, card)).toThrow("from 0 up");
});

test("one unit is told as one, and several as several", () => {
  const label = (quantity: number) =>
    quoteOperation("import_likers", { quantity }, card).lines[0]?.label;
  expect(label(1)).toBe("1 profile scanned");
  expect(label(1_200)).toBe("1,200 profiles scanned");
});

const spanOf = fc
  .tuple(fc.nat(4_000), fc.nat(4_000))
  .map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) }));

type Case = {
  rate: Rate;
  spans: Record<string, { min: number; max: number }>;
  quantity: number;
  flag: boolean | undefined;
  band: string | undefined;
  mixes: number[];
  parts: number;
};

const anyCase: fc.Arbitrary<Case> = fc.constantFrom(...priced).chain((rate) => {
  const inputs = (rate.formula?.terms ?? []).map(({ input }) => input);
  return fc.record({
    rate: fc.constant(rate),
    spans: fc.record(Object.fromEntries(inputs.map((input) => [input, spanOf]))),
    quantity: fc.integer({ min: 1, max: 5_000 }),
    flag: fc.option(fc.boolean(), { nil: undefined }),
    band: fc.option(fc.constantFrom(...Object.keys(rate.formula?.bands ?? {})), { nil: undefined }),
    mixes: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
    parts: fc.integer({ min: 1, max: 4 }),
  });
});

/** What the quote is told, and inputs within those bounds that the work turns out to have. */
function quotedAndActual({ rate, spans, flag, band, mixes, quantity }: Case): {
  asked: QuoteInputs;
  actual: Record<string, number | boolean | string>;
} {
  const { formula } = rate;
  const asked: QuoteInputs = { quantity };
  const actual: Record<string, number | boolean | string> = {};
  Object.entries(spans).forEach(([input, span], index) => {
    const mix = mixes[index % mixes.length] ?? 0;
    const value = Math.round(span.min + (span.max - span.min) * mix);
    asked[input] = { ...span, likely: value };
    actual[input] = value;
  });
  if (formula?.onlyIf) {
    if (flag !== undefined) asked[formula.onlyIf] = flag;
    actual[formula.onlyIf] = flag ?? (mixes[0] ?? 0) > 0.5;
  }
  if (formula?.bandBy) {
    if (band !== undefined) asked[formula.bandBy] = band;
    actual[formula.bandBy] = band ?? Object.keys(formula.bands)[0] ?? "";
  }
  return { asked, actual };
}

test("a charge is never outside its quote, charged whole or in parts", () => {
  fc.assert(
    fc.property(anyCase, (one) => {
      const { rate, quantity, parts } = one;
      const { asked, actual } = quotedAndActual(one);
      const quote = quoteOperation(rate.operation, asked, card);
      expect(quote.min <= quote.likely && quote.likely <= quote.max).toBe(true);

      const atOnce = chargeFor(rate.operation, { ...actual, quantity }, card);
      expect(atOnce).toBeGreaterThanOrEqual(quote.min);
      expect(atOnce).toBeLessThanOrEqual(quote.max);

      const size = Math.ceil(quantity / parts);
      let inParts = 0;
      for (let left = quantity; left > 0; left -= size) {
        inParts += chargeFor(rate.operation, { ...actual, quantity: Math.min(size, left) }, card);
      }
      expect(inParts).toBeGreaterThanOrEqual(quote.min);
      expect(inParts).toBeLessThanOrEqual(quote.max);
    }),
    { numRuns: 2_000 },
  );
});

test("a quote about anything stays within the rate", () => {
  fc.assert(
    fc.property(anyCase, (one) => {
      const rate = rateOf(card, one.rate.operation);
      const quote = quoteOperation(rate.operation, quotedAndActual(one).asked, card);
      expect(quote.min).toBeGreaterThanOrEqual(roundUp(rate.min * one.quantity));
      expect(quote.max).toBeLessThanOrEqual(roundUp(rate.max) * one.quantity);
      expect(quote.lines[0]?.max).toBe(quote.max);
    }),
  );
});

test("what decides a charge is named", () => {
  expect(inputsOf(rateOf(card, "content_generation"))).toEqual(["complexity", "words"]);
  expect(inputsOf(rateOf(card, "single_post"))).toEqual([]);
});
