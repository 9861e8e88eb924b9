import type pg from "pg";
import { sourceOf } from "@/lib/leads/core/source";
import { inStream } from "@/lib/leads/mutations/in-stream";
import type { ImportKey } from "@/lib/leads/types";

type Ids = ImportKey & { now: Date };

/** Rows that were taken and not charged yet, and how many leads they became. */
export type OpenStep = { from: number; cursor: number; leads: number };

/**
 * Brings the open step of an import to its end: `charge` decides. Once charged, its leads join the list and count as
 * imported; refused, they are removed and the step is as if never taken, until it is taken again. The import's row is
 * locked meanwhile, so that nobody takes back what another is charging. Null when no step is open.
 */
export const settleStep = <Answer extends { ok: boolean }>(
  ids: Ids,
  charge: (step: OpenStep) => Promise<Answer>,
): Promise<Answer | null> =>
  inStream(ids.workspaceId, async (client) => {
    const open = await lockOpen(client, ids);
    if (!open) return null;
    const answer = await charge(open);
    await (answer.ok ? deliver(client, ids, open) : takeBack(client, ids, open));
    return answer;
  });

type Open = OpenStep & { listId: string };

async function lockOpen(client: pg.PoolClient, ids: Ids): Promise<Open | null> {
  type Row = { list_id: string; cursor: string; charged_cursor: string; uncharged: string };
  // The ledger may take longer to answer than a transaction is otherwise left alone.
  const { rows } = await client.query<Row>(
    `select list_id, cursor, charged_cursor, uncharged,
            set_config('idle_in_transaction_session_timeout', '5min', true)
       from lead_import where workspace_id = $1 and id = $2 and charged_cursor < cursor for update`,
    [ids.workspaceId, ids.importId],
  );
  const [row] = rows;
  if (!row) return null;
  return {
    listId: row.list_id,
    from: Number(row.charged_cursor),
    cursor: Number(row.cursor),
    leads: Number(row.uncharged),
  };
}

/** What is paid for is shown: the leads join the list with the note that they are charged. */
async function deliver(client: pg.PoolClient, ids: Ids, open: Open): Promise<void> {
  const { workspaceId, importId, now } = ids;
  const keys = open.leads > 0 ? await keysOf(client, ids, open) : [];
  if (keys.length > 0) {
    await client.query(
      `insert into lead_list_entry (workspace_id, list_id, lead_id, added_at)
       select $1, $2, id, $5 from lead
        where workspace_id = $1 and source = $3 and username_key = any($4::text[]) order by id
       on conflict do nothing`,
      [workspaceId, open.listId, sourceOf(importId), keys, now],
    );
  }
  await client.query(
    `update lead_import
        set charged_cursor = cursor, imported = imported + uncharged, uncharged = 0, tries = 0, touched_at = $3
      where workspace_id = $1 and id = $2`,
    [workspaceId, importId, now],
  );
}

/** What is not paid for is not kept. */
async function takeBack(client: pg.PoolClient, ids: Ids, open: Open): Promise<void> {
  const { workspaceId, importId, now } = ids;
  await client.query(
    "delete from lead where workspace_id = $1 and source = $2 and username_key = any($3::text[])",
    [workspaceId, sourceOf(importId), await keysOf(client, ids, open)],
  );
  await client.query(
    `update lead_import set cursor = charged_cursor, uncharged = 0, touched_at = $3
      where workspace_id = $1 and id = $2`,
    [workspaceId, importId, now],
  );
}

async function keysOf(client: pg.PoolClient, ids: Ids, open: Open): Promise<string[]> {
  const { rows } = await client.query<{ username_key: string }>(
    `select username_key from lead_import_row
      where workspace_id = $1 and import_id = $2 and row_number > $3 and row_number <= $4 and verdict = 'new'`,
    [ids.workspaceId, ids.importId, open.from, open.cursor],
  );
  return rows.map((row) => row.username_key);
}
