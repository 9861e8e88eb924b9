import { type Band, FINE_PER_CREDIT, type Formula, type Term } from "./rate-card";

/** How the rates of a card are written down: amounts in credits in, millionths of a credit out. */

export const fine = (inCredits: number): number => Math.round(inCredits * FINE_PER_CREDIT);
export const band = (base: number, min: number, max: number): Band => ({
  base: fine(base),
  min: fine(min),
  max: fine(max),
});
export const term = (
  input: string,
  add: number,
  usual: number,
  over: Partial<Term> = {},
): Term => ({
  input,
  add: fine(add),
  per: 1,
  beyond: 0,
  usual,
  ...over,
});

export const fixed = (each: number): Formula => ({
  bandBy: null,
  usualBand: "any",
  bands: { any: band(each, each, each) },
  terms: [],
  onlyIf: null,
});
export const scaled = (any: Band, terms: Term[], onlyIf: string | null = null): Formula => ({
  bandBy: null,
  usualBand: "any",
  bands: { any },
  terms,
  onlyIf,
});
export const byComplexity = (
  bands: Record<"simple" | "standard" | "detailed", Band>,
  terms: Term[],
): Formula => ({
  bandBy: "complexity",
  usualBand: "standard",
  bands,
  terms,
  onlyIf: null,
});

export const POST = byComplexity(
  { simple: band(1, 1, 1.5), standard: band(1.2, 1.2, 2), detailed: band(1.5, 1.5, 3) },
  [term("words", 0.001, 300)],
);
export const POST_TEXT =
  "simple 1.00, standard 1.20, detailed 1.50, plus 0.001 per word; at most 1.50, 2.00 and 3.00";
export const LENGTH = scaled(band(1, 1, 2), [term("words", 0.002, 200)]);
export const LENGTH_TEXT = "1.00 + 0.002 per word, at most 2.00";
