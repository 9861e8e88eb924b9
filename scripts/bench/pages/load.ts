import type pg from "pg";
import {
  BIG_CAMPAIGNS,
  BIG_MEMBERS,
  BIG_OPERATIONS,
  COLUMNS,
  ROWS,
  rowValues,
} from "../ledger/big-history";
import { indexesOf, makeIndexes, takeIndexes } from "../ledger/indexes";
import { addWhatFollows, settle } from "../ledger/load";
import { asOwner } from "../ledger/workspaces";
import { FILTERED } from "./pages";

/** How many lots still have something left. */
const LOTS_LEFT = 12;

/**
 * How old a workspace is: a year, but one of a hundred entries a month. Over a year, its last thirty days would hold
 * eight charges and no refund, and its pages would be compared for how little they show.
 */
const daysOf = (size: number): number => Math.min(365, Math.max(30, size / 10));

/** Rows of a page of the history or of Activity. */
const PAGE = 50;

/**
 * What the rows have that a filter may ask for. Of a hundred entries, most are of what the pages filter by: in the mix
 * of a million, a filter would leave a handful of them, and a list of five rows would be compared with one of fifty.
 */
function mixOf(size: number): string[][] {
  const mix = [BIG_OPERATIONS, BIG_MEMBERS, BIG_CAMPAIGNS];
  if (size > 10 * PAGE) return mix;
  const { operation, member, campaign } = FILTERED;
  return [often(operation, 4), often(member, 9), often(campaign, 23)].map((wanted, index) =>
    [...wanted, ...(mix[index] ?? []).filter((one) => one !== wanted[0])].slice(
      0,
      mix[index]?.length,
    ),
  );
}

const often = (value: string, times: number): string[] =>
  Array.from({ length: times }, () => value);

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
        [
          ...mixOf(size),
          ...rowValues({ from: 0, to: size, all: size }, true, daysOf(size)).slice(3),
        ],
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

/**
 * The runs that the entries name, done, each with the hold it settled, and as many that used nothing as a page of
 * Activity has room for besides.
 */
async function addRuns(client: pg.Client, workspaceId: string) {
  await client.query(
    `with run as (
       select kind, run_id, min(at) as began, max(at) as ended, -sum(amount) filter (where amount < 0) as used,
         min(coalesce(operation, 'single_post')) as operation,
         coalesce((array_agg(actor_id) filter (where actor_id is not null))[1], $2) as actor_id
       from credit_entry where workspace_id = $1 and run_id is not null group by kind, run_id
       union all
       select 'ai', md5('run without use ' || $1 || place)::uuid, now() - place * interval '1 hour',
         now() - place * interval '1 hour', 0, 'single_post', $2
       from generate_series(1, $3 - (
         select count(distinct run_id) from credit_entry where workspace_id = $1 and kind = 'ai')) place
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
    [workspaceId, BIG_MEMBERS[0], PAGE],
  );
}
