import type { Kind } from "@/lib/credits/core/amount";
import { entryId } from "@/lib/credits/core/balance";
import type { Tx } from "@/lib/platform/db";

/** The row of the history with which each of some lots came in, by the lot's id. */
export async function entriesOfLots(
  tx: Tx,
  query: { workspaceId: string; kind: Kind; lots: readonly string[] },
): Promise<Map<string, string>> {
  const { workspaceId, kind, lots } = query;
  if (lots.length === 0) return new Map();
  // In the words of the index of rows that are no charge; a lot comes in with the first row that names it.
  const rows = await tx.$queryRaw<{ lot: string; seq: bigint }[]>`
    select lots->0->>0 as lot, min(seq) as seq from credit_history
    where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
      and type in ('purchase', 'grant', 'refund', 'expiry', 'adjustment')
      and type in ('purchase', 'grant') and lots->0->>0 = any(${[...lots]}::text[])
    group by 1`;
  return new Map(rows.map(({ lot, seq }) => [lot, entryId(kind, Number(seq))]));
}
