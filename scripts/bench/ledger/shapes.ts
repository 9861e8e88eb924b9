import { type Filters, NO_FILTERS } from "@/lib/usage/core/filters";
import { BIG_CAMPAIGNS, BIG_MEMBERS, BIG_OPERATIONS, runOf } from "./big-history";

const day = (daysAgo: number): string =>
  new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);

/** One value, common or rare, of everything by which a history can be filtered. */
const SINGLE: readonly [name: string, filters: Partial<Filters>][] = [
  ["kind", { kind: "lead" }],
  ["operation", { op: BIG_OPERATIONS[0] ?? null }],
  ["rare operation", { op: BIG_OPERATIONS.at(-1) ?? null }],
  ["group", { op: "group:messages" }],
  ["type", { op: "refund" }],
  ["member", { member: BIG_MEMBERS[0] ?? null }],
  ["rare member", { member: BIG_MEMBERS.at(-1) ?? null }],
  ["system", { member: "system" }],
  ["campaign", { campaign: BIG_CAMPAIGNS[0] ?? null }],
  ["rare campaign", { campaign: BIG_CAMPAIGNS.at(-1) ?? null }],
  ["run", { run: runOf(1_000) }],
  ["dates", { from: day(200), to: day(100) }],
];

export type Shape = { name: string; filters: Filters };

/** No filter, each filter, and each pair of filters for two different things. */
export const SHAPES: readonly Shape[] = [
  { name: "all", filters: NO_FILTERS },
  ...SINGLE.map(([name, one]) => ({ name, filters: { ...NO_FILTERS, ...one } })),
  ...SINGLE.flatMap(([name, one], index) =>
    SINGLE.slice(index + 1)
      .filter(([, other]) => Object.keys(other).every((key) => !(key in one)))
      .map(([second, other]) => ({
        name: `${name} + ${second}`,
        filters: { ...NO_FILTERS, ...one, ...other },
      })),
  ),
];
