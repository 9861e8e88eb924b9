import type { Kind } from "@/lib/credits/core/amount";
import type { Tx } from "@/lib/platform/db";

/**
 * The entry up to which something was read of an account. Entries never change and new ones only come after the last, so
 * what was read up to one stays right. Its digest covers every entry before it: the same digest, the same history, even
 * if the database was replaced meanwhile.
 */
export type Edge = { seq: bigint; digest: string };

/** The newest entry, and whether the one that was read up to is still what it was. */
export async function edgesOf(
  tx: Tx,
  { workspaceId, kind }: { workspaceId: string; kind: Kind },
  known: Edge | undefined,
): Promise<{ newest: Edge | undefined; stands: boolean }> {
  const edges = await tx.$queryRaw<Edge[]>`
    select seq, encode(digest, 'hex') as digest from credit_history
    where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind and seq = any(array[${known?.seq ?? 0n}, (
      select max(seq) from credit_history where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
    )]) order by seq desc`;
  const stands = edges.some(({ seq, digest }) => seq === known?.seq && digest === known.digest);
  return { newest: edges[0], stands };
}
