import { isPerson } from "./actors";
import { type Band, bandsOf } from "./bands";
import { byName, type Item, type Use } from "./sums";
import type { Grouping } from "./view";

type Named = Use & { name: string };

/** Items of what was used in either range, each with its use in the earlier one. */
export function itemsOf(
  now: readonly Named[],
  before: readonly Named[] | null,
  labelOf: (name: string) => string,
): Item[] {
  const [current, earlier] = [byName(now), before && byName(before)];
  const names = new Set([...current.keys(), ...(earlier?.keys() ?? [])]);
  return [...names].map((name) => ({
    name,
    label: labelOf(name),
    used: current.get(name)?.used ?? 0,
    charges: current.get(name)?.charges ?? 0,
    before: earlier && (earlier.get(name)?.used ?? 0),
  }));
}

/** The bands of items on their own, without a chart to take colours from. */
export function plainBands(items: readonly Item[], grouping: Grouping): Band[] {
  const own = new Map(items.map((item) => [item.name, item]));
  return bandsOf(items, own, grouping).map((band) => ({ ...band, tone: null }));
}

/** How many people used credits, and whether programs or schedules did. */
export function peopleOf(
  actors: readonly Item[],
  members: readonly { id: string; removed?: boolean }[],
): { used: number; of: number; programs: number; scheduled: boolean } {
  const active = actors.filter(({ charges, used }) => charges > 0 || used > 0);
  const people = new Set(active.map(({ name }) => name).filter(isPerson));
  const counted = members.filter(({ id, removed }) => !removed || people.has(id));
  const known = new Set(counted.map(({ id }) => id));
  const former = [...people].filter((id) => !known.has(id)).length;
  return {
    used: people.size,
    of: counted.length + former,
    programs: active.filter(({ name }) => name.startsWith("api_key:")).length,
    scheduled: active.some(({ name }) => name === "system"),
  };
}
