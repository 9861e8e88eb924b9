import type { PricedPackage } from "@/lib/billing/core/packages";
import type { Kind } from "@/lib/credits/core/amount";

type Offers = Record<Kind, { packages: readonly PricedPackage[] }>;

/**
 * The package that `?buy=` names: by its id, or by a kind, which stands for the middle one of that list. Without a
 * match, the middle AI package. Null if nothing is sold.
 */
export function preselected(offers: Offers, buy: string | null): PricedPackage | null {
  const all = [...offers.ai.packages, ...offers.lead.packages];
  const named = all.find(({ id }) => id === buy);
  if (named) return named;
  return middle(buy === "lead" ? offers.lead.packages : offers.ai.packages) ?? all[0] ?? null;
}

/** Like `preselected` where only one kind is sold: what `?buy=` names of the other is ignored. */
export function preselectedOf(
  offers: Offers,
  kind: Kind,
  buy: string | null,
): PricedPackage | null {
  const { packages } = offers[kind];
  return packages.find(({ id }) => id === buy) ?? middle(packages) ?? null;
}

const middle = (packages: readonly PricedPackage[]): PricedPackage | undefined =>
  packages[Math.floor((packages.length - 1) / 2)];
