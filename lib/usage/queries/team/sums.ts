import { addDays } from "@/lib/credits/core/date";
import type { Tx } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/generated/prisma/client";
import { type Day, startOfDay } from "@/lib/usage/core/calendar";
import type { Period } from "@/lib/usage/core/team/periods";
import { NO_USE, type Use } from "@/lib/usage/core/team/sums";
import {
  type AccountInZone,
  ALL_USE,
  matchesFilter,
  nameOf,
  openCache,
  type Subject,
  subjectOf,
  type UseCache,
  type UseFilter,
} from "@/lib/usage/queries/team/cache";
import { type Part, periodParts, rangeParts, stretchesOf } from "@/lib/usage/queries/team/parts";

/** Whose use, of which days. */
export type UsageScope = AccountInZone &
  UseFilter & {
    /** The first day of each period, in order; each ends where the next begins. */
    starts: readonly Day[];
    /** The last day of the last one. */
    to: Day;
  };

export type Dimension = "period" | keyof Subject;
type Sum<D extends Dimension> = Use & { [name in D]: name extends "period" ? number : string };

/** Sums the use of one account. See `sumsOf`. */
export type SumUsage = <D extends Dimension>(
  scope: UsageScope,
  dimensions: readonly D[],
) => Promise<Sum<D>[]>;

export const usageOf = async (tx: Tx, account: AccountInZone): Promise<SumUsage> =>
  sumsOf(tx, account, await openCache(tx, account));

/**
 * How the use of an account is summed by some dimensions: charges less their refunds, each refund on the day of its
 * charge. Exact also while the rollups still have the days of another time zone: after a change of the workspace's own
 * its next command rebuilds them, and until then the entries themselves are summed.
 */
export function sumsOf(tx: Tx, account: AccountInZone, cache: UseCache): SumUsage {
  return async <D extends Dimension>(scope: UsageScope, dimensions: readonly D[]) => {
    if (!cache.hasRollups) return sum(tx, entries(scope), dimensions);
    const names = dimensions.filter((name) => name !== "period") as Name[];
    const byPeriod = names.length < dimensions.length;
    const parts = byPeriod ? periodParts(scope) : rangeParts(scope);
    const columns = columnsFor(scope, names);
    const question = { name: nameOf("use", scope, names), filter: scope };
    const rows = await cache.rowsOf<Named>(question, parts, (missing) =>
      byPeriod || columns.length === 1
        ? readUse(tx, account, { filter: scope, columns, names }, missing)
        : sumBuckets(tx, account, cache, { filter: scope, names, missing }),
    );
    return addUp(rows, parts, dimensions);
  };
}

type Name = keyof Subject;

/** Use by some names. */
type Named = Use & Partial<Subject>;

/** What parts of a range come to, by the dimensions. */
function addUp<D extends Dimension>(
  rows: readonly (readonly Named[])[],
  parts: readonly Part[],
  dimensions: readonly D[],
): Sum<D>[] {
  const sums = new Map<string, Sum<D>>();
  for (const [index, { period }] of parts.entries()) {
    for (const row of rows[index] ?? []) {
      const placed = { ...row, period };
      const names = dimensions.map((name) => [name, placed[name as Dimension]] as const);
      addTo(sums, names as [D, string][], row);
    }
  }
  return [...sums.values()];
}

function addTo<D extends Dimension>(
  sums: Map<string, Sum<D>>,
  names: readonly (readonly [D, string])[],
  { used, charges }: Use,
) {
  const key = names.map(([, value]) => value).join("\n");
  const sum = sums.get(key) ?? { ...(Object.fromEntries(names) as Sum<D>), ...NO_USE };
  sums.set(key, sum);
  sum.used += used;
  sum.charges += charges;
}

const EVERY: Name[] = ["operation", "actor", "campaign"];

/**
 * What the rollup of full grain says is cached as well: a year of a busy team is a hundred thousand rows by day and some
 * thousands by month, and whatever is asked about a month is added up from these.
 */
async function sumBuckets(
  tx: Tx,
  account: AccountInZone,
  cache: UseCache,
  {
    filter,
    names,
    missing,
  }: { filter: UseFilter; names: readonly Name[]; missing: readonly Period[] },
): Promise<Named[][]> {
  const every = { filter: ALL_USE, columns: EVERY, names: EVERY };
  const buckets = await cache.rowsOf<Use & Subject>(
    { name: "use", filter: ALL_USE },
    missing,
    (unread) => readUse(tx, account, every, unread),
  );
  return buckets.map((rows) => {
    const sums = new Map<string, Sum<Name>>();
    for (const bucket of rows) {
      if (!matchesFilter(filter, bucket)) continue;
      addTo(
        sums,
        names.map((name) => [name, bucket[name]]),
        bucket,
      );
    }
    return [...sums.values()];
  });
}

type UseRow = { part: number; used: bigint; charges: bigint } & Partial<Subject>;

/** Of each part of a range, from one rollup: each stretch of it by its own stretch of the key. */
async function readUse(
  tx: Tx,
  account: AccountInZone,
  by: { filter: UseFilter; columns: readonly Name[]; names: readonly Name[] },
  parts: readonly Period[],
): Promise<(Use & Subject)[][]> {
  const names = by.names.map((name) => Prisma.sql`, ${Prisma.raw(name)}`);
  const grouping = Prisma.join([Prisma.empty, ...names], "");
  const days = stretchesOf(parts).map((stretch) => rollup(account, by, stretch));
  const found = await tx.$queryRaw<UseRow[]>`
    select width_bucket(day, ${parts.map(({ from }) => from)}::date[]) - 1 as part ${grouping},
      sum(used)::bigint as used, sum(charges)::bigint as charges
    from (${Prisma.join(days, " union all ")}) use group by 1 ${grouping}`;
  const rows = parts.map((): Named[] => []);
  for (const { part, used, charges, ...names } of found)
    rows[part]?.push({ ...names, used: Number(used), charges: Number(charges) });
  return rows as (Use & Subject)[][];
}

async function sum<D extends Dimension>(
  tx: Tx,
  source: Prisma.Sql,
  dimensions: readonly D[],
): Promise<Sum<D>[]> {
  const names = Prisma.join([...dimensions.map((name) => Prisma.raw(name)), Prisma.sql`()`]);
  const columns = dimensions.map((name) => Prisma.sql`${Prisma.raw(name)}, `);
  const rows = await tx.$queryRaw<Record<string, string | number | bigint | null>[]>`
    select ${Prisma.join([...columns, Prisma.empty], "")} sum(used)::bigint as used, sum(charges)::bigint as charges
    from (${source}) use group by ${names}`;
  return rows
    .filter(({ charges }) => charges !== null)
    .map((row) => {
      const use = { ...row, used: Number(row.used), charges: Number(row.charges) };
      return ("period" in row ? { ...use, period: Number(row.period) - 1 } : use) as Sum<D>;
    });
}

/** The columns of the narrowest rollup that answers what is asked. Only the widest has several. */
function columnsFor({ member, campaign, operation }: UseFilter, names: readonly Name[]): Name[] {
  const needed = new Set(names);
  if (member) needed.add("actor");
  if (campaign) needed.add("campaign");
  if (operation) needed.add("operation");
  const [only = "operation", ...more] = needed;
  return more.length > 0 ? EVERY : [only];
}

const NARROW: Record<Name, string> = {
  operation: "usage_day_operation",
  actor: "usage_day_member",
  campaign: "usage_day_campaign",
};

function rollup(
  { workspaceId, kind }: AccountInZone,
  { filter, columns }: { filter: UseFilter; columns: readonly Name[] },
  { from, to }: Period,
): Prisma.Sql {
  const [only = "operation", ...more] = columns;
  const table = more.length > 0 ? "usage_day" : NARROW[only];
  return Prisma.sql`
    select day, ${Prisma.raw(columns.join(", "))}, used, charges from ${Prisma.raw(table)}
    where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
      and day >= ${from}::date and day <= ${to}::date ${filters(filter)}`;
}

function filters({ member, campaign, operation }: UseFilter): Prisma.Sql {
  return Prisma.sql`
    ${operation ? Prisma.sql`and operation = ${operation}` : Prisma.empty}
    ${member ? Prisma.sql`and actor in (${member}, ${`api_key:${member}`})` : Prisma.empty}
    ${campaign ? Prisma.sql`and campaign = ${campaign}` : Prisma.empty}`;
}

/** The same rows from the entries, as the ledger's own rollups are made of them. */
function entries(scope: UsageScope): Prisma.Sql {
  const { workspaceId, kind, timeZone, starts, to } = scope;
  const instants = starts.map((day) => startOfDay(day, timeZone));
  const end = startOfDay(addDays(to, 1), timeZone);
  return Prisma.sql`
    select * from (
      select ${subjectOf("charge")},
        - charge.amount - coalesce(refund.amount, 0) as used, 1 as charges,
        width_bucket(charge.at, ${instants}::timestamptz[]) as period
      from credit_history charge
      left join (
        select corrects, sum(amount) as amount from credit_history
        where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
          and type in ('purchase', 'grant', 'refund', 'expiry', 'adjustment') and type = 'refund'
        group by corrects
      ) refund on refund.corrects = charge.seq
      where charge.workspace_id = ${workspaceId}::uuid and charge.kind = ${kind}::credit_kind
        and charge.type = 'charge' and charge.at >= ${instants[0]} and charge.at < ${end}
    ) use where true ${filters(scope)}`;
}
