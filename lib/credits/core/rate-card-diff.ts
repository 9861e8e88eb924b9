import type { Kind } from "./amount";
import { formatFine } from "./format";
import { bandsInOrder, termUnit } from "./formula-text";
import type { Band, Fine, Rate, RateCard } from "./rate-card";

/** One thing that is different: "Simple, at most", "1.50" before, "1.80" after. */
type RateDifference = { label: string; before: string; after: string };

/** What became of one operation between two cards. */
export type OperationDifference = {
  operation: string;
  label: string;
  kind: Kind;
  unit: string;
  change: "added" | "removed" | "changed";
  lines: RateDifference[];
};

/** Every operation that is not the same in two cards, in the order of the newer one; what was removed comes last. */
export function differenceOf(
  before: Pick<RateCard, "rates">,
  after: Pick<RateCard, "rates">,
): OperationDifference[] {
  const known = new Map(before.rates.map((rate) => [rate.operation, rate]));
  const there = new Set(after.rates.map(({ operation }) => operation));
  const difference = (
    rate: Rate,
    change: OperationDifference["change"],
    lines: RateDifference[],
  ) => ({
    operation: rate.operation,
    label: rate.label,
    kind: rate.kind,
    unit: rate.unit,
    change,
    lines,
  });
  return [
    ...after.rates.flatMap((rate) => {
      const old = known.get(rate.operation);
      if (!old)
        return [
          difference(rate, "added", [{ label: "Price", before: "none", after: rate.formulaText }]),
        ];
      const lines = linesOf(old, rate);
      return lines.length > 0 ? [difference(rate, "changed", lines)] : [];
    }),
    ...before.rates
      .filter(({ operation }) => !there.has(operation))
      .map((rate) =>
        difference(rate, "removed", [{ label: "Price", before: rate.formulaText, after: "none" }]),
      ),
  ];
}

/** One price of a rate by its name on screens. The form that changes prices names them the same. */
export type NamedPrice = { label: string; path: readonly string[]; amount: Fine };

/** Every price of a rate: of a fixed one the price itself; otherwise the ends of its bands and what each input adds. */
export function pricesOf(rate: Rate): NamedPrice[] {
  const { formula } = rate;
  if (!formula) return [];
  const bands = bandsInOrder(formula);
  const prices = bands.flatMap(([name, band]) =>
    isFixed(band, formula.terms.length)
      ? [{ label: bands.length === 1 ? "Price" : capital(name), path: [name], amount: band.max }]
      : bandPrices(bands.length === 1 ? null : name, name, band),
  );
  const terms = formula.terms.map((term, index) => ({
    label: `Per ${termUnit(term, rate)}`,
    path: ["add", String(index)],
    amount: term.add,
  }));
  return [...prices, ...terms];
}

/** Nothing adds to it and its ends meet: one number says it all. */
const isFixed = ({ base, min, max }: Band, terms: number): boolean =>
  terms === 0 && base === max && min === max;

function bandPrices(shown: string | null, name: string, { base, min, max }: Band): NamedPrice[] {
  const label = (words: string) => (shown ? `${capital(shown)}, ${words}` : capital(words));
  return [
    { label: label("starts at"), path: [name, "base"], amount: base },
    { label: label("at least"), path: [name, "min"], amount: min },
    { label: label("at most"), path: [name, "max"], amount: max },
  ];
}

function linesOf(before: Rate, after: Rate): RateDifference[] {
  const old = new Map(pricesOf(before).map((price) => [price.label, price.amount]));
  const now = pricesOf(after);
  const sameShape = now.length === old.size && now.every(({ label }) => old.has(label));
  if (!sameShape || before.kind !== after.kind) {
    return [{ label: "Formula", before: before.formulaText, after: after.formulaText }];
  }
  const prices = now
    .filter(({ label, amount }) => old.get(label) !== amount)
    .map(({ label, amount }) => ({
      label,
      before: formatFine(old.get(label) ?? 0, old.get(label) ?? 0, after.kind),
      after: formatFine(amount, amount, after.kind),
    }));
  return [...prices, ...wordsOf(before, after, prices.length > 0)];
}

/** What a card says of an operation besides its prices. The text of a formula follows from prices shown already. */
function wordsOf(before: Rate, after: Rate, pricesTold: boolean): RateDifference[] {
  const words = [
    ["Name", before.label, after.label],
    ["Per", before.unit, after.unit],
    ["Decided by", before.decidedBy, after.decidedBy],
    ["Formula", before.formulaText, pricesTold ? before.formulaText : after.formulaText],
  ] as const;
  return words
    .filter(([, old, now]) => old !== now)
    .map(([label, old, now]) => ({ label, before: old, after: now }));
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
