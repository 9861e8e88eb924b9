import type pg from "pg";
import { daysFrom } from "@/lib/credits/core/day";
import { type Instant, instantOf, isoOf } from "@/lib/credits/core/instant";
import type { Loaded } from "@/lib/credits/mutations/door/load";

/** Years of entries may have to be summed, which takes much longer than any other statement. */
const LONGEST_MS = 3_600_000;

/**
 * Recomputes an account's daily rollups for its workspace's new time zone. Runs in the caller's transaction, under the
 * account's lock. Only the days are sent; the database sums the entries.
 */
export async function rebuildUsage(client: pg.PoolClient, loaded: Loaded): Promise<void> {
  const { workspaceId, kind, wantedZone, state } = loaded;
  await client.query("set local statement_timeout = 0");
  const { seq, lastAt } = state.account;
  const first = (await firstEntryAt(client, loaded)) ?? lastAt;
  const days = daysFrom(first, lastAt, wantedZone);
  const rebuild = {
    text: "select ledger_retell($1, $2, $3, $4, $5, $6)",
    values: [
      workspaceId,
      kind,
      seq,
      wantedZone,
      days.map(({ at }) => isoOf(at)),
      days.map(({ day }) => day),
    ],
    query_timeout: LONGEST_MS,
  };
  await client.query(rebuild);
}

async function firstEntryAt(
  client: pg.PoolClient,
  { workspaceId, kind }: Loaded,
): Promise<Instant | null> {
  await client.query("select set_config('app.workspace_id', $1, true)", [workspaceId]);
  const { rows } = await client.query<{ at: Date }>(
    "select at from credit_history where workspace_id = $1 and kind = $2 order by at limit 1",
    [workspaceId, kind],
  );
  return rows[0] ? instantOf(rows[0].at) : null;
}
