import { LRUCache } from "lru-cache";
import { KINDS, type Kind } from "@/lib/credits/core/amount";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/generated/prisma/client";
import type { Filters } from "@/lib/usage/core/filters";
import { type Count, totalOf } from "@/lib/usage/core/operations";
import { type Edge, edgesOf } from "@/lib/usage/queries/edges";
import { dateBounds, matches, VISIBLE } from "@/lib/usage/queries/predicates";

type Scope = { workspaceId: string; timeZone: string; filters: Filters };

/** How many rows the filters leave: what an export says before it is downloaded. */
export const countHistory = async (scope: Scope): Promise<number> =>
  totalOf(await countByOperation(scope), scope.filters.op);

/**
 * The rows that the filters other than the operation leave, by operation, or by type where there is none. Charges are
 * counted where the ledger counts them itself, by day and operation. A filter by person, campaign or run counts the
 * entries it leaves. What was counted is kept, and only newer entries are counted the next time.
 */
export async function countByOperation(scope: Scope): Promise<Count[]> {
  const kinds = scope.filters.kind ? [scope.filters.kind] : KINDS;
  const counts = await inWorkspace(
    scope.workspaceId,
    async (tx) => {
      // One after the other: a transaction has one connection, which answers one question at a time.
      let all: Counts = new Map();
      for (const kind of kinds) all = sumOf(all, await countsOf(tx, scope, kind));
      return all;
    },
    { snapshot: true },
  );
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

type Counts = ReadonlyMap<string, number>;

/** What was counted of one kind under some filters, up to and with an entry. */
type Counted = Edge & { counts: Counts };

const countedByScope = new LRUCache<string, Counted>({ max: 2_000 });

/** How many newer entries are read one by one. With more it is quicker to begin anew. */
const MOST_NEWER = 2_000n;

async function countsOf(tx: Tx, scope: Scope, kind: Kind): Promise<Counts> {
  const { member, campaign, run, from, to } = scope.filters;
  const { workspaceId, timeZone } = scope;
  const name = [workspaceId, kind, timeZone, member, campaign, run, from, to].join(" ");
  const known = countedByScope.get(name);
  const { newest, stands } = await edgesOf(tx, { workspaceId, kind }, known);
  if (!newest) return new Map();
  let counts: Counts;
  if (known && stands && newest.seq - known.seq <= MOST_NEWER) {
    const newer = entries(scope, kind, VISIBLE, OPERATION, known.seq);
    counts = newest.seq > known.seq ? sumOf(known.counts, await read(tx, newer)) : known.counts;
  } else {
    counts = await read(tx, await everything(tx, scope, kind));
  }
  countedByScope.set(name, { ...newest, counts });
  return counts;
}

async function read(tx: Tx, part: Prisma.Sql): Promise<Counts> {
  const rows = await tx.$queryRaw<{ name: string; count: bigint }[]>`
    select name, sum(count)::bigint as count from (${part}) part group by name`;
  return new Map(rows.map(({ name, count }) => [name, Number(count)]));
}

function sumOf(one: Counts, other: Counts): Counts {
  const sum = new Map(one);
  for (const [name, count] of other) sum.set(name, (sum.get(name) ?? 0) + count);
  return sum;
}

async function everything(tx: Tx, scope: Scope, kind: Kind): Promise<Prisma.Sql> {
  const { member, campaign, run } = scope.filters;
  if (member || campaign || run || !(await countsDays(tx, scope, kind))) {
    return entries(scope, kind, VISIBLE, OPERATION);
  }
  return Prisma.sql`${charges(scope, kind)} union all ${entries(scope, kind, NO_CHARGE, NONE)}`;
}

const OPERATION = Prisma.sql`operation`;
const NONE = Prisma.sql`null`;

/** In the words of the index of rows that are no charge, which has nothing else that is asked for. */
const NO_CHARGE = Prisma.sql`type in ('purchase', 'grant', 'refund', 'expiry', 'adjustment')`;

/** Whether the ledger's days are those of the filter: until the first command after a change of zone they are not. */
async function countsDays(
  tx: Tx,
  { workspaceId, timeZone, filters }: Scope,
  kind: Kind,
): Promise<boolean> {
  if (!(filters.from || filters.to)) return true;
  const account = await tx.creditAccount.findUnique({
    where: { workspaceId_kind: { workspaceId, kind } },
    select: { usageZone: true },
  });
  return !account || account.usageZone === timeZone;
}

const charges = (
  { workspaceId, filters: { from, to } }: Scope,
  kind: Kind,
): Prisma.Sql => Prisma.sql`
  select coalesce(nullif(operation, ''), 'charge') as name, sum(charges)::bigint as count from usage_day_operation
  where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
    ${from ? Prisma.sql`and day >= ${from}::date` : Prisma.empty}
    ${to ? Prisma.sql`and day <= ${to}::date` : Prisma.empty}
  group by 1`;

/**
 * Counted by what the rows have, which is compared faster than words made of it. Of `operation`, only what the index
 * has that they are read from.
 */
const entries = (
  scope: Scope,
  kind: Kind,
  which: Prisma.Sql,
  operation: Prisma.Sql,
  after = 0n,
): Prisma.Sql => Prisma.sql`
  select case when type = 'charge' then coalesce(operation, 'charge') else type::text end as name, count
  from (
    select type, ${operation} as operation, count(*) as count from credit_history
    where workspace_id = ${scope.workspaceId}::uuid and kind = ${kind}::credit_kind
      and ${which} ${after > 0n ? Prisma.sql`and seq > ${after}` : Prisma.empty} ${matches(scope.filters)} ${dateBounds(scope, kind)}
    group by 1, 2
  ) counted`;
