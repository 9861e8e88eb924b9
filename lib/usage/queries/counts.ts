import { KINDS, type Kind } from "@/lib/credits/core/amount";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/generated/prisma/client";
import type { Filters } from "@/lib/usage/core/filters";
import { type Count, totalOf } from "@/lib/usage/core/operations";
import { dateBounds, matches, VISIBLE } from "@/lib/usage/queries/predicates";

type Scope = { workspaceId: string; timeZone: string; filters: Filters };

/** How many rows the filters leave: what an export says before it is downloaded. */
export const countHistory = async (scope: Scope): Promise<number> =>
  totalOf(await countByOperation(scope), scope.filters.op);

/**
 * The rows that the filters other than the operation leave, by operation, or by type where there is none. Charges are
 * counted where the ledger counts them itself, by day and operation, so that a million cost what a hundred do. A filter
 * by person, campaign or run counts the entries it leaves.
 */
export async function countByOperation(scope: Scope): Promise<Count[]> {
  const { workspaceId, filters } = scope;
  const kinds = filters.kind ? [filters.kind] : KINDS;
  const rows = await inWorkspace(
    workspaceId,
    async (tx) => {
      // One after the other: a transaction has one connection, which answers one question at a time.
      const parts: Prisma.Sql[] = [];
      for (const kind of kinds) parts.push(await partOf(tx, scope, kind));
      return tx.$queryRaw<{ name: string; count: bigint }[]>`
        select name, sum(count)::bigint as count from (${Prisma.join(parts, " union all ")}) part
        group by name order by sum(count) desc, name`;
    },
    { snapshot: true },
  );
  return rows.map(({ name, count }) => ({ name, count: Number(count) }));
}

async function partOf(tx: Tx, scope: Scope, kind: Kind): Promise<Prisma.Sql> {
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
): Prisma.Sql => Prisma.sql`
  select case when type = 'charge' then coalesce(operation, 'charge') else type::text end as name, count
  from (
    select type, ${operation} as operation, count(*) as count from credit_history
    where workspace_id = ${scope.workspaceId}::uuid and kind = ${kind}::credit_kind
      and ${which} ${matches(scope.filters)} ${dateBounds(scope, kind)}
    group by 1, 2
  ) counted`;
