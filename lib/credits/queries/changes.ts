import { pool } from "@/lib/platform/db";

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
         (select md5(string_agg(id::text, '' order by id))
          from (select id from notice where workspace_id = asked.id order by id desc limit 20) notices),
         (select max(read_at) from notice_delivery where workspace_id = asked.id)) as mark
     from unnest($1::uuid[]) as asked (id)`,
    [workspaceIds],
  );
  return new Map(rows.map(({ id, mark }) => [id, mark]));
}
