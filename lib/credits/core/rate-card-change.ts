import { formatCount } from "./format";
import { formulaText } from "./formula-text";
import { type Band, FINE_PER_CREDIT, type Fine, type Formula, type Rate } from "./rate-card";

/** New prices of one operation: its bands by name, and what each term adds, in the order of its terms. */
export type RateChange = { operation: string; bands: Record<string, Band>; adds: Fine[] };

/** Why new prices cannot be published, and of which operation. */
export type RateProblem = { operation: string; message: string };

/**
 * The most that one unit may cost, in credits. With it, the largest operation of the product, a billion units, is still
 * counted exactly.
 */
export const MOST_PER_UNIT = 1_000;

/**
 * The rates with some prices changed. Only prices change: which operations there are, what they count and which inputs
 * decide stays, because running work and the programs of customers rely on it. What they say of themselves follows
 * from the new numbers.
 */
export function changedRates(
  rates: readonly Rate[],
  changes: readonly RateChange[],
): { ok: true; rates: Rate[] } | { ok: false; problems: RateProblem[] } {
  const problems = changes.flatMap((change) => {
    const message = problemOf(rates, change);
    return message ? [{ operation: change.operation, message }] : [];
  });
  if (problems.length > 0) return { ok: false, problems };
  const wanted = new Map(changes.map((change) => [change.operation, change]));
  return { ok: true, rates: rates.map((rate) => repriced(rate, wanted.get(rate.operation))) };
}

function problemOf(rates: readonly Rate[], { operation, bands, adds }: RateChange): string | null {
  const formula = rates.find((rate) => rate.operation === operation)?.formula;
  if (!formula) return "This operation has no price of its own.";
  const sameBands =
    Object.keys(formula.bands).toSorted().join() === Object.keys(bands).toSorted().join();
  if (!sameBands || adds.length !== formula.terms.length) {
    return "These are not the prices of this operation. Load the page again.";
  }
  const amounts = [
    ...Object.values(bands).flatMap(({ base, min, max }) => [base, min, max]),
    ...adds,
  ];
  if (!amounts.every((amount) => Number.isSafeInteger(amount) && amount >= 0)) {
    return "A price is 0 or more, with at most six decimals.";
  }
  if (Math.max(...amounts) > MOST_PER_UNIT * FINE_PER_CREDIT) {
    return `At most ${formatCount(MOST_PER_UNIT)} credits for one unit.`;
  }
  const terms = formula.terms.length;
  return (
    Object.values(bands)
      .map((band) => bandProblem(band, terms))
      .find(Boolean) ?? null
  );
}

function bandProblem({ base, min, max }: Band, terms: number): string | null {
  if (terms === 0 && (min !== max || base !== max)) {
    return "No input moves this price: it is one number.";
  }
  if (min > max)
    return "The lowest price is above the highest. Raise the highest, or lower the lowest.";
  if (base > max) return "It starts above its highest price. Raise the highest, or start lower.";
  return null;
}

function repriced(rate: Rate, change: RateChange | undefined): Rate {
  if (!rate.formula || !change || !differs(rate.formula, change)) return rate;
  const formula: Formula = {
    ...rate.formula,
    // In the order they had: equal cards are equal to the letter.
    bands: mapValues(rate.formula.bands, (band, name) => change.bands[name] ?? band),
    terms: rate.formula.terms.map((term, index) => ({
      ...term,
      add: change.adds[index] ?? term.add,
    })),
  };
  const priced = { ...rate, ...endsOf(formula), formula };
  return { ...priced, formulaText: formulaText(priced) };
}

const differs = ({ bands, terms }: Formula, change: RateChange): boolean =>
  terms.some(({ add }, index) => change.adds[index] !== add) ||
  Object.entries(bands).some(([name, { base, min, max }]) => {
    const other = change.bands[name];
    return base !== other?.base || min !== other.min || max !== other.max;
  });

/** The lowest and the highest that one unit can cost by a formula. */
export function endsOf(formula: Formula | null): { min: Fine; max: Fine } {
  if (!formula) return { min: 0, max: 0 };
  const bands = Object.values(formula.bands);
  const min = formula.onlyIf ? 0 : Math.min(...bands.map((band) => band.min));
  return { min, max: Math.max(...bands.map((band) => band.max)) };
}

const mapValues = <T>(record: Record<string, T>, map: (value: T, name: string) => T) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]));
