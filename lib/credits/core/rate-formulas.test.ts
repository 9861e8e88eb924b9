import { expect, test } from "vitest";
import { band, byComplexity, fine, fixed, scaled, term } from "./rate-formulas";

const any = { base: 1_200_000, min: 1_000_000, max: 2_000_000 };

test("amounts are written in credits and kept in millionths, to the nearest", () => {
  expect(fine(1.75)).toBe(1_750_000);
  expect(fine(1.005)).toBe(1_005_000);
  expect(fine(0.0000006)).toBe(1);
  expect(band(1.2, 1, 2)).toEqual(any);
});

test("a term counts each of its input from the first, unless it says otherwise", () => {
  const words = { input: "words", add: 1_000, usual: 300 };
  expect(term("words", 0.001, 300)).toEqual({ ...words, per: 1, beyond: 0 });
  expect(term("words", 0.001, 300, { per: 100, beyond: 50 })).toEqual({
    ...words,
    per: 100,
    beyond: 50,
  });
});

test("a formula has one price, or one band, or one band for each complexity", () => {
  const one = { bandBy: null, usualBand: "any" };
  const each = { base: 1_750_000, min: 1_750_000, max: 1_750_000 };
  expect(fixed(1.75)).toEqual({ ...one, bands: { any: each }, terms: [], onlyIf: null });
  const terms = [term("words", 0.001, 300)];
  expect(scaled(any, terms, "aiChecks")).toEqual({
    ...one,
    bands: { any },
    terms,
    onlyIf: "aiChecks",
  });
  expect(scaled(any, terms).onlyIf).toBeNull();
  const bands = { simple: any, standard: any, detailed: any };
  expect(byComplexity(bands, terms)).toEqual({
    bandBy: "complexity",
    usualBand: "standard",
    bands,
    terms,
    onlyIf: null,
  });
});
