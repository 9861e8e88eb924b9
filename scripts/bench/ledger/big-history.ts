import type pg from "pg";
import { asOwner, idOf, makeWorkspaces } from "./workspaces";

/** The workspace that holds a tenth of all entries; the rest is spread over `OTHERS` workspaces. */
export const BIG = idOf("workspace big");
const OTHERS = 900;

/** What the rows are made of: what a filter may ask for. The first of each is common, the last is rare. */
export const BIG_MEMBERS = Array.from({ length: 20 }, (_, index) => idOf(`reader ${index}`));
export const BIG_CAMPAIGNS = Array.from({ length: 40 }, (_, index) => idOf(`effort ${index}`));
export const BIG_OPERATIONS = [
  "dm_standard",
  "content_generation",
  "lead_check",
  "profile_analysis",
  "single_post",
  "content_regeneration",
  "assistant_simple",
  "multi_platform_content",
  "campaign_strategy",
  "dm_premium",
];
export const runOf = (number: number): string => idOf(`run ${number}`);

const ROWS_IN_A_RUN = 20;
const LEAD_SHARE = 0.15;

/**
 * Brings the table of entries from `from` rows to `to`, of `all` in the end. As the owner and past the door, because ten million commands would
 * take the better part of an hour: enough to read from and to charge on top of, not to verify. Answers the seconds.
 */
export async function loadHistory(from: number, to: number, all: number): Promise<number> {
  const start = performance.now();
  const others = Array.from({ length: OTHERS }, (_, index) => idOf(`workspace quiet ${index}`));
  await makeWorkspaces([BIG, ...others]);
  await asOwner(async (client) => {
    await client.query("set synchronous_commit = off");
    await client.query("set max_parallel_maintenance_workers = 2");
    const indexes = await dropIndexes(client);
    await addEntries(client, [BIG], [from / 10, to / 10, all / 10]);
    const each = 0.9 / OTHERS;
    await addEntries(client, others, [from * each, to * each, all * each]);
    for (const index of indexes) await client.query(index);
    await client.query("analyze credit_entry");
    await addWhatFollows(client);
    await client.query("checkpoint");
  });
  return (performance.now() - start) / 1000;
}

/** Drops the indexes of the entries, to be made again in one go after the load; answers how. */
async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; made: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made from pg_index
     where indrelid = 'credit_entry'::regclass and not indisprimary`,
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map(({ made }) => made);
}

/** Of each workspace the entries numbered `from` to `to`, a share of them lead credits, over the last year. */
async function addEntries(
  client: pg.Client,
  workspaces: string[],
  [from, to, all]: readonly [number, number, number],
) {
  for (const [kind, share] of [
    ["ai", 1 - LEAD_SHARE],
    ["lead", LEAD_SHARE],
  ] as const) {
    await client.query(
      `insert into credit_entry (workspace_id, kind, seq, type, amount, current_after, held_after, operation,
         subject, reason, actor_type, actor_id, campaign_id, run_id, quantity, inputs, rate_card_version, quoted_max,
         lots, key, digest, at)
       select w, $2::credit_kind, n, t.type, case t.type when 'charge' then -110 when 'purchase' then 55000
           when 'grant' then 100 when 'expiry' then -90 when 'refund' then 110 else 0 end,
         1000000000 + n, 0, case when t.type = 'charge' then ($5::text[])[1 + (10 * power(h2, 3))::int % 10] end,
         'Spring roast launch', 'Loaded', case when h1 < 0.05 then 'system' else 'member' end::actor_type,
         case when h1 >= 0.05 then ($6::uuid[])[1 + (20 * power(h1, 3))::int % 20] end,
         case when h2 < 0.7 then ($7::uuid[])[1 + (40 * power(h1, 2))::int % 40] end,
         case when h2 < 0.3 and cardinality($1::uuid[]) = 1 then md5('run ' || n / ${ROWS_IN_A_RUN})::uuid end,
         1, '{"words": 120}', '2026-11', 300, '[["00000000-0000-8000-8000-000000000000", -110]]',
         'loaded ' || n, '\\x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff',
         now() - interval '365 days' * (1 - n::float8 / $8)
       from unnest($1::uuid[]) w, generate_series($3::bigint, $4::bigint) n,
         lateral (select (n * 7919 % 1000) / 1000.0::float8 as h1, (n * 104729 % 997) / 997.0::float8 as h2) h,
         lateral (select (case n % 200 when 0 then 'purchase' when 50 then 'grant' when 100 then 'refund'
           when 150 then 'expiry' when 25 then 'hold' when 26 then 'release' else 'charge' end)::entry_type as type) t`,
      [
        workspaces,
        kind,
        Math.floor(from * share) + 1,
        Math.floor(to * share),
        BIG_OPERATIONS,
        BIG_MEMBERS,
        BIG_CAMPAIGNS,
        Math.floor(all * share) + 1,
      ],
    );
  }
}

/** The big workspace's account, a lot, its keys and its rollups: enough to charge it through the door, and to read. */
async function addWhatFollows(client: pg.Client) {
  await client.query(
    `with last as (
       select kind, max(seq) as seq, max(at) as at from credit_entry where workspace_id = $1 group by kind
     ), lot as (
       insert into credit_lot (workspace_id, kind, id, label, source, granted, remaining, created_at)
       select $1, kind, gen_random_uuid(), 'A lot', 'grant', 1000000000000, 1000000000000, at from last
     )
     insert into credit_account as a (workspace_id, kind, seq, current, lifetime_granted, digest, last_at)
     select $1, kind, seq, 1000000000000, 1000000000000, '\\x00', at from last
     on conflict (workspace_id, kind) do update set seq = excluded.seq, last_at = excluded.last_at,
       current = a.current + 1000000000000, lifetime_granted = a.lifetime_granted + 1000000000000`,
    [BIG],
  );
  await client.query(
    `insert into credit_key (workspace_id, kind, key, digest, answer, at)
     select workspace_id, kind, md5(seq::text)::uuid::text, digest, jsonb_build_object('ok', true, 'seq', seq), at
     from credit_entry where workspace_id = $1 on conflict do nothing`,
    [BIG],
  );
  for (const [table, names] of [
    ["usage_day_operation", ["operation"]],
    ["usage_day_member", ["actor"]],
    ["usage_day_campaign", ["campaign"]],
    ["usage_day", ["operation", "actor", "campaign"]],
  ] as const) {
    await client.query(
      `insert into ${table} as u (workspace_id, kind, day, ${names.join(", ")}, used, charges)
       select workspace_id, kind, (at at time zone 'UTC')::date, ${names.map((name) => SUBJECTS[name]).join(", ")},
         sum(-amount), count(*)
       from credit_entry where workspace_id = $1 and type = 'charge'
       group by 1, 2, 3, ${names.map((_, index) => index + 4).join(", ")}
       on conflict (workspace_id, kind, day, ${names.join(", ")})
       do update set used = excluded.used, charges = excluded.charges`,
      [BIG],
    );
    await client.query(`analyze ${table}`);
  }
}

const SUBJECTS = {
  operation: "coalesce(operation, '')",
  actor: "coalesce(actor_id::text, 'system')",
  campaign: "coalesce(campaign_id::text, '')",
};
