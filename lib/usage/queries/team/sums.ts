import type { Kind } from "@/lib/credits/core/amount";
import { addDays } from "@/lib/credits/core/date";
import type { Tx } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/generated/prisma/client";
import { type Day, startOfDay } from "@/lib/usage/core/calendar";
import { NO_USE, type Use } from "@/lib/usage/core/team/sums";
import { type Bucket, bucketsOf } from "@/lib/usage/queries/team/buckets";

/** Whose use, of which days. `member` and `campaign` as in the history's filters; null: everyone's, of all. */
export type UsageScope = {
  workspaceId: string;
  kind: Kind;
  timeZone: string;
  /** The first day of each period, in order; each ends where the next begins. */
  starts: readonly Day[];
  /** The last day of the last one. */
  to: Day;
  member: string | null;
  campaign: string | null;
  /** Only this operation; null or left out: of all. */
  operation?: string | null;
};

export type Dimension = "period" | "operation" | "actor" | "campaign";
type Sum<D extends Dimension> = Use & { [name in D]: name extends "period" ? number : string };

/** Sums the use of one account. See `usageOf`. */
export type SumUsage = <D extends Dimension>(
  scope: UsageScope,
  dimensions: readonly D[],
) => Promise<Sum<D>[]>;

/**
 * How the use of an account is summed by some dimensions: charges less their refunds, each refund on the day of its
 * charge. Exact also while the rollups still tell the days of another time zone: after a change of the workspace's own
 * they are told anew by its next command, and until then the entries themselves are summed.
 */
export async function usageOf(
  tx: Tx,
  { workspaceId, kind, timeZone }: Pick<UsageScope, "workspaceId" | "kind" | "timeZone">,
): Promise<SumUsage> {
  const account = await tx.creditAccount.findUnique({
    where: { workspaceId_kind: { workspaceId, kind } },
    select: { usageZone: true },
  });
  const told = !account || account.usageZone === timeZone;
  const read = new Map<string, Bucket[]>();
  return async (scope, dimensions) => {
    if (!told) return sum(tx, entries(scope), dimensions);
    const columns = columnsFor(scope, dimensions);
    if (dimensions.some((name) => name === "period"))
      return sum(tx, rollup(scope, columns), dimensions);
    const range = { from: scope.starts[0] ?? scope.to, to: scope.to };
    const name = `${range.from} ${range.to}`;
    const known = read.get(name);
    if (!known && columns.length === 1) return sum(tx, rollup(scope, columns), dimensions);
    const buckets = known ?? (await bucketsOf(tx, { workspaceId, kind, timeZone }, range));
    read.set(name, buckets);
    return sumBuckets(buckets, scope, dimensions);
  };
}

/** The same of what is added up already, which is less than the rows of the rollup. */
function sumBuckets<D extends Dimension>(
  buckets: readonly Bucket[],
  { member, campaign, operation }: UsageScope,
  dimensions: readonly D[],
): Sum<D>[] {
  const sums = new Map<string, Sum<D>>();
  for (const bucket of buckets) {
    if (member && bucket.actor !== member && bucket.actor !== `api_key:${member}`) continue;
    if (campaign && bucket.campaign !== campaign) continue;
    if (operation && bucket.operation !== operation) continue;
    const names = dimensions.map((name) => [name, bucket[name as Exclude<D, "period">]] as const);
    const key = names.map(([, value]) => value).join("\n");
    const sum = sums.get(key) ?? { ...(Object.fromEntries(names) as Sum<D>), ...NO_USE };
    sums.set(key, sum);
    sum.used += bucket.used;
    sum.charges += bucket.charges;
  }
  return [...sums.values()];
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

/** What the narrowest rollup that tells what is asked is told by. Only the widest is told by several. */
function columnsFor(scope: UsageScope, dimensions: readonly Dimension[]): Dimension[] {
  const needed = new Set<Dimension>(dimensions);
  if (scope.member) needed.add("actor");
  if (scope.campaign) needed.add("campaign");
  if (scope.operation) needed.add("operation");
  needed.delete("period");
  const [only = "operation", ...more] = needed;
  return more.length > 0 ? ["operation", "actor", "campaign"] : [only];
}

function rollup(scope: UsageScope, columns: readonly Dimension[]): Prisma.Sql {
  const { workspaceId, kind, starts, to } = scope;
  const [only = "operation", ...more] = columns;
  const table = more.length > 0 ? "usage_day" : NARROW[only];
  return Prisma.sql`
    select ${Prisma.raw(columns.join(", "))}, used, charges,
      width_bucket(day, ${[...starts]}::date[]) as period
    from ${Prisma.raw(table)}
    where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
      and day >= ${starts[0]}::date and day <= ${to}::date ${filters(scope)}`;
}

const NARROW: Record<Dimension, string> = {
  operation: "usage_day_operation",
  actor: "usage_day_member",
  campaign: "usage_day_campaign",
  period: "usage_day_operation",
};

function filters({ member, campaign, operation }: UsageScope): Prisma.Sql {
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
      select coalesce(charge.operation, '') as operation, coalesce(charge.campaign_id::text, '') as campaign,
        case charge.actor_type when 'member' then charge.actor_id::text
          when 'api_key' then 'api_key:' || charge.actor_id else 'system' end as actor,
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
