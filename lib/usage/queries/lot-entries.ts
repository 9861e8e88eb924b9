import { LRUCache } from "lru-cache";
import type { Kind } from "@/lib/credits/core/amount";
import { entriesOfLots } from "@/lib/credits/queries/lot-entries";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { type Edge, edgesOf } from "@/lib/usage/queries/edges";

/** How many of the latest rows are looked at for the end of a lot: they are read with the page. */
const LOOKED_AT = 5_000n;

type Charge = { seq: bigint; at: Date };

/** The last charge of a lot, of what was looked at up to and with an entry. */
const lastCharges = new LRUCache<string, Edge & { last: Charge | null }>({ max: 1_000 });

type LotQuery = { workspaceId: string; kind: Kind; lot: string };

/**
 * When a lot was last charged: for one that is used up, when that was. Null where none of the latest rows of the account
 * charges it, of which only so many are looked at, and each of them once.
 */
export const findLastCharge = (query: LotQuery): Promise<Date | null> =>
  inWorkspace(query.workspaceId, async (tx) => {
    const name = [query.workspaceId, query.kind, query.lot].join(" ");
    const before = lastCharges.get(name);
    const { newest, stands } = await edgesOf(tx, query, before);
    if (!newest) return null;
    const oldest = newest.seq - LOOKED_AT;
    const known = stands && before && before.seq > oldest ? before : { seq: oldest, last: null };
    const last = (await lastChargeAfter(tx, query, known.seq)) ?? known.last;
    lastCharges.set(name, { ...newest, last });
    return last && last.seq > oldest ? last.at : null;
  });

async function lastChargeAfter(
  tx: Tx,
  { workspaceId, kind, lot }: LotQuery,
  seq: bigint,
): Promise<Charge | null> {
  const [last] = await tx.$queryRaw<Charge[]>`
    select seq, at from credit_history
    where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind and seq > ${seq}
      and type = 'charge' and lots @> ${JSON.stringify([[lot]])}::jsonb
    order by seq desc limit 1`;
  return last ?? null;
}

/** The row of the history with which each of some lots came in, by the lot's id. */
export const findLotEntries = (query: {
  workspaceId: string;
  kind: Kind;
  lots: readonly string[];
}): Promise<Map<string, string>> =>
  inWorkspace(query.workspaceId, (tx) => entriesOfLots(tx, query));
