import type pg from "pg";
import { checkpointSize } from "@/lib/leads/core/checkpoint";
import { leadsToImport } from "@/lib/leads/core/preview";
import { inStream } from "@/lib/leads/mutations/in-stream";
import { newId } from "@/lib/platform/ids";

type Ids = { workspaceId: string; importId: string; now: Date };

/**
 * What a step left behind: leads that were inserted and are not charged yet, nothing more to do, or an import that no
 * longer runs.
 */
export type Step =
  | { kind: "uncharged"; cursor: number; from: number; leads: number }
  | { kind: "complete" }
  | { kind: "ended" };

type Row = {
  list_id: string;
  form: string;
  cursor: string;
  charged_cursor: string;
  uncharged: string;
  imported: string;
  to_import: string;
  existing: string;
  start_limit: string | null;
};

/**
 * One step of an import, in one transaction: the next staged rows become leads and join the list, and the cursor and
 * the counts move with them. If the previous step is not charged yet, that one is returned instead. So whoever works on
 * the import, and however often it is interrupted, every step is charged before the next is taken.
 */
export const takeStep = ({ workspaceId, importId, now }: Ids): Promise<Step> =>
  inStream(workspaceId, async (client) => {
    const { rows } = await client.query<Row>(
      `select list_id, form, cursor, charged_cursor, uncharged, imported, to_import, existing, start_limit
         from lead_import where workspace_id = $1 and id = $2 and state = 'started' for update`,
      [workspaceId, importId],
    );
    const found = rows[0];
    if (!found) return { kind: "ended" };
    const [cursor, charged] = [Number(found.cursor), Number(found.charged_cursor)];
    if (charged < cursor) {
      return { kind: "uncharged", cursor, from: charged, leads: Number(found.uncharged) };
    }
    return advance(client, { workspaceId, importId, now }, found);
  });

type Staged = { row_number: string; username_key: string; verdict: string; fields: object };

async function advance(client: pg.PoolClient, ids: Ids, found: Row): Promise<Step> {
  const { workspaceId, importId, now } = ids;
  const limit = found.start_limit === null ? null : Number(found.start_limit);
  const wanted = leadsToImport(Number(found.to_import), limit);
  const left = wanted - Number(found.imported);
  if (limit !== null && left <= 0) return { kind: "complete" };

  const size = checkpointSize(Number(found.to_import) + Number(found.existing));
  const from = Number(found.cursor);
  const { rows } = await client.query<Staged>(
    `select row_number, username_key, verdict, fields from lead_import_row
      where workspace_id = $1 and import_id = $2 and row_number > $3 and verdict in ('new', 'existing')
      order by row_number limit $4`,
    [workspaceId, importId, from, limit === null ? size : Math.min(size, left)],
  );
  const last = rows.at(-1);
  if (!last) return { kind: "complete" };

  const fresh = rows.filter((row) => row.verdict === "new");
  const inserted = await insertLeads(client, ids, fresh);
  const leads = inserted.length;
  const entries = await joinList(client, ids, found.list_id, rows, inserted);
  const cursor = Number(last.row_number);
  await client.query(
    `update lead_import set cursor = $3, uncharged = $4, imported = imported + $4, joined = joined + $5,
            existing = existing + $6, touched_at = $7
      where workspace_id = $1 and id = $2`,
    [workspaceId, importId, cursor, leads, entries - leads, fresh.length - leads, now],
  );
  return { kind: "uncharged", cursor, from, leads };
}

type Lead = { id: string; username_key: string };

/**
 * In the order of their keys, so that two imports of the same names may wait for one another, but never in a circle.
 */
async function insertLeads(
  client: pg.PoolClient,
  { workspaceId, importId, now }: Ids,
  rows: readonly Staged[],
): Promise<Lead[]> {
  if (rows.length === 0) return [];
  const inserted = await client.query<Lead>(
    `insert into lead (workspace_id, id, username, username_key, name, bio, location, website, followers, following, source, created_at)
     select $1, r.id, r.fields->>'username', r.key, nullif(r.fields->>'name', ''), nullif(r.fields->>'bio', ''),
            nullif(r.fields->>'location', ''), nullif(r.fields->>'website', ''),
            nullif(r.fields->>'followers', '')::bigint, nullif(r.fields->>'following', '')::bigint, $5, $6
       from unnest($2::uuid[], $3::text[], $4::jsonb[]) as r (id, key, fields)
      order by r.key
     on conflict (workspace_id, username_key) do nothing
     returning id, username_key`,
    [
      workspaceId,
      rows.map(() => newId()),
      rows.map((row) => row.username_key),
      rows.map((row) => JSON.stringify(row.fields)),
      sourceOf(importId),
      now,
    ],
  );
  return inserted.rows;
}

/** Puts every lead of these rows, inserted now or known before, on the list. */
async function joinList(
  client: pg.PoolClient,
  { workspaceId, now }: Ids,
  listId: string,
  rows: readonly Staged[],
  inserted: readonly Lead[],
): Promise<number> {
  const fresh = new Set(inserted.map((lead) => lead.username_key));
  const keys = rows.map((row) => row.username_key).filter((key) => !fresh.has(key));
  const known = keys.length > 0 ? await findLeads(client, workspaceId, keys) : [];
  const ids = [...inserted, ...known].map((lead) => lead.id).toSorted();
  const joined = await client.query(
    `insert into lead_list_entry (workspace_id, list_id, lead_id, added_at)
     select $1, $2, l.id, $4 from unnest($3::uuid[]) as l (id)
     on conflict do nothing`,
    [workspaceId, listId, ids, now],
  );
  return joined.rowCount ?? 0;
}

async function findLeads(client: pg.PoolClient, workspaceId: string, keys: readonly string[]) {
  const { rows } = await client.query<Lead>(
    "select id, username_key from lead where workspace_id = $1 and username_key = any($2::text[])",
    [workspaceId, keys],
  );
  return rows;
}

const sourceOf = (importId: string): string => `import:${importId}`;

/** Records that the step ending at `cursor` is charged; the next one may be taken. */
export const noteCharged = (
  { workspaceId, importId, now }: Ids,
  cursor: number,
): Promise<unknown> =>
  inStream(workspaceId, (client) =>
    client.query(
      `update lead_import set charged_cursor = $3, uncharged = 0, touched_at = $4
        where workspace_id = $1 and id = $2 and cursor = $3 and charged_cursor < $3`,
      [workspaceId, importId, cursor, now],
    ),
  );

/** Removes the leads of a step that can no longer be charged: what is not paid for is not kept. */
export const undoUncharged = ({ workspaceId, importId, now }: Ids): Promise<void> =>
  inStream(workspaceId, async (client) => {
    const at = [workspaceId, importId];
    const found = await client.query<{ cursor: string; charged_cursor: string }>(
      `select cursor, charged_cursor from lead_import
        where workspace_id = $1 and id = $2 and charged_cursor < cursor for update`,
      at,
    );
    const span = found.rows[0];
    if (!span) return;
    const rows = await client.query<{ username_key: string }>(
      `select username_key from lead_import_row
        where workspace_id = $1 and import_id = $2 and row_number > $3 and row_number <= $4 and verdict = 'new'`,
      [...at, span.charged_cursor, span.cursor],
    );
    const taken = await client.query<{ id: string }>(
      `delete from lead where workspace_id = $1 and source = $2 and username_key = any($3::text[]) returning id`,
      [workspaceId, sourceOf(importId), rows.rows.map((row) => row.username_key)],
    );
    await client.query(
      "delete from lead_list_entry where workspace_id = $1 and lead_id = any($2::uuid[])",
      [workspaceId, taken.rows.map((row) => row.id)],
    );
    await client.query(
      `update lead_import set imported = imported - $3, uncharged = 0, cursor = charged_cursor, touched_at = $4
        where workspace_id = $1 and id = $2`,
      [...at, taken.rowCount ?? 0, now],
    );
  });

/** Closes an import that has reached its end. False while one of its steps is not charged. */
export const closeImport = (
  { workspaceId, importId, now }: Ids,
  state: "done" | "stopped" | "failed",
): Promise<boolean> =>
  inStream(workspaceId, async (client) => {
    await client.query(
      `update lead_import set state = $3, ended_at = $4, touched_at = $4
        where workspace_id = $1 and id = $2 and state = 'started' and charged_cursor = cursor`,
      [workspaceId, importId, state, now],
    );
    const left = await client.query(
      "select 1 from lead_import where workspace_id = $1 and id = $2 and state = 'started'",
      [workspaceId, importId],
    );
    return left.rowCount === 0;
  });
