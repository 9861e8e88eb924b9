import { idOf } from "./workspaces";

/** The workspace that holds a tenth of all entries; the rest is spread over `OTHERS`. */
export const BIG = idOf("workspace big");
export const OTHERS = Array.from({ length: 900 }, (_, index) => idOf(`workspace quiet ${index}`));

/** The values in the rows that a filter may ask for. The first of each is common, the last is rare. */
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

export const COLUMNS = `kind, seq, type, amount, current_after, held_after, operation, subject, reason, actor_type,
  actor_id, campaign_id, run_id, quantity, inputs, rate_card_version, quoted_max, lots, key, digest, at`;

/** The statement that makes the values of COLUMNS, with as many rows of each kind as `numbersOf` says. */
export const ROWS = `
  select k.kind, n, t.type, case t.type when 'charge' then -110 when 'purchase' then 55000
      when 'grant' then 100 when 'expiry' then -90 when 'refund' then 110 else 0 end,
    1000000000 + n, 0, case when t.type = 'charge' then ($1::text[])[1 + (10 * power(h2, 3))::int % 10] end,
    'Spring roast launch', 'Loaded', case when h1 < 0.05 then 'system' else 'member' end::actor_type,
    case when h1 >= 0.05 then ($2::uuid[])[1 + (20 * power(h1, 3))::int % 20] end,
    case when h2 < 0.7 then ($3::uuid[])[1 + (40 * power(h1, 2))::int % 40] end,
    case when h2 < 0.3 and $4 then md5('run ' || n / ${ROWS_IN_A_RUN})::uuid end,
    1, '{"words": 120}'::jsonb, '2026-11', 300, '[["00000000-0000-8000-8000-000000000000", -110]]'::jsonb,
    'loaded ' || n, '\\x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'::bytea,
    now() - $6 * interval '1 day' * (1 - n::float8 / k.past_last)
  from jsonb_to_recordset($5) k (kind credit_kind, first bigint, last bigint, past_last bigint),
    lateral generate_series(k.first, k.last) n,
    lateral (select (n * 7919 % 1000) / 1000.0::float8 as h1, (n * 104729 % 997) / 997.0::float8 as h2) h,
    lateral (select (case n % 200 when 0 then 'purchase' when 50 then 'grant' when 100 then 'refund'
      when 150 then 'expiry' when 25 then 'hold' when 26 then 'release' else 'charge' end)::entry_type as type) t`;

/**
 * The part of a workspace with `all` entries in the end: those numbered `from` to `to`, a share of them lead credits.
 */
export type Slice = { from: number; to: number; all: number };

/** The parameters of ROWS. Runs are named in one workspace only, because their ids are unique. */
export const rowValues = ({ from, to, all }: Slice, runs: boolean, days = 365): unknown[] => {
  const kinds = [
    ["ai", 1 - LEAD_SHARE],
    ["lead", LEAD_SHARE],
  ] as const;
  const numbers = kinds.map(([kind, share]) => ({
    kind,
    first: Math.floor(from * share) + 1,
    last: Math.floor(to * share),
    past_last: Math.floor(all * share) + 1,
  }));
  return [BIG_OPERATIONS, BIG_MEMBERS, BIG_CAMPAIGNS, runs, JSON.stringify(numbers), days];
};
