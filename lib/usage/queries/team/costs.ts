import type { Tx } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/generated/prisma/client";
import { startOfDay } from "@/lib/usage/core/calendar";
import { NO_FILTERS } from "@/lib/usage/core/filters";
import { CHARGES_LOOKED_AT, type ChargeCost } from "@/lib/usage/core/team/strip";
import { dateBounds, matches } from "@/lib/usage/queries/predicates";
import type { UsageScope } from "@/lib/usage/queries/team/sums";

/** How many charges are looked at for those that are wanted, and how many of these are read. */
const MOST = { lookedAt: CHARGES_LOOKED_AT, read: 1_000 };

type CostRow = { seq: bigint; runId: string | null; cost: bigint; cut: boolean };

/**
 * What the newest charges of one operation came to, less their refunds. As costly with millions of entries as with
 * thousands: the keys are a stretch of one index, then come the rows of a thousand keys. A run that has older charges
 * in the range than those is left out: half a run would say a wrong cost.
 */
export async function costsOf(
  tx: Tx,
  scope: UsageScope & { operation: string },
  most = MOST,
): Promise<ChargeCost[]> {
  const { workspaceId, kind, timeZone, starts, to, member, campaign, operation } = scope;
  const account = Prisma.sql`workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind`;
  const range = { workspaceId, timeZone, filters: { from: starts[0] ?? to, to } };
  const charges = Prisma.sql`${account} and type = 'charge' and operation = ${operation}
    ${dateBounds(range, kind)}`;
  const rows = await tx.$queryRaw<CostRow[]>`
    with looked as materialized (
      select seq, actor_type, actor_id, campaign_id from credit_history where ${charges}
      order by seq desc limit ${most.lookedAt}
    ), wanted as materialized (
      select seq from looked where true ${matches({ ...NO_FILTERS, member, campaign })}
      order by seq desc limit ${most.read}
    ), oldest as materialized (
      select min(seq) as seq from wanted having count(*) = ${most.read}
    )
    select wanted.seq, entry.run_id as "runId", - entry.amount - refund.amount as cost,
      exists (
        select from credit_history older where ${account} and run_id = entry.run_id
          and type = 'charge' and operation = ${operation} and seq < (select seq from oldest)
          and at >= ${startOfDay(starts[0] ?? to, timeZone)}
      ) as cut
    from wanted
    cross join lateral (
      select run_id, amount from credit_history where ${account} and seq = wanted.seq offset 0
    ) entry
    cross join lateral (
      select coalesce(sum(amount), 0) as amount from credit_history
      where ${account} and corrects = wanted.seq and type = 'refund' offset 0
    ) refund
    order by wanted.seq desc`;
  const cut = new Set(rows.filter((row) => row.cut).map(({ runId }) => runId));
  return rows
    .filter(({ runId }) => runId === null || !cut.has(runId))
    .map(({ seq, runId, cost }) => ({ entry: `${kind}-${seq}`, runId, cost: Number(cost) }));
}
