import type { Kind } from "@/lib/credits/core/amount";
import { entryId } from "@/lib/credits/core/balance";
import type { Tx } from "@/lib/platform/db";

/** The rows of the history with which some lots came in, by lot id. */
export async function entriesOfLots(
  tx: Tx,
  query: { workspaceId: string; kind: Kind; lots: readonly string[] },
): Promise<Map<string, string>> {
  const { workspaceId, kind, lots } = query;
  if (lots.length === 0) return new Map();
  // A lot comes in at the instant of the row that first names it, so the row is found by that instant.
  const rows = await tx.$queryRaw<{ lot: string; seq: bigint }[]>`
    select lot.id::text as lot, min(entry.seq) as seq
    from credit_lot lot
    join credit_history entry on entry.workspace_id = lot.workspace_id and entry.kind = lot.kind
      and entry.at = lot.created_at and entry.lots->0->>0 = lot.id::text
    where lot.workspace_id = ${workspaceId}::uuid and lot.kind = ${kind}::credit_kind
      and lot.id = any(${[...lots]}::uuid[])
      and entry.workspace_id = ${workspaceId}::uuid and entry.kind = ${kind}::credit_kind
      and entry.type in ('purchase', 'grant')
    group by 1`;
  return new Map(rows.map(({ lot, seq }) => [lot, entryId(kind, Number(seq))]));
}
