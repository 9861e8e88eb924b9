import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import {
  asOwner,
  charge,
  command,
  grant,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { pool } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

const TABLES = [
  "credit_account",
  "credit_lot",
  "credit_entry",
  "credit_hold",
  "credit_key",
  "credit_outbox",
  "credit_cap",
  "credit_threshold",
  "usage_day",
  "usage_day_operation",
  "usage_day_member",
  "usage_day_campaign",
];

/** One statement as the product, inside a workspace. */
async function asProduct(workspaceId: string, statement: string) {
  const client = await pool("stream").connect();
  try {
    await client.query("begin");
    await client.query("select set_config('app.workspace_id', $1, true)", [workspaceId]);
    return (await client.query(statement)).rows;
  } finally {
    await client.query("rollback");
    client.release();
  }
}

test.each(TABLES)(
  "the product cannot write %s, not even its own workspace's rows",
  async (table) => {
    const workspaceId = await newWorkspace();
    await post(workspaceId, "ai", grant(100));
    await post(workspaceId, "ai", charge(10));
    for (const statement of [
      `insert into ${table} (workspace_id) select workspace_id from ${table}`,
      `update ${table} set workspace_id = workspace_id`,
      `delete from ${table}`,
      `truncate ${table}`,
    ]) {
      await expect(asProduct(workspaceId, statement)).rejects.toMatchObject({ code: "42501" });
    }
  },
);

test("nobody but the product's role may use the door, and the parts of it are closed to all", async () => {
  const rights = await asOwner(
    `select p.proname as name, array(select unnest(p.proacl)::text order by 1) as granted, p.prosecdef as definer
     from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname like 'ledger%' order by 1`,
  );
  const open = rights.filter((row) => /wellspent_app=X/.test(String(row.granted)));

  expect(rights.filter((row) => /(^|,)=X/.test(String(row.granted)))).toEqual([]);
  const doors = open.filter((row) => row.definer);
  expect(doors.map((row) => row.name)).toEqual([
    "ledger_clear_outbox",
    "ledger_commit",
    "ledger_retell",
    "ledger_state",
    "ledger_state_locked",
  ]);
  // It reads under the reader's own rights: row-level security stands before it.
  expect(open.filter((row) => !row.definer).map((row) => row.name)).toEqual(["ledger_cap_uses"]);
});

test("the door's functions take the workspace they are told: what names it stands before them", async () => {
  const workspaceId = await newWorkspace();
  await post(workspaceId, "ai", grant(100));
  const state = `select ledger_state('${workspaceId}', 'ai', '{}', '{}', '{}', '{}', 8, 8, '[]', now())
    #>> '{account,current}' as current`;
  const elsewhere = await newWorkspace();
  expect(await asProduct(elsewhere, state)).toEqual([{ current: "100" }]);
  // The tables behind them do not.
  const rows = `select 1 from credit_account where workspace_id = '${workspaceId}'`;
  expect(await asProduct(elsewhere, rows)).toEqual([]);
});

test("what a cap counts is told inside its own workspace alone", async () => {
  const workspaceId = await newWorkspace();
  await post(workspaceId, "ai", grant(100));
  await post(workspaceId, "ai", charge(10));
  const uses = `select (select sum(m.value::int)::int from jsonb_each_text(u.months) m) as used from jsonb_to_recordset(ledger_cap_uses(
    '${workspaceId}', 'ai', '[["member", "system"]]', '2026-01-01')) as u (months jsonb)`;
  expect(await asProduct(workspaceId, uses)).toEqual([{ used: 10 }]);
  expect(await asProduct(await newWorkspace(), uses)).toEqual([{ used: null }]);
});

test.each([
  ["a negative balance", "update credit_account set current = -1"],
  ["more held than there is", "update credit_account set held = current + 1"],
  ["a sum that does not add up", "update credit_account set lifetime_used = lifetime_used + 1"],
  ["a lot above its grant", "update credit_lot set remaining = granted + 1"],
  ["a lot that does not add up", "update credit_lot set used = used + 1"],
  ["a hold captured above its amount", "update credit_hold set captured = amount + 1"],
  ["a charge that gives", "update credit_entry set amount = 1 where type = 'charge'"],
  ["a charge above its quote", "update credit_entry set quoted_max = 1 where type = 'charge'"],
  ["negative use", "update usage_day set used = -1"],
])("the database itself refuses %s", async (_, statement) => {
  const workspaceId = await newWorkspace();
  await post(workspaceId, "ai", grant(100));
  await post(workspaceId, "ai", charge(10));
  const lapsesAt = new Date(Date.now() + 60_000);
  const held = command({ type: "hold", holdId: newId(), amount: credits(5), lapsesAt });
  await post(workspaceId, "ai", held);

  await expect(asOwner(statement)).rejects.toMatchObject({ code: "23514" });
});
