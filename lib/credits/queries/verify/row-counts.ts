import type pg from "pg";
import type { Counts } from "@/lib/credits/core/checkpoint";
import {
  type AccountRef,
  type Difference,
  find,
  type Recomputed,
} from "@/lib/credits/queries/verify/compare";

/**
 * How many rows there are. `own`: how many of the entries that were read have an answer that names that very entry;
 * `lost`: the first of them that has none.
 */
export type RowCounts = {
  own: number;
  lost: string | null;
  entries: number;
  answers: number;
  ended: number;
};

/** Counts the rows of an account, and joins the entries after number `after` with their answers. */
export async function countRows(
  client: pg.PoolClient,
  { workspaceId, kind }: AccountRef,
  after: number,
): Promise<RowCounts> {
  // The plan must not depend on statistics, which a young account does not have.
  await client.query("set local enable_nestloop = off");
  const joined = await client.query<{ own: string; lost: string | null }>(
    `select count(*) filter (where k.seq = e.seq) as own, min(e.seq) filter (where k.seq is null) as lost
     from credit_history e ${after === 0 ? ALL_ANSWERS : EACH_ANSWER}
     where e.workspace_id = $1 and e.kind = $2 and e.seq > $3`,
    [workspaceId, kind, after],
  );
  await client.query("set local enable_nestloop = on");
  const counted = await client.query<Record<"entries" | "answers" | "ended", string>>(
    `select
       (select count(*) from credit_history e where e.workspace_id = $1 and e.kind = $2) as entries,
       (select count(*) from credit_key k where k.workspace_id = $1 and k.kind = $2) as answers,
       (select count(*) from credit_hold h
         where h.workspace_id = $1 and h.kind = $2 and h.state <> 'open') as ended`,
    [workspaceId, kind],
  );
  const [{ own, lost } = { own: "0", lost: null }] = joined.rows;
  const [{ entries, answers, ended } = { entries: "0", answers: "0", ended: "0" }] = counted.rows;
  const numbers = { entries: Number(entries), answers: Number(answers), ended: Number(ended) };
  return { ...numbers, own: Number(own), lost };
}

/**
 * For a whole account, both tables are read once: several times cheaper than looking up every key. Only the answers'
 * numbers are joined; the rest of them would be kept in temporary files.
 */
const ALL_ANSWERS = `left join (
  select k.key, k.seq from credit_key k
  where k.workspace_id = $1 and k.kind = $2 offset 0) k on k.key = e.key`;

/** For a few entries, each is found by its key, however many others there are. */
const EACH_ANSWER = `left join lateral (
  select k.seq from credit_key k
  where k.workspace_id = $1 and k.kind = $2 and k.key = e.key offset 0) k on true`;

/**
 * Checks that every entry that was read has an answer under its key, and counts the answers that name that very entry.
 */
export function compareAnswers(counts: Counts, { own, lost }: RowCounts): Difference {
  counts.answers += own;
  return lost === null ? null : `Entry ${lost} has no answer.`;
}

/**
 * There must be as many rows as the entries say: none is missing before a checkpoint, and no key and no ended hold is
 * without its entry. Only if a count is wrong, the row that makes it so is looked for.
 */
export async function compareCounts(
  client: pg.PoolClient,
  ref: AccountRef,
  { books: { account }, counts }: Pick<Recomputed, "books" | "counts">,
  { entries, answers, ended }: RowCounts,
): Promise<Difference> {
  if (entries !== account.seq) return `There are ${entries} entries, not ${account.seq}.`;
  if (answers !== counts.answers) {
    const many = `There are ${answers} answers, not ${counts.answers}.`;
    return (await find(client, ref, STRAY_KEY)) ?? many;
  }
  if (ended !== counts.endedHolds) {
    const many = `There are ${ended} ended holds, not ${counts.endedHolds}.`;
    return (await find(client, ref, STRAY_HOLD)) ?? many;
  }
  return null;
}

const STRAY_KEY = `
  select 'The key ' || k.key || ' names entry ' || k.seq || ', which is not its own.' as difference
  from credit_key k where k.workspace_id = $1 and k.kind = $2 and k.key is distinct from (
    select e.key from credit_history e
    where e.workspace_id = $1 and e.kind = $2 and e.seq = k.seq)
  order by k.seq, k.key limit 1`;

const STRAY_HOLD = `
  select 'The hold ' || h.id || ' has no entry.' as difference
  from credit_hold h where h.workspace_id = $1 and h.kind = $2 and h.state <> 'open' and not exists (
    select from credit_history e
    where e.workspace_id = $1 and e.kind = $2 and e.hold_id = h.id and e.type = 'hold')
  order by h.id limit 1`;
