import type { Kind } from "./amount";
import { formatCount, formatFine } from "./format";
import type { Band, Formula, Rate, Term } from "./rate-card";

/** What screens call the inputs of a formula: one of them, and several. */
const INPUTS: Record<string, readonly [one: string, several: string]> = {
  words: ["word", "words"],
  contextItems: ["context item", "context items"],
  criteria: ["criterion", "criteria"],
  tokens: ["token", "tokens"],
  platforms: ["platform", "platforms"],
};

/** The text for a yes-or-no input, before the price of a yes. */
const CONDITIONS: Record<string, string> = {
  aiChecks: "0 unless AI lead checks are on; then ",
  modelUsed: "0 when no model was needed; otherwise ",
};

/** The unit of a term: "word", "further platform", "1,000 tokens", "word of the profile". */
export function termUnit({ input, per, beyond }: Term, { unit }: Pick<Rate, "unit">): string {
  const [one, several] = INPUTS[input] ?? [input, input];
  const counted = per === 1 ? one : `${formatCount(per)} ${several}`;
  const further = beyond === 1 && per === 1 ? `further ${counted}` : counted;
  const from = beyond > 1 ? `${further} beyond ${formatCount(beyond)}` : further;
  const ofProfile = input === "words" && (unit === "profile" || unit === "lead");
  return ofProfile ? `${from} of the profile` : from;
}

/**
 * The formula of a rate in words and numbers. Generated from the numbers that charges are computed with, so the two
 * cannot differ.
 */
export function formulaText(rate: Priced): string {
  const { formula } = rate;
  if (!formula) return "The estimate of the campaign";
  const condition = formula.onlyIf
    ? (CONDITIONS[formula.onlyIf] ?? `0 unless ${formula.onlyIf}; then `)
    : "";
  const bands = bandsInOrder(formula);
  const [first] = bands;
  if (!first) return condition;
  const price = bands.length === 1 ? oneBand(first[1], formula, rate) : several(bands, rate);
  return `${condition}${price}`;
}

/** The bands from the cheapest to the most expensive; jsonb does not keep their order. */
export const bandsInOrder = ({ bands }: Formula): [string, Band][] =>
  Object.entries(bands).toSorted(
    ([nameA, a], [nameB, b]) => a.base - b.base || a.max - b.max || nameA.localeCompare(nameB),
  );

type Priced = Pick<Rate, "formula" | "kind" | "unit">;

function oneBand(band: Band, { terms }: Formula, rate: Priced): string {
  if (terms.length === 0) return fixedPrice(band, rate);
  const amounts = [
    ...(band.base > 0 ? [amount(band.base, rate.kind)] : []),
    ...terms.map((term) => perUnit(term, rate)),
  ];
  const least = band.min > band.base ? `, at least ${amount(band.min, rate.kind)}` : "";
  return `${amounts.join(" + ")}${least}, at most ${amount(band.max, rate.kind)}`;
}

function fixedPrice({ max }: Band, { kind, unit }: Priced): string {
  if (max === 0) return "Free";
  if (kind === "ai") return amount(max, kind);
  const all = unit === "profile scanned" ? ", kept or filtered out" : "";
  return `${amount(max, kind)} per ${unit}${all}`;
}

function several(bands: [string, Band][], rate: Priced): string {
  const { kind } = rate;
  const terms = rate.formula?.terms ?? [];
  const starts = bands.map(([name, { base }]) => `${name} ${amount(base, kind)}`).join(", ");
  const plus = terms.map((term) => `, plus ${perUnit(term, rate)}`).join("");
  const raised = bands.some(([, band]) => band.min > band.base);
  const least = raised ? `; at least ${listed(bands.map(([, { min }]) => amount(min, kind)))}` : "";
  return `${starts}${plus}${least}; at most ${mostOf(bands, kind)}`;
}

/** "1.50, 2.00 and 3.00", or "1.00 more" if that is the width of every band. */
function mostOf(bands: [string, Band][], kind: Kind): string {
  const spans = new Set(bands.map(([, { base, max }]) => max - base));
  const [span] = spans;
  if (spans.size === 1 && span !== undefined) return `${amount(span, kind)} more`;
  return listed(bands.map(([, { max }]) => amount(max, kind)));
}

const perUnit = (term: Term, rate: Priced): string =>
  `${amount(term.add, rate.kind)} per ${termUnit(term, rate)}`;

const amount = (fine: number, kind: Kind): string => formatFine(fine, fine, kind);

const listed = (parts: string[]): string => new Intl.ListFormat("en-GB").format(parts);
