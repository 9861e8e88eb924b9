import type { Kind } from "@/lib/credits/core/amount";
import { capName } from "@/lib/credits/core/cap";
import type { Tx } from "@/lib/platform/db";

type Sum = { member: string; campaign: string | null; operation: string | null; used: bigint };

/**
 * What the charges since `from` used, less their refunds, by the name of each cap that counts it. Summed from the
 * entries: for as long as the rollups tell the days of another time zone.
 */
export async function usedSince(
  tx: Tx,
  { workspaceId, kind }: { workspaceId: string; kind: Kind },
  from: Date,
): Promise<Map<string, number>> {
  const sums = await tx.$queryRaw<Sum[]>`
    select c.campaign_id::text as campaign, c.operation,
      case c.actor_type when 'member' then c.actor_id::text
        when 'api_key' then 'api_key:' || c.actor_id else 'system' end as member,
      sum(- c.amount - coalesce(r.amount, 0))::bigint as used
    from credit_history c
    left join (
      select corrects, sum(amount) as amount from credit_history
      where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind and type = 'refund' and at >= ${from}
      group by corrects
    ) r on r.corrects = c.seq
    where c.workspace_id = ${workspaceId}::uuid and c.kind = ${kind}::credit_kind and c.type = 'charge' and c.at >= ${from}
    group by 1, 2, 3`;
  const used = new Map<string, number>();
  for (const { used: some, ...spender } of sums) {
    for (const scope of ["member", "campaign", "operation"] as const) {
      const target = spender[scope];
      if (target === null) continue;
      const name = capName(scope, target);
      used.set(name, (used.get(name) ?? 0) + Number(some));
    }
  }
  return used;
}
