import { type Package, smallestCovering } from "./packages";

/** Packages that together bring what is needed, the largest first. */
export type Cover<P extends Package> = {
  parts: { one: P; count: number }[];
  credits: number;
  priceCents: number;
};

/**
 * The smallest package that brings at least `need` hundredths; when none is large enough, as many of the largest as fit
 * and the cheapest one or two for the rest. Null when nothing is needed, or nothing is sold.
 */
export function coverOf<P extends Package>(packages: readonly P[], need: number): Cover<P> | null {
  const sorted = packages.filter(({ credits }) => credits > 0).toSorted(largestFirst);
  const largest = sorted[0];
  if (need <= 0 || !largest) return null;
  if (need <= largest.credits) {
    const one = smallestCovering(sorted, need);
    return one && summed([one]);
  }
  const whole = Math.floor(need / largest.credits);
  const rest = need - whole * largest.credits;
  return summed([...Array<P>(whole).fill(largest), ...oneOrTwo(sorted, rest)]);
}

const largestFirst = (a: Package, b: Package): number => b.credits - a.credits;

/** The cheapest one or two packages that bring `rest`, none for nothing; of equally cheap ways the one with fewer. */
function oneOrTwo<P extends Package>(sorted: readonly P[], rest: number): P[] {
  if (rest === 0) return [];
  const single = sorted.map((one) => [one]);
  const pairs = sorted.flatMap((one, index) => sorted.slice(index).map((other) => [one, other]));
  const covering = [...single, ...pairs].filter((some) => totalOf(some, "credits") >= rest);
  return (
    covering.toSorted(
      (a, b) =>
        totalOf(a, "priceCents") - totalOf(b, "priceCents") ||
        a.length - b.length ||
        totalOf(a, "credits") - totalOf(b, "credits"),
    )[0] ?? []
  );
}

const totalOf = (packages: readonly Package[], what: "credits" | "priceCents"): number =>
  packages.reduce((sum, one) => sum + one[what], 0);

function summed<P extends Package>(bought: readonly P[]): Cover<P> {
  const different = bought.filter((one, index) => bought.indexOf(one) === index);
  return {
    parts: different.map((one) => ({ one, count: bought.filter((other) => other === one).length })),
    credits: totalOf(bought, "credits"),
    priceCents: totalOf(bought, "priceCents"),
  };
}
