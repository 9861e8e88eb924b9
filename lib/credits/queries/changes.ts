import { pool } from "@/lib/platform/db";

/**
 * Differs whenever a notice was written or read in the workspace `asked.id`. Of several notices, because the one with the
 * newest id need not be the last to come; and with how many were read, because the last to be read need not have the
 * latest time.
 */
export const NOTICE_MARK = `
  select concat_ws(' ',
    (select md5(string_agg(id::text, '' order by id))
     from (select id from notice where workspace_id = asked.id order by id desc limit 20) notices),
    count(read_at), max(read_at))
  from notice_delivery where workspace_id = asked.id`;

/**
 * A mark for each workspace that differs whenever its balances, runs or notices have changed: one round trip for all.
 * Asked of the worker's role, which sees that something changed, not what.
 */
export async function changeMarks(workspaceIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await pool("worker").query<{ id: string; mark: string }>(
    `select asked.id,
       concat_ws(' ',
         (select string_agg(concat(kind, seq), ' ' order by kind) from credit_account where workspace_id = asked.id),
         (select max(updated_at) from operation_run where workspace_id = asked.id),
         (${NOTICE_MARK})) as mark
     from unnest($1::uuid[]) as asked (id)`,
    [workspaceIds],
  );
  return new Map(rows.map(({ id, mark }) => [id, mark]));
}
