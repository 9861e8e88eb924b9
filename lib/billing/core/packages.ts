import type { Credits, Kind } from "@/lib/credits/core/amount";

/** A package, with what a screen or a decision needs of it. */
export type Package = {
  id: string;
  kind: Kind;
  name: string;
  credits: Credits;
  priceCents: number;
  currency: string;
};

export type PricedPackage = Package & {
  /** By how many whole percent it is below the highest unit price in the list; 0 for that one. */
  savings: number;
};

const unitPrice = (one: Package): number => one.priceCents / one.credits;

/** Adds what each saves compared with the dearest in the same list. */
export function priced(packages: readonly Package[]): PricedPackage[] {
  const dearest = Math.max(...packages.map(unitPrice));
  return packages.map((one) => ({
    ...one,
    savings: Math.round((1 - unitPrice(one) / dearest) * 100),
  }));
}

/**
 * The cheapest package that brings at least `shortfall` hundredths; among equally cheap ones the larger.
 * Null when none is large enough: then several purchases are needed (`cover.ts`).
 */
export function smallestCovering<P extends Package>(
  packages: readonly P[],
  shortfall: number,
): P | null {
  const covering = packages
    .filter((one) => one.credits >= shortfall)
    .toSorted((a, b) => a.priceCents - b.priceCents || b.credits - a.credits);
  return covering[0] ?? null;
}
