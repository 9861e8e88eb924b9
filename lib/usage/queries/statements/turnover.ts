import type { Kind } from "@/lib/credits/core/amount";
import { inWorkspace } from "@/lib/platform/db";
import type { Statement, Turnover } from "@/lib/usage/core/statement";

/** What all rows of a statement that add brought, and what all that take away took. Never a row against another. */
export async function findTurnover(
  { workspaceId, kind }: { workspaceId: string; kind: Kind },
  { opening, closing }: Statement,
): Promise<Turnover> {
  const [found] = await inWorkspace(
    workspaceId,
    (tx) => tx.$queryRaw<{ added: bigint; taken: bigint }[]>`
      select coalesce(sum(amount) filter (where amount > 0), 0)::bigint as added,
        coalesce(sum(amount) filter (where amount < 0), 0)::bigint as taken
      from credit_history
      where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
        and seq > ${opening.seq} and seq <= ${closing.seq}`,
    { timeout: 60_000 },
  );
  return { added: Number(found?.added ?? 0), taken: Number(found?.taken ?? 0) };
}
