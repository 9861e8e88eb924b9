import type pg from "pg";
import { inLanes } from "./lanes";

/** Every index of every table, as the catalogue has it, and whether it is usable. */
export async function indexesOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ told: string }>(
    `select concat_ws(' ', pg_get_indexdef(indexrelid), indisprimary, indisunique, indisvalid, indisready,
       (select conname from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))) as told
     from pg_index join pg_class c on c.oid = indrelid
     where c.relnamespace = 'public'::regnamespace order by 1`,
  );
  return rows.map(({ told }) => told).join("\n");
}

/** A dropped index: how it is made, and whether it is the primary key. */
type Taken = { name: string; made: string; primary: boolean };

/** Drops the indexes of the entries, to be made again in one go after the load. */
export async function takeIndexes(client: pg.Client): Promise<Taken[]> {
  const { rows } = await client.query<Taken>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made, indisprimary as primary
     from pg_index where indrelid = 'credit_entry'::regclass`,
  );
  for (const { name, primary } of rows) {
    await client.query(
      primary ? `alter table credit_entry drop constraint ${name}` : `drop index ${name}`,
    );
  }
  return rows;
}

/** Makes them again, two at a time: each reads the table once. */
export async function makeIndexes(taken: readonly Taken[]): Promise<void> {
  await inLanes(taken, (lane, { made }) => lane.query(made));
  await inLanes(
    taken.filter(({ primary }) => primary),
    (lane, { name }) =>
      lane.query(`alter table credit_entry add constraint ${name} primary key using index ${name}`),
  );
}
