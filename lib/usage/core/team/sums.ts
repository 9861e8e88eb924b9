/** Use summed over a range: charges less their refunds, and how many charges. Amounts in hundredths of a credit. */
export type Use = { used: number; charges: number };

/** What one operation, actor or campaign used in one period. `period` counts from 0. */
export type PeriodUse = Use & { period: number; name: string };

/** What one operation, actor or campaign used in the whole range, and in the compared one (null: not compared). */
export type Item = Use & {
  /** As the rollups name it: an operation, an actor, a campaign's id. "" for none. */
  name: string;
  label: string;
  before: number | null;
};

export const NO_USE: Use = { used: 0, charges: 0 };

export const plus = (a: Use, b: Use): Use => ({
  used: a.used + b.used,
  charges: a.charges + b.charges,
});

/** The sum by name. */
export function byName(rows: readonly (Use & { name: string })[]): Map<string, Use> {
  const sums = new Map<string, Use>();
  for (const { name, used, charges } of rows) {
    sums.set(name, plus(sums.get(name) ?? NO_USE, { used, charges }));
  }
  return sums;
}

export const totalOf = (rows: Iterable<Use>): Use => [...rows].reduce(plus, NO_USE);

/** Largest first; equal amounts by name, so that the order is the same every time. */
export const bySize = (a: Item, b: Item): number => b.used - a.used || (a.label < b.label ? -1 : 1);
