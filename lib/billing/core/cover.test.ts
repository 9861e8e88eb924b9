import fc from "fast-check";
import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { coverOf, coverWords } from "./cover";
import type { Package } from "./packages";

const sold = (name: string, amount: number, dollars: number): Package => ({
  id: name.toLowerCase(),
  kind: "ai",
  name,
  credits: credits(amount * 100),
  priceCents: dollars * 100,
  currency: "usd",
});
const PACKAGES = [
  sold("Starter", 100, 10),
  sold("Basic", 250, 25),
  sold("Popular", 550, 50),
  sold("Pro", 1_100, 100),
  sold("Max", 2_350, 200),
];

const coveredBy = (need: number) =>
  coverOf(PACKAGES, need)?.parts.map(({ one, count }) => `${count} ${one.name}`) ?? null;

test("what no shop could sell is reckoned as quickly", () => {
  const packages = 38_304_255_319;
  expect(coveredBy(packages * 2_350_00 + 100_00)).toEqual([`${packages} Max`, "1 Starter"]);
});

test.each([
  [1, ["1 Starter"]],
  [100_00, ["1 Starter"]],
  [100_01, ["1 Basic"]],
  [2_350_00, ["1 Max"]],
  [2_350_01, ["1 Max", "1 Starter"]],
  [3_601_68, ["1 Max", "1 Pro", "1 Basic"]],
  [4_700_00, ["2 Max"]],
  [6_900_00, ["3 Max"]],
  [0, null],
])("a shortfall of %i hundredths is covered by %j", (need, parts) => {
  expect(coveredBy(need)).toEqual(parts);
});

test.each([
  [2_350_00, "Max covers it: 2,350 for $200."],
  [2_350_01, "Max and Starter cover it: 2,450 for $210, one purchase each."],
  [4_700_01, "2 × Max and Starter cover it: 4,800 for $410, one purchase each."],
])("%i hundredths in words: %s", (need, words) => {
  const cover = coverOf(PACKAGES, need);
  expect(cover && coverWords(cover)).toBe(words);
});

test("without packages on sale, nothing covers a shortfall", () => {
  expect(coverOf([], 1)).toBeNull();
});

test("it covers any need, and without its last part it would not", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000_00 }), (need) => {
      const cover = coverOf(PACKAGES, need);
      if (!cover) throw new Error("not covered");
      const last = cover.parts.at(-1)?.one.credits ?? 0;
      expect(cover.credits).toBeGreaterThanOrEqual(need);
      expect(cover.credits - last).toBeLessThan(need);
    }),
  );
});
