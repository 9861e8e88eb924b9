import { type Band, bandIndex } from "./bands";
import { bySize, type Item, totalOf, type Use } from "./sums";

/** Who used credits: an actor's use, divided in the same way as the chart. */
export type ActorUse = Item & {
  /** One for each band; together `used`. Empty if the chart itself is divided by actor. */
  parts: number[];
};

/** What one actor used of one operation or campaign. */
export type Share = Use & { actor: string; name: string };

/** The actors, largest first, each with its use divided into the bands. */
export function actorUses(
  actors: readonly Item[],
  bands: readonly Band[],
  shares: readonly Share[],
): ActorUse[] {
  const bandOf = bandIndex(bands);
  return actors
    .filter(({ charges, used }) => charges > 0 || used > 0)
    .toSorted(bySize)
    .map((actor) => {
      const parts = shares.length > 0 ? bands.map(() => 0) : [];
      for (const { actor: whose, name, used } of shares) {
        const band = bandOf.get(name);
        if (whose !== actor.name || band === undefined) continue;
        parts[band] = (parts[band] ?? 0) + used;
      }
      return { ...actor, parts };
    });
}

const MOST_ROWS = 8;

/** A table's rows: at most eight, or seven and a row for the rest, which can be opened. */
export function folded<Row extends Use & { before: number | null }>(
  rows: readonly Row[],
): {
  shown: Row[];
  rest: { rows: Row[]; used: number; charges: number; before: number | null } | null;
} {
  if (rows.length <= MOST_ROWS) return { shown: [...rows], rest: null };
  const rest = rows.slice(MOST_ROWS - 1);
  const befores = rest.flatMap(({ before }) => (before === null ? [] : [before]));
  const before = befores.length > 0 ? befores.reduce((sum, one) => sum + one, 0) : null;
  return { shown: rows.slice(0, MOST_ROWS - 1), rest: { rows: rest, before, ...totalOf(rest) } };
}
