import pg from "pg";
import type { Kind } from "@/lib/credits/core/amount";
import { env } from "@/lib/platform/env";

/** One row as a test asks for it; the rest is filled in. */
export type PlantedEntry = {
  kind: Kind;
  seq: number;
  at: Date;
  type?: string;
  operation?: string | null;
  actorId?: string | null;
  campaignId?: string | null;
  runId?: string | null;
  amount?: number;
  subject?: string | null;
};

/**
 * Writes entries as they are given, past the ledger's door: for tests of reading, which need thousands of rows in
 * chosen shapes. Charges are counted by day, in this time zone, as the door would; no balance follows from them.
 */
export async function plantEntries(
  workspaceId: string,
  entries: readonly PlantedEntry[],
  timeZone = "UTC",
) {
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  try {
    const planted = JSON.stringify(
      entries.map((entry) => ({ type: "charge", ...entry, amount: amountOf(entry) })),
    );
    await client.query(
      `insert into credit_entry (workspace_id, kind, seq, type, amount, current_after, held_after, operation,
         subject, reason, actor_type, actor_id, campaign_id, run_id, lots, key, digest, at)
       select $1, (e->>'kind')::credit_kind, (e->>'seq')::bigint, (e->>'type')::entry_type,
         (e->>'amount')::bigint, 0, 0, e->>'operation', e->>'subject', 'planted',
         case when e->>'actorId' is null then 'system' else 'member' end::actor_type, (e->>'actorId')::uuid,
         (e->>'campaignId')::uuid, (e->>'runId')::uuid, '[]', concat(e->>'kind', e->>'seq'), '\\x', (e->>'at')::timestamptz
       from jsonb_array_elements($2::jsonb) e`,
      [workspaceId, planted],
    );
    await client.query(
      `insert into usage_day_operation as day (workspace_id, kind, day, operation, used, charges)
       select $1, (e->>'kind')::credit_kind, ((e->>'at')::timestamptz at time zone $3)::date,
         coalesce(e->>'operation', ''), sum(-(e->>'amount')::bigint), count(*)
       from jsonb_array_elements($2::jsonb) e where e->>'type' = 'charge' group by 2, 3, 4
       on conflict (workspace_id, kind, day, operation)
       do update set used = day.used + excluded.used, charges = day.charges + excluded.charges`,
      [workspaceId, planted, timeZone],
    );
    await client.query(
      `insert into credit_account (workspace_id, kind, usage_zone)
       select $1, kind, $2 from unnest(enum_range(null::credit_kind)) kinds (kind) on conflict do nothing`,
      [workspaceId, timeZone],
    );
  } finally {
    await client.end();
  }
}

/** Any amount with the sign its type must have. */
function amountOf({ type = "charge", amount }: PlantedEntry): number {
  if (type === "hold" || type === "release") return 0;
  return amount ?? (type === "charge" || type === "expiry" ? -100 : 100);
}
