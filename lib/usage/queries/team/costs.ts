import type { Tx } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/generated/prisma/client";
import { startOfDay } from "@/lib/usage/core/calendar";
import { NO_FILTERS } from "@/lib/usage/core/filters";
import { CHARGES_LOOKED_AT, type ChargeCost } from "@/lib/usage/core/team/strip";
import { dateBounds, matches } from "@/lib/usage/queries/predicates";
import type { UsageScope } from "@/lib/usage/queries/team/sums";

/** How many charges are looked at for those that are wanted, and how many of these are read. */
const MOST = { lookedAt: CHARGES_LOOKED_AT, read: 1_000 };

type CostRow = { seq: bigint; runId: string | null; cost: bigint };

/**
 * What the newest charges of one operation came to, less their refunds. As costly with millions of entries as with
 * thousands: the keys are a stretch of one index, then come the rows of a thousand keys, all at once. A run that has
 * older charges in the range than those is left out: half a run would say a wrong cost.
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
      select array_agg(seq) as seqs, case when count(*) = ${most.read} then min(seq) end as oldest
      from (
        select seq from looked where true ${matches({ ...NO_FILTERS, member, campaign })}
        order by seq desc limit ${most.read}
      ) newest
    ), entry as materialized (
      select seq, run_id, amount from credit_history
      where ${account} and seq = any((select seqs from wanted)::bigint[])
    ), refund as materialized (
      select corrects, sum(amount) as amount from credit_history
      where ${account} and corrects = any((select seqs from wanted)::bigint[]) and type = 'refund'
      group by corrects
    ), cut as materialized (
      select run.id from (select distinct run_id as id from entry) run cross join wanted
      where exists (
        select from credit_history where ${account} and run_id = run.id and type = 'charge'
          and operation = ${operation} and seq < wanted.oldest and at >= ${startOfDay(starts[0] ?? to, timeZone)}
      )
    )
    select entry.seq, entry.run_id as "runId", - entry.amount - coalesce(refund.amount, 0) as cost
    from entry left join refund on refund.corrects = entry.seq
    where not exists (select from cut where cut.id = entry.run_id)
    order by entry.seq desc`;
  return rows.map(({ seq, runId, cost }) => ({
    entry: `${kind}-${seq}`,
    runId,
    cost: Number(cost),
  }));
}
