import type pg from "pg";
import { dayTeller } from "@/lib/credits/core/day";
import { instant } from "@/lib/credits/core/instant";
import type { Loaded } from "@/lib/credits/mutations/door/load";

const QUARTER_HOUR = 15 * 60 * 1_000_000;

type Quarter = {
  quarter: string;
  operation: string;
  actor: string;
  campaign: string;
  used: string;
  charges: string;
};

/**
 * Tells the days of an account's rollups anew, in the zone its workspace has by now. In the caller's transaction,
 * under the account's lock.
 */
export async function retellUsage(client: pg.PoolClient, loaded: Loaded): Promise<void> {
  const { workspaceId, kind, wantedZone, state } = loaded;
  await client.query("set local statement_timeout = 0");
  const { rows } = await client.query<Quarter>("select * from ledger_usage_quarters($1, $2)", [
    workspaceId,
    kind,
  ]);
  const dayOf = dayTeller(wantedZone);
  const usage = rows.map(({ quarter, ...bucket }) => ({
    ...bucket,
    day: dayOf(instant(Number(quarter) * QUARTER_HOUR)),
  }));
  await client.query("select ledger_retell($1, $2, $3, $4, $5)", [
    workspaceId,
    kind,
    state.account.seq,
    wantedZone,
    JSON.stringify(usage),
  ]);
}
