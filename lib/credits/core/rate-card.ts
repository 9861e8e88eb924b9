import { type Credits, credits, type Kind } from "./amount";
import type { Json } from "./command";
import { formatCount, formatFine } from "./format";
import type { Quote } from "./quote";

/** Millionths of a credit: rates may be finer than the hundredth in which charges are written. */
export type Fine = number;
export const FINE_PER_CREDIT = 1_000_000;
const FINE_PER_HUNDREDTH = 10_000;

/** `add` for each `per` of the input, counted from above `beyond`. `usual` stands in where a quote does not know it. */
export type Term = { input: string; add: Fine; per: number; beyond: number; usual: number };
export type Band = { base: Fine; min: Fine; max: Fine };

/**
 * What one unit costs: the band's base plus every term, kept between the band's ends.
 * Terms only ever add, so the cheapest inputs give the minimum and the dearest the maximum.
 */
export type Formula = {
  /** The input that picks the band; null when there is one band, named "any". */
  bandBy: string | null;
  usualBand: string;
  bands: Record<string, Band>;
  terms: Term[];
  /** A yes-or-no input without which a unit is free. */
  onlyIf: string | null;
};

export type Rate = {
  operation: string;
  label: string;
  kind: Kind;
  group: string;
  /** What is counted: "message", "profile scanned". And of several: "messages", "profiles scanned". */
  unit: string;
  units: string;
  min: Fine;
  max: Fine;
  /** Null: quoted as the campaign it creates. */
  formula: Formula | null;
  formulaText: string;
  decidedBy: string;
};

export type RateCard = { version: string; effectiveAt: string; note: string; rates: Rate[] };

export type Range = { min: number; likely: number; max: number };
/** What a quote knows of an input: exactly, between ends, or (left out) nothing. `quantity` is one of them. */
export type QuoteInputs = Record<string, number | boolean | string | Range>;
/** What a charge knows: everything, exactly. */
export type ChargeInputs = Record<string, number | boolean | string>;

/** The rate of an operation. Asking for one that the card lacks is a bug, so it throws. */
export function rateOf(card: RateCard, operation: string): Rate {
  const rate = card.rates.find((one) => one.operation === operation);
  if (!rate) throw new Error(`The rate card ${card.version} has no operation ${operation}.`);
  return rate;
}

/**
 * The price before the action. `inputs.quantity` is how many units (1 when left out). The maximum allows for every
 * unit being charged on its own, each rounded up, so that charging in parts never exceeds it.
 */
export function quoteOperation(operation: string, inputs: QuoteInputs, card: RateCard): Quote {
  const rate = rateOf(card, operation);
  const quantity = ends(inputs.quantity ?? 1);
  const cheapest = unitPrice(rate, inputs, "min");
  const dearest = unitPrice(rate, inputs, "max");
  const min = roundUp(cheapest * quantity.min);
  const max = credits(roundUp(dearest) * quantity.max);
  const likely = roundUp(unitPrice(rate, inputs, "likely") * quantity.likely);
  const count = formatCount(quantity.max);

  return {
    operation,
    kind: rate.kind,
    min,
    likely: credits(Math.min(max, Math.max(min, likely))),
    max,
    rateCardVersion: card.version,
    quantity: quantity.max,
    inputs: inputs as Json,
    lines: [
      {
        label: `${count} ${quantity.max === 1 ? rate.unit : rate.units}`,
        formula: `${count} × ${formatFine(cheapest, dearest, rate.kind)}`,
        min,
        max,
      },
    ],
  };
}

/** The charge after the action, for `inputs.quantity` units alike: rounded up once, to a hundredth. */
export function chargeFor(operation: string, inputs: ChargeInputs, card: RateCard): Credits {
  const rate = rateOf(card, operation);
  for (const name of inputsOf(rate)) {
    if (inputs[name] === undefined) throw new Error(`A charge for ${operation} needs ${name}.`);
  }
  return roundUp(unitPrice(rate, inputs, "max") * ends(inputs.quantity ?? 1).max);
}

/** Up to the next hundredth of a credit: the one place where credits are rounded. */
export const roundUp = (fine: Fine): Credits => credits(Math.ceil(fine / FINE_PER_HUNDREDTH));

type End = keyof Range;

function unitPrice(rate: Rate, inputs: QuoteInputs, end: End): Fine {
  const { formula } = rate;
  if (!formula) throw new Error(`${rate.operation} is quoted as the campaign it creates.`);
  if (formula.onlyIf && !happens(inputs[formula.onlyIf], end)) return 0;

  const prices = bandsFor(formula, inputs, end).map((band) => priceIn(band, formula, inputs, end));
  return end === "max" ? Math.max(...prices) : Math.min(...prices);
}

/** An unknown yes-or-no counts as no for the minimum and as yes otherwise. */
const happens = (flag: QuoteInputs[string] | undefined, end: End): boolean =>
  flag === undefined ? end !== "min" : flag === true;

function bandsFor(formula: Formula, inputs: QuoteInputs, end: End): Band[] {
  const chosen = formula.bandBy ? inputs[formula.bandBy] : "any";
  const name = chosen === undefined && end === "likely" ? formula.usualBand : chosen;
  if (name === undefined) return Object.values(formula.bands);

  const band = typeof name === "string" ? formula.bands[name] : undefined;
  if (!band) throw new Error(`No band ${String(name)} in this rate.`);
  return [band];
}

function priceIn(band: Band, formula: Formula, inputs: QuoteInputs, end: End): Fine {
  let price = band.base;
  for (const term of formula.terms) {
    const given = inputs[term.input];
    if (given === undefined && end !== "likely") return end === "min" ? band.min : band.max;
    const amount = given === undefined ? term.usual : ends(given)[end];
    price += Math.ceil((Math.max(0, amount - term.beyond) * term.add) / term.per);
  }
  return Math.min(band.max, Math.max(band.min, price));
}

function ends(given: QuoteInputs[string]): Range {
  const range = typeof given === "number" ? { min: given, likely: given, max: given } : given;
  if (typeof range !== "object" || !(0 <= range.min && range.min <= range.max)) {
    throw new RangeError(`Not a number or a range from 0 up: ${JSON.stringify(given)}`);
  }
  return range;
}

/** The inputs that decide a rate's price, besides the quantity. */
export const inputsOf = ({ formula }: Rate): string[] =>
  formula
    ? [formula.onlyIf, formula.bandBy, ...formula.terms.map((term) => term.input)].filter(
        (name) => name !== null,
      )
    : [];

/** What never costs anything, and is never a row of the ledger. */
export const FREE_ACTIONS = [
  "Viewing campaigns and content",
  "Connecting platforms",
  "Scheduling",
  "Publishing",
  "Settings",
  "Reading analytics",
  "Editing existing content",
  "Managing workspaces",
] as const;
