import { inWorkspace, type Tx } from "@/lib/platform/db";
import { type Day, dayOf } from "@/lib/usage/core/calendar";
import type { Arrival } from "@/lib/usage/core/team/chart";
import { comparedPeriods, type Period } from "@/lib/usage/core/team/periods";
import type { Share } from "@/lib/usage/core/team/rows";
import type { ChargeCost } from "@/lib/usage/core/team/strip";
import { byName, type PeriodUse, type Use } from "@/lib/usage/core/team/sums";
import type { Comparison, Grouping, Step } from "@/lib/usage/core/team/view";
import { arrivalsIn } from "@/lib/usage/queries/team/arrivals";
import { ALL_USE, nameOf, openCache, type UseCache } from "@/lib/usage/queries/team/cache";
import { costsOf } from "@/lib/usage/queries/team/costs";
import { type LimitFacts, limitIn } from "@/lib/usage/queries/team/limit";
import { findNames, type Names } from "@/lib/usage/queries/team/names";
import { periodParts } from "@/lib/usage/queries/team/parts";
import { type SumUsage, sumsOf, type UsageScope, usageOf } from "@/lib/usage/queries/team/sums";

export type TeamUsageQuery = Omit<UsageScope, "starts" | "to"> & {
  periods: readonly Period[];
  step: Step;
  comparison: Comparison;
  group: Grouping;
  /** The periods are a month, whole or so far: also where a limit of what is asked for stands in it. */
  ofLimit?: boolean;
};

type Named = Use & { name: string };
type Column = "operation" | "actor" | "campaign";

/** Everything a Team usage page is made of, as it is at one instant: its parts agree to the hundredth. */
export type TeamFacts = {
  /** By period, and by what the chart is divided by. */
  uses: PeriodUse[];
  /** The same of the whole range before any filter: what colours follow. */
  ranking: Named[];
  before: {
    uses: PeriodUse[];
    actors: Named[];
    operations: Named[];
  } | null;
  actors: Named[];
  operations: Named[];
  /** Each actor's use, divided as the chart is; empty where that is by actor. */
  shares: Share[];
  /** Regenerations by campaign. */
  regenerations: (Use & { campaign: string })[];
  arrivals: Arrival[];
  /** What a month's limit is told from; null where none is asked for, or there is none. */
  limit: LimitFacts | null;
  /** What the charges of one operation came to, where exactly one is asked for. */
  costs: ChargeCost[] | null;
  /** The operations of the range, before any filter. */
  operationNames: string[];
  /** With the campaigns of the range, before any filter, and the chosen one. */
  names: Names;
  /** The day of the account's first entry; null when there is none. */
  since: Day | null;
};

/** The rollups' name of what a chart is divided by. */
export const COLUMN = { operation: "operation", member: "actor", campaign: "campaign" } as const;

/** Reads everything in one snapshot. */
export const findTeamUsage = (query: TeamUsageQuery): Promise<TeamFacts> =>
  inWorkspace(query.workspaceId, (tx) => read(tx, query), { snapshot: true });

async function read(tx: Tx, query: TeamUsageQuery): Promise<TeamFacts> {
  const { periods, step, comparison, group } = query;
  const cache = await openCache(tx, query);
  const sum = sumsOf(tx, query, cache);
  const scope = scopeOf(query, periods);
  const everything = { ...scope, member: null, campaign: null, operation: null };
  const compared = comparedPeriods(periods, step, comparison);
  const column = COLUMN[group];
  const uses = named(await sum(scope, ["period", column]), column);
  const isFiltered = [query.member, query.campaign, query.operation].some(Boolean);
  const ofAll = async (by: Column): Promise<Named[]> =>
    by === column && !isFiltered ? together(uses) : named(await sum(everything, [by]), by);
  const campaigns = (await ofAll("campaign")).map(({ name }) => name);
  return {
    uses,
    ranking: await ofAll(column),
    before: compared && (await readBefore(sum, scopeOf(query, compared), column)),
    ...(await readParts(sum, scope, { uses, column })),
    shares: column === "actor" ? [] : named(await sum(scope, ["actor", column]), column),
    regenerations: query.kind === "ai" && !query.operation ? await regenerationsIn(sum, scope) : [],
    limit: query.ofLimit ? await limitIn(tx, sum, scope) : null,
    arrivals: await arrivalsIn(tx, query, cache, periodParts(scope)),
    operationNames: (await ofAll("operation")).map(({ name }) => name),
    names: await findNames(tx, query.workspaceId, [...campaigns, query.campaign ?? ""]),
    since: await firstDay(tx, query),
    costs: query.operation ? await costsIn(tx, cache, scope, query.operation) : null,
  };
}

async function readBefore(
  sum: SumUsage,
  scope: UsageScope,
  column: Column,
): Promise<NonNullable<TeamFacts["before"]>> {
  const uses = named(await sum(scope, ["period", column]), column);
  return { uses, ...(await readParts(sum, scope, { uses, column })) };
}

/** By actor and by operation. What the periods are divided by needs no second look. */
async function readParts(
  sum: SumUsage,
  scope: UsageScope,
  { uses, column }: { uses: readonly PeriodUse[]; column: Column },
): Promise<{ actors: Named[]; operations: Named[] }> {
  const by = async (name: "actor" | "operation") =>
    name === column ? together(uses) : named(await sum(scope, [name]), name);
  return { actors: await by("actor"), operations: await by("operation") };
}

/** All periods together. */
const together = (uses: readonly PeriodUse[]): Named[] =>
  [...byName(uses)].map(([name, use]) => ({ name, ...use }));

export const scopeOf = (
  query: Omit<UsageScope, "starts" | "to">,
  periods: readonly Period[],
): UsageScope => ({
  workspaceId: query.workspaceId,
  kind: query.kind,
  timeZone: query.timeZone,
  member: query.member,
  campaign: query.campaign,
  operation: query.operation ?? null,
  starts: periods.map(({ from }) => from),
  to: periods.at(-1)?.to ?? "",
});

/** Rows under one word for whatever they are summed by. */
function named<Row extends Use & { [column in C]: string }, C extends string>(
  rows: readonly Row[],
  column: C,
): (Row & { name: string })[] {
  return rows.map((row) => ({ ...row, name: row[column] }));
}

/** A regeneration is a version that did not please: where they pile up is worth knowing. */
const regenerationsIn = (sum: SumUsage, scope: UsageScope) =>
  sum({ ...scope, operation: "content_regeneration" }, ["campaign"]);

/** The charges of the whole range as one answer, which any newer charge of the operation can change: they are the newest. */
async function costsIn(
  tx: Tx,
  cache: UseCache,
  scope: UsageScope,
  operation: string,
): Promise<ChargeCost[]> {
  const { member, campaign, starts, to } = scope;
  const question = {
    name: nameOf("costs", { member, campaign, operation }),
    filter: { ...ALL_USE, operation },
  };
  const range = { from: starts[0] ?? to, to };
  const [costs = []] = await cache.rowsOf<ChargeCost>(question, [range], async () => [
    await costsOf(tx, { ...scope, operation }),
  ]);
  return [...costs];
}

async function firstDay(
  tx: Tx,
  { workspaceId, kind, timeZone }: Pick<UsageScope, "workspaceId" | "kind" | "timeZone">,
): Promise<Day | null> {
  const [first] = await tx.$queryRaw<{ at: Date }[]>`
    select at from credit_history where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
    order by at limit 1`;
  return first ? dayOf(first.at, timeZone) : null;
}

/** The names of whatever some periods can be divided by. */
export const findUsageNames = (query: TeamUsageQuery, periods: readonly Period[]): Promise<Names> =>
  inWorkspace(
    query.workspaceId,
    async (tx) => {
      const sum = await usageOf(tx, query);
      const campaigns = await sum(scopeOf(query, periods), ["campaign"]);
      return findNames(
        tx,
        query.workspaceId,
        campaigns.map(({ campaign }) => campaign),
      );
    },
    { snapshot: true },
  );

/** The first of some ranges in which anything was used; null when in none. */
export function firstUsed<Wider extends Period>(
  scope: Omit<UsageScope, "starts" | "to">,
  ranges: readonly Wider[],
): Promise<Wider | null> {
  return inWorkspace(
    scope.workspaceId,
    async (tx) => {
      const sum = await usageOf(tx, scope);
      for (const range of ranges) {
        const [use] = await sum(scopeOf(scope, [range]), []);
        if (use && use.charges > 0) return range;
      }
      return null;
    },
    { snapshot: true },
  );
}
