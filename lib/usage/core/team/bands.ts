import { groupOf } from "../operations";
import { actorId } from "./actors";
import { bySize, type Item, totalOf, type Use } from "./sums";
import type { Grouping } from "./view";

/** How many bands have a colour of their own; the rest are Other. */
const MOST_BANDS = 4;

/** One colour of the chart: an operation or a group of them, an actor, a campaign, or everything else. */
export type Band = Use & {
  id: string;
  label: string;
  /** 1 to 4 on the ramp of the kind; null for Other, which is hatched. */
  tone: 1 | 2 | 3 | 4 | null;
  /** The filter that finds exactly these charges in the history. Null if no single filter can. */
  filter: NameFilter | null;
  before: number | null;
  /** What it consists of, largest first. */
  items: Item[];
};

/** One part of a filter of the history. */
export type NameFilter = { op: string } | { member: string } | { campaign: string };

/** The filter that finds the charges of one operation, actor or campaign. Null for those that have none. */
export function filterOf(name: string, grouping: Grouping): NameFilter | null {
  if (name === "") return null;
  if (grouping === "operation") return { op: name };
  return grouping === "member" ? { member: actorId(name) } : { campaign: name };
}

type Candidate = Pick<Band, "id" | "label" | "filter"> & { items: Item[]; rank: number };

/**
 * The bands of a chart: the four largest, and Other. Which they are follows from `ranking`, the use before any filter,
 * and their order from the catalogue if there is one, so that a filter leaves every colour as it was.
 */
export function bandsOf(
  items: readonly Item[],
  ranking: ReadonlyMap<string, Use>,
  grouping: Grouping,
): Band[] {
  const candidates = candidatesOf(items, ranking, grouping);
  const size = ({ items: own }: Candidate) =>
    own.reduce((sum, { name }) => sum + (ranking.get(name)?.used ?? 0), 0);
  const chosen = candidates
    .toSorted((a, b) => size(b) - size(a) || a.rank - b.rank || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_BANDS)
    .toSorted((a, b) => a.rank - b.rank);
  const rest = candidates.filter((candidate) => !chosen.includes(candidate));
  const bands = chosen.map((candidate, index) => bandOf(candidate, (index + 1) as 1 | 2 | 3 | 4));
  const others = rest.flatMap((candidate) => candidate.items);
  const other = bandOf({ id: "other", label: "Other", filter: null, items: others, rank: 0 }, null);
  // A single one keeps its name.
  const [only, ...more] = rest;
  const last =
    only && more.length === 0 ? { ...other, label: only.label, filter: only.filter } : other;
  return [...bands, last].filter(({ charges, used }) => charges > 0 || used > 0);
}

function candidatesOf(
  items: readonly Item[],
  ranking: ReadonlyMap<string, Use>,
  grouping: Grouping,
): Candidate[] {
  const found = new Map<string, Candidate>();
  const known = new Set(items.map(({ name }) => name));
  // What appears only in the unfiltered use keeps its place, empty.
  const absent = [...ranking.keys()]
    .filter((name) => !known.has(name))
    .map((name): Item => ({ name, label: name, used: 0, charges: 0, before: null }));
  for (const item of [...items, ...absent]) {
    const named = candidateOf(item, ranking, grouping);
    const earlier = found.get(named.id);
    if (earlier) earlier.items.push(item);
    else found.set(named.id, named);
  }
  return [...found.values()];
}

function candidateOf(item: Item, ranking: ReadonlyMap<string, Use>, grouping: Grouping): Candidate {
  const group = grouping === "operation" ? groupOf(item.name) : null;
  if (group) {
    const { id, label, op, rank } = group;
    return { id, label, filter: { op }, rank, items: [item] };
  }
  // Without a catalogue the larger comes first; with one, these come after every group.
  const size = ranking.get(item.name)?.used ?? 0;
  const { name, label } = item;
  const rank = 1_000 + 1 / (1 + size);
  return { id: name, label, filter: filterOf(name, grouping), items: [item], rank };
}

function bandOf({ id, label, filter, items }: Candidate, tone: Band["tone"]): Band {
  const own = items.filter(({ charges, used }) => charges > 0 || used > 0);
  const befores = items.flatMap(({ before }) => (before === null ? [] : [before]));
  return {
    id,
    label,
    tone,
    filter,
    before: befores.length > 0 ? befores.reduce((sum, one) => sum + one, 0) : null,
    items: own.toSorted(bySize),
    ...totalOf(own),
  };
}

/** Which band each name belongs to, by its place. */
export const bandIndex = (bands: readonly Band[]): Map<string, number> =>
  new Map(bands.flatMap(({ items }, index) => items.map(({ name }) => [name, index] as const)));
