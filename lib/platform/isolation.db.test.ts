import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inWorkspace, pool } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";

// Two workspaces with a row in every table there is: what one of them can see and change of the other. The tables come
// from the catalogue, so that one which a migration makes tomorrow is among them.
const owner = new pg.Client({ connectionString: env.DATABASE_URL });
await owner.connect();

const { rows: tables } = await owner.query<{ name: string; key: string }>(`
  select c.relname as name, case when c.relname = 'workspace' then 'id' else 'workspace_id' end as key
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    and (c.relrowsecurity or exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped))
  order by 1`);
const { rows: views } = await owner.query<{ name: string }>(`
  select c.relname as name from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm')
    and has_table_privilege('wellspent_app', c.oid, 'select')`);

const [here, there] = [newId(), newId()];

interface Column {
  name: string;
  type: string;
  label: string | null;
  required: boolean;
}

/** The columns of a table that can be written. */
async function columnsOf(table: string): Promise<Column[]> {
  const { rows } = await owner.query<Column>(
    `select attname as name, format_type(atttypid, null) as type, attnotnull and not atthasdef as required,
       (select enumlabel::text from pg_enum where enumtypid = atttypid order by enumsortorder limit 1) as label
     from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  );
  return rows;
}

/** A value of a column's type; which one does not matter here. */
function someValue({ type, label }: Column): string {
  if (label !== null) return label;
  if (type.endsWith("[]")) return "{}";
  if (type.startsWith("timestamp") || type === "date") return "2026-01-01";
  return { uuid: newId(), jsonb: "[]", bytea: "\\x00", boolean: "false" }[type] ?? "1";
}

function insertion(table: string, row: Record<string, unknown>) {
  const names = Object.keys(row).map((name) => `"${name}"`);
  const text = `insert into "${table}" (${names})
    select ${names} from jsonb_populate_record(null::"${table}", $1)`;
  return { text, values: [JSON.stringify(row)] };
}

beforeAll(async () => {
  // Rows must only be there: what they may say, and which others they may name, is tested elsewhere.
  await owner.query(`do $$ declare one record; begin
    for one in select conrelid::regclass as of, conname from pg_constraint
      where connamespace = 'public'::regnamespace and contype in ('c', 'f')
    loop execute format('alter table %s drop constraint %I', one.of, one.conname); end loop;
  end $$`);
  for (const { name, key } of tables) {
    const columns = (await columnsOf(name)).filter((one) => one.required && one.name !== key);
    for (const workspaceId of [here, there]) {
      const row = Object.fromEntries(columns.map((column) => [column.name, someValue(column)]));
      // An address is one workspace's alone.
      if (name === "workspace") row.slug = workspaceId;
      const { text, values } = insertion(name, { ...row, [key]: workspaceId });
      await owner.query(text, values);
    }
  }
});
afterAll(() => owner.end());

/** One statement as the product, in the workspace named or in none: whose rows it gives back, or how it was refused. */
async function asProduct(workspaceId: string | null, statement: string, values: unknown[] = []) {
  const client = await pool("stream").connect();
  try {
    await client.query("begin");
    if (workspaceId !== null)
      await client.query("select set_config('app.workspace_id', $1, true)", [workspaceId]);
    return (await client.query<{ whose: string }>(statement, values)).rows.map((row) => row.whose);
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await client.query("rollback");
    client.release();
  }
}

const REFUSED = "42501";

test("every table of a workspace is looked at", () => {
  expect(tables.length).toBeGreaterThan(30);
  expect(views.map((view) => view.name)).toEqual(["credit_history", "credit_lots"]);
});

describe.each(tables)("$name", ({ name, key }) => {
  test("has a row of both workspaces", async () => {
    const { rows } = await owner.query(`select ${key} as whose from "${name}" order by 1`);
    expect(rows.map((row) => row.whose)).toEqual([here, there].toSorted());
  });

  test("shows the product the rows of its workspace alone, and none outside one", async () => {
    const everything = `select ${key} as whose from "${name}"`;
    expect(await asProduct(here, everything)).toEqual([here]);
    expect(await asProduct(there, everything)).toEqual([there]);
    expect(await asProduct(null, everything)).toEqual([]);
    expect(await asProduct("", everything)).toEqual([]);
    expect(await inWorkspace(here, (tx) => tx.$queryRawUnsafe(everything))).toEqual([
      { whose: here },
    ]);
  });

  test.each([
    ["update", `update "${name}" set ${key} = ${key} returning ${key} as whose`],
    ["delete", `delete from "${name}" returning ${key} as whose`],
  ])("lets nobody %s another workspace's row", async (_, statement) => {
    expect([[here], REFUSED]).toContainEqual(await asProduct(here, statement));
    expect([[], REFUSED]).toContainEqual(await asProduct(null, statement));
  });

  test("takes no row into another workspace, neither a new one nor one's own", async () => {
    const columns = (await columnsOf(name)).map((column) => `t."${column.name}"`);
    const { rows } = await owner.query(
      `select (select to_jsonb(one) from (select ${columns}) one) as told from "${name}" t where ${key} = $1`,
      [there],
    );
    const { text, values } = insertion(name, rows[0].told);
    for (const workspaceId of [here, null]) {
      expect(await asProduct(workspaceId, text, values)).toBe(REFUSED);
    }
    expect(await asProduct(here, `update "${name}" set ${key} = $1`, [there])).toBe(REFUSED);
  });
});

test.each(views)("the view $name shows the rows of one's workspace alone", async ({ name }) => {
  const everything = `select workspace_id as whose from ${name}`;
  expect(await asProduct(here, everything)).toEqual([here]);
  expect(await asProduct(null, everything)).toEqual([]);
});
