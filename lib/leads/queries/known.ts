import type pg from "pg";

/** A lead of the workspace; `unpaidBy` names the import that inserted it in a step which is not charged yet. */
export type KnownLead = { id: string; username_key: string; unpaidBy: string | null };

/**
 * The leads the workspace has by these names. One whose step is not charged is not the workspace's yet: whoever meets it
 * has its step settled before counting on it. Both are read in one statement, since a step may be settled in between.
 */
export async function findKnown(
  client: pg.PoolClient,
  workspaceId: string,
  keys: readonly string[],
): Promise<KnownLead[]> {
  if (keys.length === 0) return [];
  const { rows } = await client.query<KnownLead>(
    `with open as materialized (
       select id, charged_cursor, cursor from lead_import
        where workspace_id = $1 and state = 'started' and charged_cursor < cursor),
     unpaid as materialized (
       select r.username_key, r.import_id from open
         join lead_import_row r on r.workspace_id = $1 and r.import_id = open.id
          and r.row_number > open.charged_cursor and r.row_number <= open.cursor and r.verdict = 'new')
     select l.id, l.username_key, u.import_id as "unpaidBy" from lead l
       left join unpaid u on u.username_key = l.username_key
      where l.workspace_id = $1 and l.username_key = any($2::text[])`,
    [workspaceId, keys],
  );
  return rows;
}
