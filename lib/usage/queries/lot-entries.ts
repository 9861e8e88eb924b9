import type { Kind } from "@/lib/credits/core/amount";
import { entriesOfLots } from "@/lib/credits/queries/lot-entries";
import { inWorkspace } from "@/lib/platform/db";

/** How many of the latest rows are looked at for the end of a lot: they are read with the page. */
const LOOKED_AT = 5_000;

/**
 * When a lot was last charged: for one that is used up, when that was. Null where none of the latest rows of the account
 * charges it, of which only so many are looked at.
 */
export async function findLastCharge(query: {
  workspaceId: string;
  kind: Kind;
  lot: string;
}): Promise<Date | null> {
  const { workspaceId, kind, lot } = query;
  const [last] = await inWorkspace(
    workspaceId,
    (tx) => tx.$queryRaw<{ at: Date }[]>`
      select at from (
        select seq, type, lots, at from credit_history
        where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
        order by seq desc limit ${LOOKED_AT}
      ) latest
      where type = 'charge' and lots @> ${JSON.stringify([[lot]])}::jsonb
      order by seq desc limit 1`,
  );
  return last?.at ?? null;
}

/** The row of the history with which each of some lots came in, by the lot's id. */
export const findLotEntries = (query: {
  workspaceId: string;
  kind: Kind;
  lots: readonly string[];
}): Promise<Map<string, string>> =>
  inWorkspace(query.workspaceId, (tx) => entriesOfLots(tx, query));
