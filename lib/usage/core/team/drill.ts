import type { Band, NameFilter } from "./bands";
import type { Bar } from "./chart";

/** The charges that a bar leads to: how many, and what narrows them besides the bar's days. */
export type Drill = {
  charges: number;
  filter: NameFilter | null;
  /** The band, if only one is meant. Null if the whole bar is. */
  label: string | null;
};

/**
 * Where a bar leads: to the charges of the one band that is shown alone, otherwise to all of its own. The latter also
 * if the band is Other, for which the history has no filter.
 */
export function drillOf(bar: Bar, bands: readonly Band[], chosen: readonly string[] | null): Drill {
  const place = chosen?.length === 1 ? bands.findIndex(({ id }) => id === chosen[0]) : -1;
  const alone = bands[place];
  if (!alone?.filter) return { charges: bar.charges, filter: null, label: null };
  return { charges: bar.counts[place] ?? 0, filter: alone.filter, label: alone.label };
}
