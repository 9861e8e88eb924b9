import type pg from "pg";
import type { Kind } from "@/lib/credits/core/amount";
import type { Entry } from "@/lib/credits/core/entry";
import { COLUMNS } from "@/lib/credits/queries/stored/columns";
import { entryOf } from "@/lib/credits/queries/stored/cursor";
import { HOLD_COLUMNS } from "@/lib/credits/queries/stored/hold";
import { type CopiedRows, copiedRows } from "@/lib/platform/copied-rows";

/**
 * The hold that an entry ended and the charge that a refund corrects come with it, each found by primary key. So
 * comparing needs no join, whose plan would depend on statistics, and no second pass.
 */
const ENTRIES = `
  select ${COLUMNS},
    case when e.facts ? 'ended' then (select row(${HOLD_COLUMNS}) from credit_hold h
      where h.workspace_id = :'workspace' and h.kind = :'kind' and h.id = e.hold_id) end,
    case when e.type = 'refund' then (
      select row(c.at, c.operation, c.actor_type, c.actor_id, c.campaign_id) from credit_history c
      where c.workspace_id = :'workspace' and c.kind = :'kind' and c.seq = e.corrects) end
  from credit_history e
  where e.workspace_id = :'workspace' and e.kind = :'kind' and e.seq > :'after'
  order by e.seq`;

/**
 * The entries of an account after number `after`, in order, with one piece in memory at a time. `client` must be in a
 * transaction that named the workspace. See stored/cursor.ts for what a row says.
 */
export const storedEntries = (
  client: pg.PoolClient,
  { workspaceId, kind }: { workspaceId: string; kind: Kind },
  after = 0,
): AsyncGenerator<CopiedRows> =>
  copiedRows(client, ENTRIES, { workspace: workspaceId, kind, after });

/** The first `limit` entries after number `after` up to `upto`, in order. */
export async function entryPage(
  client: pg.PoolClient,
  { workspaceId, kind }: { workspaceId: string; kind: Kind },
  range: { after: number; upto: number; limit: number },
): Promise<Entry[]> {
  const query = `select ${COLUMNS} from credit_history e
    where e.workspace_id = :'workspace' and e.kind = :'kind' and e.seq > :'after' and e.seq <= :'upto'
    order by e.seq limit :'limit'`;
  const entries: Entry[] = [];
  for await (const rows of copiedRows(client, query, { workspace: workspaceId, kind, ...range })) {
    while (rows.next()) entries.push(entryOf(rows));
  }
  return entries;
}
