import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { requireRestrictedRole } from "@/lib/platform/database-role";
import { pool } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";

// What must hold for every table that any migration ever makes, asked of the migrated database itself.
const owner = new pg.Client({ connectionString: env.DATABASE_URL });
const rowsOf = async (sql: string): Promise<unknown[]> => (await owner.query(sql)).rows;

beforeAll(() => owner.connect());
afterAll(() => owner.end());

const TENANT = `
  select c.oid, c.relname, c.relrowsecurity from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    and (c.relname = 'workspace' or exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped))`;

test("the schema can be spread over machines by workspace", async () => {
  expect(await rowsOf(readFileSync("prisma/distribution-lint.sql", "utf8"))).toEqual([]);
});

// The one line that may be drawn, to the letter: a condition that merely speaks of the workspace may let everybody in.
const WITHIN =
  "(workspace_id = ( SELECT (NULLIF(current_setting('app.workspace_id'::text, true), ''::text))::uuid AS \"nullif\"))";

/** The policies that count for the product's role: its own, those of roles it is a member of, and those for everybody. */
const APPLYING = `
  select p.polrelid, p.polname, p.polcmd, p.polpermissive,
    pg_get_expr(p.polqual, p.polrelid) as shown,
    pg_get_expr(p.polwithcheck, p.polrelid) as taken
  from pg_policy p where exists (
    select from unnest(p.polroles) as role
    where role = 0 or pg_has_role('wellspent_app', role, 'member'))`;

const STRANGE = `
  select c.relname, p.polname from (${APPLYING}) p join pg_class c on c.oid = p.polrelid
  where p.shown is distinct from replace($1, 'workspace_id =', case c.relname when 'workspace' then 'id =' else 'workspace_id =' end)
    or p.taken is distinct from null or p.polcmd <> '*' or not p.polpermissive`;

const strangePolicies = async () => (await owner.query(STRANGE, [WITHIN])).rows;

test("every tenant table is under row-level security, with a policy for the product's role", async () => {
  expect(await rowsOf(`select relname from (${TENANT}) t where not relrowsecurity`)).toEqual([]);
  expect(
    await rowsOf(`
      select relname from (${TENANT}) t
      where not exists (select from (${APPLYING}) p where p.polrelid = t.oid)`),
  ).toEqual([]);
});

test("no policy lets the product's role see past its workspace", async () => {
  expect(await strangePolicies()).toEqual([]);
});

test.each([
  [
    "or everything",
    "to wellspent_app using (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid) or true)",
  ],
  ["for everybody", "to public using (true)"],
  [
    "that takes more than it shows",
    "to wellspent_app using (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid)) with check (true)",
  ],
])("a policy %s is reported", async (_, policy) => {
  await owner.query(`create policy slack on purchase ${policy}`);
  expect(await strangePolicies()).toEqual([{ relname: "purchase", polname: "slack" }]);
  await owner.query("drop policy slack on purchase");
});

test("a view that the product may read shows one workspace", async () => {
  expect(
    await rowsOf(`
      select c.relname from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm')
        and has_table_privilege('wellspent_app', c.oid, 'select')
        and pg_get_viewdef(c.oid) not like '%app.workspace_id%'`),
  ).toEqual([]);
});

test("the product cannot write the ledger but through its function", async () => {
  await expect(requireRestrictedRole()).resolves.toBeUndefined();
  for (const statement of [
    "update credit_account set current = 1",
    "delete from credit_entry",
    "truncate credit_lot",
    "insert into usage_day_member (workspace_id, kind, day, actor, used, charges) values (gen_random_uuid(), 'ai', now(), '', 1, 1)",
  ]) {
    await expect(pool("ledger").query(statement)).rejects.toThrow(/permission denied/);
  }
});

test("the worker's role finds, and changes nothing", async () => {
  expect(
    await rowsOf(`
      select c.relname from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and has_table_privilege('wellspent_worker', c.oid, 'insert, update, delete, truncate')`),
  ).toEqual([]);
});

test("the server refuses to run as a role that could write the ledger", async () => {
  await owner.query("grant update on credit_account to wellspent_app");
  await expect(requireRestrictedRole()).rejects.toThrow(
    /wellspent_app can write credit_account.*revoke/,
  );
  await owner.query("revoke update on credit_account from wellspent_app");
});

test("the migrations make exactly what the Prisma schema says", async () => {
  const cli = ["node_modules/prisma/build/index.js", "migrate", "diff"];
  const sides = ["--from-config-datasource", "--to-schema", "prisma/schema", "--exit-code"];
  const { stdout } = await promisify(execFile)(process.execPath, [...cli, ...sides], {
    // biome-ignore lint/style/noProcessEnv: the tool started here reads it, not the product.
    env: { ...process.env, DATABASE_URL: env.DATABASE_URL, DIRECT_URL: env.DATABASE_URL },
  });
  expect(stdout).toContain("No difference");
});
