import type pg from "pg";
import { pool } from "@/lib/platform/db";

/** Runs `work` in one transaction of the streaming pool, confined to a workspace, with time for large statements. */
export async function inStream<T>(
  workspaceId: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool("stream").connect();
  try {
    await client.query("begin");
    await client.query(
      `select set_config('app.workspace_id', $1, true), set_config('statement_timeout', '10min', true),
              set_config('work_mem', '32MB', true)`,
      [workspaceId],
    );
    const answer = await work(client);
    await client.query("commit");
    client.release();
    return answer;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    client.release(error instanceof Error ? error : true);
    throw error;
  }
}
