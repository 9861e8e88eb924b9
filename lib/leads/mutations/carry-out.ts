import type pg from "pg";
import { checkpointSize } from "@/lib/leads/core/checkpoint";
import { leadsToImport } from "@/lib/leads/core/preview";
import { sourceOf } from "@/lib/leads/core/source";
import { inStream } from "@/lib/leads/mutations/in-stream";
import { findKnown } from "@/lib/leads/queries/known";
import type { ImportKey } from "@/lib/leads/types";
import { newId } from "@/lib/platform/ids";

type Ids = ImportKey & { now: Date };

/**
 * What a step left behind: an open step that is to be settled, nothing more to do, or an import that no longer runs.
 * `behind`: its names are in open steps of other imports, which have to be settled first.
 */
export type Step =
  | { kind: "open" }
  | { kind: "complete" }
  | { kind: "ended" }
  | { kind: "behind"; imports: string[] };

type Row = {
  list_id: string;
  cursor: string;
  charged_cursor: string;
  imported: string;
  to_import: string;
  existing: string;
  start_limit: string | null;
};

/**
 * One step of an import, in one transaction: the next staged rows become leads, which join the list once they are charged
 * (`settleStep`); leads that the workspace already had join it now. The cursor moves with them. While a step is open, no
 * other is taken. So whoever works on the import, and however often it is interrupted, every step is charged before the
 * next.
 */
export const takeStep = (ids: Ids): Promise<Step> =>
  take(ids).catch((error) => {
    if (error instanceof Behind) return { kind: "behind", imports: error.imports };
    throw error;
  });

/** Undoes the transaction that met leads of other imports' open steps. */
class Behind extends Error {
  constructor(readonly imports: string[]) {
    super("Leads of this step belong to steps that are not charged yet.");
  }
}

const take = ({ workspaceId, importId, now }: Ids): Promise<Step> =>
  inStream(workspaceId, async (client) => {
    const { rows } = await client.query<Row>(
      `select list_id, cursor, charged_cursor, imported, to_import, existing, start_limit
         from lead_import where workspace_id = $1 and id = $2 and state = 'started' for update`,
      [workspaceId, importId],
    );
    const found = rows[0];
    if (!found) return { kind: "ended" };
    if (Number(found.charged_cursor) < Number(found.cursor)) return { kind: "open" };
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
  const joined = await joinKnown(client, ids, found.list_id, rows, inserted);
  const overtaken = fresh.length - inserted.length;
  if (overtaken > 0) await noteOvertaken(client, ids, fresh, inserted);
  await client.query(
    `update lead_import set cursor = $3, uncharged = $4, joined = joined + $5, existing = existing + $6, touched_at = $7
      where workspace_id = $1 and id = $2`,
    [workspaceId, importId, Number(last.row_number), inserted.length, joined, overtaken, now],
  );
  return { kind: "open" };
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

/** Puts those leads of these rows on the list that the workspace already has, which costs nothing. */
async function joinKnown(
  client: pg.PoolClient,
  { workspaceId, now }: Ids,
  listId: string,
  rows: readonly Staged[],
  inserted: readonly Lead[],
): Promise<number> {
  const own = new Set(inserted.map((lead) => lead.username_key));
  const others = rows.filter((row) => !own.has(row.username_key));
  const keys = others.map((row) => row.username_key);
  const known = await findKnown(client, workspaceId, keys);
  const unpaid = known.flatMap(({ unpaidBy }) => unpaidBy ?? []);
  const there = new Set(known.map((lead) => lead.username_key));
  // In the way of the insert a moment ago, and taken back since.
  const gone = others.some((row) => row.verdict === "new" && !there.has(row.username_key));
  if (gone || unpaid.length > 0) throw new Behind([...new Set(unpaid)]);
  if (known.length === 0) return 0;
  const joined = await client.query(
    `insert into lead_list_entry (workspace_id, list_id, lead_id, added_at)
     select $1, $2, l.id, $4 from unnest($3::uuid[]) as l (id)
     on conflict do nothing`,
    [workspaceId, listId, known.map((lead) => lead.id).toSorted(), now],
  );
  return joined.rowCount ?? 0;
}

/** Rows that another import brought in since they were read are the workspace's own from now on, for good. */
async function noteOvertaken(
  client: pg.PoolClient,
  { workspaceId, importId }: Ids,
  fresh: readonly Staged[],
  inserted: readonly Lead[],
): Promise<void> {
  const own = new Set(inserted.map((lead) => lead.username_key));
  const overtaken = fresh.filter((row) => !own.has(row.username_key));
  await client.query(
    `update lead_import_row set verdict = 'existing'
      where workspace_id = $1 and import_id = $2 and row_number = any($3::bigint[])`,
    [workspaceId, importId, overtaken.map((row) => row.row_number)],
  );
}

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
