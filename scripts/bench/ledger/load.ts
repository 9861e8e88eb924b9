import type pg from "pg";
import { BIG, COLUMNS, OTHERS, ROWS, rowValues, type Slice } from "./big-history";
import { indexesOf, makeIndexes, takeIndexes } from "./indexes";
import { inLanes } from "./lanes";
import { asOwner, makeWorkspaces } from "./workspaces";

const EACH_OTHER = 0.9 / OTHERS.length;

/** How much of the history has been loaded, of how much in all. */
export type History = { readonly all: number; loaded: number };

/**
 * Brings the table of entries to `to` rows. As the owner and past the door, because ten million commands would take a
 * quarter of an hour: enough to read from and to charge on top of, not to verify. Without its indexes, which are made
 * again at the end and must then be what they were. Returns the seconds it took.
 */
export async function loadHistory(history: History, to: number): Promise<number> {
  const start = performance.now();
  const { loaded: from, all } = history;
  const part = (share: number): Slice => ({ from: from * share, to: to * share, all: all * share });
  await makeWorkspaces([BIG, ...OTHERS]);
  await asOwner(async (client) => {
    const before = await indexesOf(client);
    const taken = await takeIndexes(client);
    await makeTemplate(client, part(EACH_OTHER));
    await inLanes([BIG, ...OTHERS.toSorted()], (lane, id) => addEntries(lane, id, part(0.1)));
    await makeIndexes(taken);
    await client.query("drop table bench_template");
    if (to === all) await addWhatFollows(client, BIG);
    // As it would be after a day: visible to all, known to the planner, with no background work left to do.
    await settle(client);
    const after = await indexesOf(client);
    if (after !== before) throw new Error(`The indexes differ.\n${before}\nwas\n${after}`);
  });
  history.loaded = to;
  return (performance.now() - start) / 1000;
}

/**
 * Vacuums every table that a load wrote to, and writes it to disk, so that none of this happens during a measurement.
 */
export async function settle(client: pg.Client): Promise<void> {
  await inLanes(TABLES, (lane, table) => lane.query(`vacuum (analyze) ${table}`));
  await client.query("checkpoint");
}

const TABLES = [
  "credit_entry",
  "credit_key",
  "credit_lot",
  "credit_hold",
  "operation_run",
  "usage_day",
  "usage_day_operation",
  "usage_day_member",
  "usage_day_campaign",
];

/** The rows that each of the other workspaces gets. Copying them is several times cheaper than making them. */
async function makeTemplate(client: pg.Client, slice: Slice) {
  await client.query("create unlogged table bench_template (like credit_entry including defaults)");
  await client.query("alter table bench_template alter column workspace_id drop not null");
  await client.query(`insert into bench_template (${COLUMNS}) ${ROWS}`, rowValues(slice, false));
}

async function addEntries(client: pg.Client, id: string, big: Slice) {
  if (id === BIG) {
    await client.query(
      `insert into credit_entry (workspace_id, ${COLUMNS}) select '${BIG}'::uuid, made.* from (${ROWS}) made`,
      rowValues(big, true),
    );
    return;
  }
  await client.query(
    `insert into credit_entry (workspace_id, ${COLUMNS}) select $1::uuid, ${COLUMNS} from bench_template`,
    [id],
  );
}

/** A workspace's accounts, a lot each, its keys and its rollups: enough to charge it through the door, and to read. */
export async function addWhatFollows(client: pg.Client, workspaceId: string): Promise<void> {
  await client.query(
    `with last as (
       select kind, max(seq) as seq, max(at) as at from credit_entry where workspace_id = $1 group by kind
     ), lot as (
       insert into credit_lot (workspace_id, kind, id, label, source, granted, remaining, created_at)
       select $1, kind, gen_random_uuid(), 'A lot', 'grant', 1000000000000, 1000000000000, at from last
     )
     insert into credit_account (workspace_id, kind, seq, current, lifetime_granted, digest, last_at)
     select $1, kind, seq, 1000000000000, 1000000000000, '\\x00', at from last`,
    [workspaceId],
  );
  await client.query(
    `insert into credit_key (workspace_id, kind, key, digest, seq, amount, current, held, at)
     select workspace_id, kind, md5(seq::text)::uuid::text, digest, seq, amount, current_after,
       held_after, at
     from credit_entry where workspace_id = $1`,
    [workspaceId],
  );
  await client.query(
    `insert into usage_day (workspace_id, kind, day, operation, actor, campaign, used, charges)
     select workspace_id, kind, (at at time zone 'UTC')::date, coalesce(operation, ''),
       coalesce(actor_id::text, 'system'), coalesce(campaign_id::text, ''), sum(-amount), count(*)
     from credit_entry where workspace_id = $1 and type = 'charge' group by 1, 2, 3, 4, 5, 6`,
    [workspaceId],
  );
  for (const [table, name] of [
    ["usage_day_operation", "operation"],
    ["usage_day_member", "actor"],
    ["usage_day_campaign", "campaign"],
  ] as const) {
    await client.query(
      `insert into ${table} (workspace_id, kind, day, ${name}, used, charges)
       select workspace_id, kind, day, ${name}, sum(used), sum(charges)
       from usage_day where workspace_id = $1 group by 1, 2, 3, 4`,
      [workspaceId],
    );
  }
}
