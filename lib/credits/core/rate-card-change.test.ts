import { expect, test } from "vitest";
import { FIRST_RATE_CARD as card } from "./first-rate-card";
import { formulaText } from "./formula-text";
import { parseFine } from "./parse-fine";
import { chargeFor, quoteOperation, type Rate, rateOf } from "./rate-card";
import { changedRates, endsOf, MOST_PER_UNIT, type RateChange } from "./rate-card-change";
import { dateProblem, NOTICE_MS, versionFor } from "./rate-card-dates";
import { fine } from "./rate-formulas";

/** The prices of an operation as they are, to be changed. */
function pricesAsTheyAre(operation: string): RateChange {
  const { formula } = rateOf(card, operation);
  if (!formula) throw new Error(`${operation} has no price of its own.`);
  return {
    operation,
    bands: structuredClone(formula.bands),
    adds: formula.terms.map(({ add }) => add),
  };
}

const mustChange = (change: RateChange): Rate => {
  const changed = changedRates(card.rates, [change]);
  if (!changed.ok) throw new Error(changed.problems[0]?.message);
  return rateOf({ ...card, rates: changed.rates }, change.operation);
};

const refusalOf = (change: RateChange): string | undefined => {
  const changed = changedRates(card.rates, [change]);
  return changed.ok ? undefined : changed.problems[0]?.message;
};

const standardMessage = (over: Partial<Record<"base" | "min" | "max", number>>): RateChange => {
  const change = pricesAsTheyAre("dm_standard");
  return {
    ...change,
    bands: { any: { base: fine(0.8), min: fine(0.8), max: fine(1.1), ...over } },
  };
};

test.each(card.rates)("the formula of $operation reads as its numbers say", (rate) => {
  expect(formulaText(rate)).toBe(rate.formulaText);
  expect(endsOf(rate.formula)).toEqual({ min: rate.min, max: rate.max });
});

test("a card that was stored has its bands in another order, and reads the same", () => {
  const rate = rateOf(card, "content_generation");
  const { simple, standard, detailed } = rate.formula?.bands ?? {};
  if (!rate.formula || !simple || !standard || !detailed) throw new Error("No bands");
  const stored = { ...rate, formula: { ...rate.formula, bands: { simple, detailed, standard } } };
  expect(formulaText(stored)).toBe(rate.formulaText);
});

test("a change of one operation leaves every other rate the very same", () => {
  const changed = changedRates(card.rates, [standardMessage({ max: fine(1.3) })]);
  const others = changed.ok
    ? changed.rates.filter(({ operation }) => operation !== "dm_standard")
    : [];
  expect(others).toEqual(card.rates.filter(({ operation }) => operation !== "dm_standard"));
  expect(others).toHaveLength(card.rates.length - 1);
});

test("what an operation says of itself follows from its new prices", () => {
  const rate = mustChange({
    ...standardMessage({ min: fine(0.9), max: fine(1.3) }),
    adds: [600, 25_000],
  });
  expect(rate).toMatchObject({
    min: fine(0.9),
    max: fine(1.3),
    formulaText: "0.80 + 0.0006 per word + 0.025 per context item, at least 0.90, at most 1.30",
  });
});

test("prices that stay as they are make the same card to the letter", () => {
  const priced = card.rates.filter(({ formula }) => formula !== null);
  const changed = changedRates(
    card.rates,
    priced.map(({ operation }) => pricesAsTheyAre(operation)),
  );
  expect(JSON.stringify(changed)).toBe(JSON.stringify({ ok: true, rates: card.rates }));
});

test.each([
  ["the lowest above the highest", standardMessage({ min: fine(1.2) }), /lowest price is above/],
  ["a start above the highest", standardMessage({ base: fine(1.2) }), /starts above its highest/],
  [
    "a range that no input moves",
    { operation: "single_post", bands: { any: { base: 0, min: 0, max: 1 } }, adds: [] },
    /one number/,
  ],
  ["less than nothing", standardMessage({ base: -1 }), /0 or more/],
  ["half a millionth", standardMessage({ base: 0.5 }), /six decimals/],
  ["more than a unit may cost", standardMessage({ max: fine(MOST_PER_UNIT) + 1 }), /At most 1,000/],
  [
    "a band that is not there",
    { ...standardMessage({}), bands: { simple: { base: 0, min: 0, max: 0 } } },
    /not the prices/,
  ],
  ["an input too few", { ...standardMessage({}), adds: [1] }, /not the prices/],
  [
    "what is priced as a campaign",
    { operation: "assistant_campaign", bands: {}, adds: [] },
    /no price of its own/,
  ],
  [
    "what nobody knows",
    { operation: "carrier_pigeon", bands: {}, adds: [] },
    /no price of its own/,
  ],
] as const)("a rate card is refused with %s", (_, change, message) => {
  expect(refusalOf(change as RateChange)).toMatch(message);
});

test("at the highest price there may be, the largest quantity is still counted exactly", () => {
  const most = fine(MOST_PER_UNIT);
  const change = {
    operation: "import_followers",
    bands: { any: { base: most, min: most, max: most } },
    adds: [],
  };
  const rates = [mustChange(change)];
  const quantity = 9_000_000;
  expect(most * quantity).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
  expect(chargeFor("import_followers", { quantity }, { ...card, rates })).toBe(
    quantity * MOST_PER_UNIT * 100,
  );
  expect(quoteOperation("import_followers", { quantity }, { ...card, rates }).max).toBe(
    quantity * MOST_PER_UNIT * 100,
  );
});

test.each([
  ["0.80", 800_000],
  ["1,000", 1_000_000_000],
  ["0.0005", 500],
  ["0.000001", 1],
  ["0", 0],
  [" 1.75 ", 1_750_000],
  ["0.0000001", null],
  ["-1", null],
  ["1e3", null],
  [".5", null],
  ["", null],
  ["1,00", null],
])("%j is %s millionths", (text, amount) => {
  expect(parseFine(text)).toBe(amount);
});

const now = new Date("2026-11-26T12:00:00Z");
const after = (ms: number) => new Date(now.getTime() + ms);

test("a card is announced before it takes effect, and follows the latest", () => {
  const latest = new Date(card.effectiveAt);
  expect(dateProblem(after(NOTICE_MS - 1), latest, now)).toBe("too_soon");
  expect(dateProblem(after(NOTICE_MS), latest, now)).toBeNull();
  expect(dateProblem(after(NOTICE_MS), after(NOTICE_MS), now)).toBe("before_latest");
  expect(dateProblem(after(400 * 86_400_000), latest, now)).toBe("too_far");
});

test("a version is called by its day", () => {
  const noon = new Date("2026-12-01T12:00:00Z");
  expect(versionFor(noon, ["2026-10-01"])).toBe("2026-12-01");
  expect(versionFor(noon, ["2026-12-01"])).toBe("2026-12-01.2");
  expect(versionFor(noon, ["2026-12-01", "2026-12-01.2"])).toBe("2026-12-01.3");
});
