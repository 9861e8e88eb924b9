import { KINDS, type Kind } from "@/lib/credits/core/amount";
import { PURCHASE_REFUND } from "@/lib/credits/core/hold";
import { pool, type Tx } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/generated/prisma/client";

/**
 * By purchase, what can be refunded of the lots that it brought in, in hundredths: their unspent and unexpired credits
 * that nothing holds but a refund on its way. Nothing that such a refund set aside counts while a dispute keeps it.
 *
 * One statement, since a freeze moves credits from the lots to itself: of two statements, one could see them before and
 * the other after.
 */
export async function refundableCredits(
  tx: Tx,
  workspaceId: string,
  purchaseIds: readonly string[],
  now: Date,
): Promise<Map<string, number>> {
  if (purchaseIds.length === 0) return new Map();
  const kinds = Prisma.sql`any(${[...KINDS]}::credit_kind[])`;
  const ids = Prisma.sql`any(${[...purchaseIds]}::text[])`;
  const rows = await tx.$queryRaw<{ purchaseId: string; amount: bigint }[]>`
    with kept as (
      select freezes, lots, operation is not distinct from ${PURCHASE_REFUND} as "forRefund" from credit_hold
      where workspace_id = ${workspaceId}::uuid and kind = ${kinds} and state = 'open' and freezes = ${ids}
    ), aside as (
      select part->>0 as lot, sum((part->>1)::bigint) as amount
      from kept, jsonb_array_elements(lots) part
      where freezes not in (select freezes from kept where not "forRefund")
      group by 1
    )
    select source_id as "purchaseId", sum(remaining + coalesce(amount, 0))::bigint as amount
    from credit_lots left join aside on aside.lot = id::text
    where workspace_id = ${workspaceId}::uuid and kind = ${kinds} and source_id = ${ids}
      and (expires_at is null or expires_at > ${now}::timestamptz)
    group by 1`;
  return new Map(rows.map(({ purchaseId, amount }) => [purchaseId, Number(amount)]));
}

/** Whether credits of a kind are set aside for a refund that somebody here asked for. */
export const isRefunding = async (tx: Tx, workspaceId: string, kind: Kind): Promise<boolean> =>
  (await tx.refundRequest.count({ where: { workspaceId, endedAt: null, purchase: { kind } } })) > 0;

/** Purchases with a request that has not ended, and that nobody went on with between two instants. Runs as the worker's role. */
export async function findSilentRequests(
  before: Date,
  since: Date,
): Promise<{ workspaceId: string; purchaseId: string }[]> {
  const { rows } = await pool("worker").query<{ workspaceId: string; purchaseId: string }>(
    `select workspace_id as "workspaceId", purchase_id as "purchaseId" from refund_request
     where ended_at is null and asked_at <= $1 and asked_at > $2
     group by workspace_id, purchase_id order by min(asked_at)`,
    [before, since],
  );
  return rows;
}
