import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { type Package, priced, smallestCovering } from "./packages";

const ai = (id: string, amount: number, dollars: number): Package => ({
  id,
  kind: "ai",
  name: id,
  credits: credits(amount * 100),
  priceCents: dollars * 100,
  currency: "usd",
});
const CATALOGUE = [
  ai("starter", 100, 10),
  ai("basic", 250, 25),
  ai("popular", 550, 50),
  ai("pro", 1_100, 100),
  ai("max", 2_350, 200),
];

test("savings are whole percent below the dearest package", () => {
  expect(priced(CATALOGUE).map(({ savings }) => savings)).toEqual([0, 0, 9, 9, 15]);
});

describe("the smallest package that covers", () => {
  const id = (shortfall: number) => smallestCovering(CATALOGUE, shortfall)?.id;

  test("a shortfall, up to and including its last hundredth", () => {
    expect(id(1)).toBe("starter");
    expect(id(1_820)).toBe("starter");
    expect(id(10_000)).toBe("starter");
    expect(id(10_001)).toBe("basic");
    expect(id(235_000)).toBe("max");
  });

  test("is none when none is large enough, or nothing is sold", () => {
    expect(smallestCovering(CATALOGUE, 235_001)).toBeNull();
    expect(smallestCovering([], 1)).toBeNull();
  });

  test("is never beaten by a cheaper one that covers as well", () => {
    const catalogue = fc.array(
      fc.record({
        amount: fc.integer({ min: 1, max: 9_999 }),
        dollars: fc.integer({ min: 1, max: 999 }),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(catalogue, fc.integer({ min: 1, max: 999_900 }), (rows, shortfall) => {
        const packages = rows.map((row, i) => ai(String(i), row.amount, row.dollars));
        const chosen = smallestCovering(packages, shortfall);
        const covering = packages.filter((one) => one.credits >= shortfall);
        if (covering.length === 0) {
          expect(chosen).toBeNull();
          return;
        }
        expect(chosen?.credits).toBeGreaterThanOrEqual(shortfall);
        for (const one of covering) expect(chosen?.priceCents).toBeLessThanOrEqual(one.priceCents);
      }),
    );
  });
});
