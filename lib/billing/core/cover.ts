import { formatCredits, formatPrice } from "@/lib/credits/core/format";
import { type Package, smallestCovering } from "./packages";

/** Packages that together bring what is needed, largest first. */
export type Cover<P extends Package> = {
  parts: { one: P; count: number }[];
  credits: number;
  priceCents: number;
};

/**
 * The smallest package that brings at least `need` hundredths. If none is large enough, as many of the largest as fit,
 * and the cheapest one or two for the rest. Null if nothing is needed or nothing is sold.
 */
export function coverOf<P extends Package>(packages: readonly P[], need: number): Cover<P> | null {
  const sorted = packages.filter(({ credits }) => credits > 0).toSorted(largestFirst);
  const largest = sorted[0];
  if (need <= 0 || !largest) return null;
  if (need <= largest.credits) {
    const one = smallestCovering(sorted, need);
    return one && summed([{ one, count: 1 }]);
  }
  const whole = Math.floor(need / largest.credits);
  const rest = need - whole * largest.credits;
  const others = oneOrTwo(sorted, rest).map((one) => ({ one, count: 1 }));
  return summed([{ one: largest, count: whole }, ...others]);
}

/** What to buy first and what will then be missing: nothing, if it covers the need alone. */
export type FirstPurchase<P extends Package> = { one: P; missing: number; cover: Cover<P> };

/** The first purchase towards `need` hundredths. Null if nothing is needed or nothing is sold. */
export function firstPurchase<P extends Package>(
  packages: readonly P[],
  need: number,
): FirstPurchase<P> | null {
  const cover = coverOf(packages, need);
  const one = cover?.parts[0]?.one;
  return cover && one ? { one, cover, missing: Math.max(0, need - one.credits) } : null;
}

/** Says that one purchase is not enough, and which are; null if it is. */
export const severalPackagesSentence = ({
  cover,
  missing,
}: FirstPurchase<Package>): string | null =>
  missing > 0 ? `No single package covers it. ${coverWords(cover)}` : null;

/** "Popular covers it: 550 for $50." "2 × Max and Starter cover it: 4,800 for $410, one purchase each." */
export function coverWords({ parts, credits, priceCents }: Cover<Package>): string {
  const names = parts.map(({ one, count }) => (count === 1 ? one.name : `${count} × ${one.name}`));
  const several = parts.length > 1 || (parts[0]?.count ?? 1) > 1;
  const price = formatPrice(priceCents, parts[0]?.one.currency);
  // Packages are named as in the list of packages, without decimals if they have none, as lead credits are.
  const sum = `${formatCredits(credits, "lead")} for ${price}`;
  return several
    ? `${new Intl.ListFormat("en-GB").format(names)} cover it: ${sum}, one purchase each.`
    : `${names[0]} covers it: ${sum}.`;
}

const largestFirst = (a: Package, b: Package): number => b.credits - a.credits;

/**
 * The cheapest one or two packages that bring `rest`; none for nothing. Among equally cheap ways, the one with fewer
 * packages.
 */
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

/** One part per package, however many of it: whoever asks says how much is needed. */
function summed<P extends Package>(bought: Cover<P>["parts"]): Cover<P> {
  const parts: Cover<P>["parts"] = [];
  for (const { one, count } of bought) {
    const known = parts.find((part) => part.one === one);
    if (known) known.count += count;
    else parts.push({ one, count });
  }
  const total = (what: "credits" | "priceCents") =>
    parts.reduce((sum, { one, count }) => sum + one[what] * count, 0);
  return { parts, credits: total("credits"), priceCents: total("priceCents") };
}
