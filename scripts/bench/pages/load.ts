import type pg from "pg";
import { BIG_MEMBERS, COLUMNS, ROWS, rowValues } from "../ledger/big-history";
import { indexesOf, makeIndexes, takeIndexes } from "../ledger/indexes";
import { addWhatFollows, settle } from "../ledger/load";
import { asOwner } from "../ledger/workspaces";

/** How many lots still have something left. */
const LOTS_LEFT = 12;

/**
 * How old a workspace is: a year, but one of a hundred entries a month. Over a year, its last thirty days would hold
 * eight charges and no refund, and its pages would be compared for how little they show.
 */
const daysOf = (size: number): number => Math.min(365, Math.max(30, size / 10));

/**
 * Gives each workspace as many entries as its size, over its days, with all that belongs to them: people, accounts, lots,
 * runs with their holds, rollups. Past the door and without indexes, as the ledger's bench loads (`../ledger/load.ts`).
 */
export async function loadWorkspaces(
  workspaces: readonly { workspaceId: string; size: number }[],
): Promise<void> {
  await asOwner(async (client) => {
    const before = await indexesOf(client);
    const taken = await takeIndexes(client);
    await client.query("set synchronous_commit = off");
    for (const { workspaceId, size } of workspaces) {
      await client.query(
        `insert into credit_entry (workspace_id, ${COLUMNS}) select '${workspaceId}'::uuid, made.* from (${ROWS}) made`,
        rowValues({ from: 0, to: size, all: size }, true, daysOf(size)),
      );
    }
    await makeIndexes(taken);
    for (const { workspaceId } of workspaces) {
      await addPeople(client, workspaceId);
      await addWhatFollows(client, workspaceId);
      await addLots(client, workspaceId);
      await addRuns(client, workspaceId);
    }
    await settle(client);
    const after = await indexesOf(client);
    if (after !== before) throw new Error(`The indexes differ.\n${before}\nwas\n${after}`);
  });
}

/** The members that the entries name. */
async function addPeople(client: pg.Client, workspaceId: string) {
  await client.query(
    `insert into member (workspace_id, user_id, role, name, email)
     select $1, id, 'member', 'Member ' || place, 'member' || place || '@example.com'
     from unnest($2::uuid[]) with ordinality people (id, place)`,
    [workspaceId, BIG_MEMBERS],
  );
}

/** One for each purchase and grant, all used up except the newest. */
async function addLots(client: pg.Client, workspaceId: string) {
  await client.query(
    `insert into credit_lot (workspace_id, kind, id, label, source, granted, remaining, used, created_at, expires_at)
     select workspace_id, kind, md5('lot ' || kind || seq)::uuid, 'Popular', type::text, amount,
       case when place <= $2 then amount else 0 end, case when place <= $2 then 0 else amount end, at,
       at + interval '366 days'
     from (
       select *, row_number() over (partition by kind order by seq desc) as place
       from credit_entry where workspace_id = $1 and type in ('purchase', 'grant')
     ) arrived`,
    [workspaceId, LOTS_LEFT],
  );
}

/** The runs that the entries name, done, each with the hold it settled. */
async function addRuns(client: pg.Client, workspaceId: string) {
  await client.query(
    `with run as (
       select kind, run_id, min(at) as began, max(at) as ended, -sum(amount) filter (where amount < 0) as used,
         min(coalesce(operation, 'single_post')) as operation,
         coalesce((array_agg(actor_id) filter (where actor_id is not null))[1], $2) as actor_id
       from credit_entry where workspace_id = $1 and run_id is not null group by kind, run_id
     ), hold as (
       insert into credit_hold (workspace_id, kind, id, amount, captured, released, lots, state, run_id, created_at, lapses_at)
       select $1, kind, md5('hold ' || run_id)::uuid, coalesce(used, 0) + 50, coalesce(used, 0), 50, '[]', 'settled',
         run_id, began, ended from run where kind = 'ai'
     )
     insert into operation_run (workspace_id, id, kind, operation, subject, state, quoted_min, quoted_likely, quoted_max,
       rate_card_version, quote, hold_ids, lapses_at, actor_id, progress, created_at, started_at, finished_at, updated_at)
     select $1, run_id, kind, operation, 'Spring roast launch', 'done', 10, 100, coalesce(used, 0) + 50, '2026-11',
       '{"lines": []}', array[md5('hold ' || run_id)::uuid], ended, actor_id, '{"done": 20, "total": 20}', began, began,
       ended, ended from run where kind = 'ai'`,
    [workspaceId, BIG_MEMBERS[0]],
  );
}
