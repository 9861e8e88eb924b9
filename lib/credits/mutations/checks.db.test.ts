import { afterEach, expect, test, vi } from "vitest";
import { checkLedger, enqueueDueChecks } from "@/lib/credits/mutations/checks";
import {
  anotherDoor,
  asOwner,
  charge,
  grant,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { findChecks, findUncheckedAccounts } from "@/lib/credits/queries/checks";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/logger";

afterEach(() => vi.restoreAllMocks());

async function spentWorkspace() {
  const workspaceId = await newWorkspace();
  await anotherDoor().post(workspaceId, "ai", grant(500));
  await anotherDoor().post(workspaceId, "ai", charge(120));
  const check = (full = false) => checkLedger({ workspaceId, kind: "ai" }, { full });
  const isDue = async (now = clock.now()) =>
    (await findUncheckedAccounts(now)).some((one) => one.workspaceId === workspaceId);
  const kept = async () => (await findChecks(workspaceId))[0];
  return { workspaceId, check, isDue, kept };
}

type TableCopy = { table: string; columns: string; rows: object[] };

/** All rows of the ledger of a workspace, whatever tables it has. */
async function ledgerOf(workspaceId: string): Promise<TableCopy[]> {
  const tables = await asOwner<Omit<TableCopy, "rows">>(
    `select c.table_name as table, string_agg(quote_ident(c.column_name), ', ') as columns
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where table_schema = 'public' and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'
       and table_name ~ '^(credit|usage)_'
     group by 1 having bool_or(c.column_name = 'workspace_id')`,
  );
  expect(tables.length).toBeGreaterThan(7);
  return Promise.all(
    tables.map(async ({ table, columns }) => {
      const rows = await asOwner<{ row: object }>(
        `select to_jsonb(t) as row from ${table} t where workspace_id = $1`,
        [workspaceId],
      );
      return { table, columns, rows: rows.map(({ row }) => row) };
    }),
  );
}

/** Makes the ledger what it was, in all its tables: as whoever restores a part of a backup does. */
async function setBack(workspaceId: string, kept: readonly TableCopy[]): Promise<void> {
  for (const { table, columns, rows } of kept) {
    await asOwner(`delete from ${table} where workspace_id = $1`, [workspaceId]);
    await asOwner(
      `insert into ${table} (${columns})
       select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
      [JSON.stringify(rows)],
    );
  }
}

/** As only the owner of the tables can. */
const changeBalance = (workspaceId: string, by: number) =>
  asOwner(
    "update credit_account set current = current + $2, lifetime_used = lifetime_used - $2 where workspace_id = $1",
    [workspaceId, by],
  );

test("an account is due when it was never checked, has changed, or the next night has come", async () => {
  const { workspaceId, check, isDue, kept } = await spentWorkspace();
  expect(await isDue()).toBe(true);

  await check();
  expect(await kept()).toMatchObject({
    kind: "ai",
    entries: 2,
    difference: null,
    failingSince: null,
  });
  expect(await isDue()).toBe(false);
  expect(await isDue(new Date(Date.now() + 86_400_000))).toBe(true);

  await anotherDoor().post(workspaceId, "ai", charge(10));
  expect(await isDue()).toBe(true);
  await check();
  expect(await kept()).toMatchObject({ entries: 1 });
  expect(await isDue()).toBe(false);
});

test("what differs is kept, and stays due, until a later check is clean", async () => {
  const { workspaceId, check, isDue, kept } = await spentWorkspace();
  await check();
  await anotherDoor().post(workspaceId, "ai", grant(5));
  await changeBalance(workspaceId, 7);

  // The page says that support was told: they are by what watches the log.
  const told = vi.spyOn(logger, "error").mockImplementation(() => {});
  expect(await check()).toMatchObject({
    ok: false,
    difference: expect.stringMatching(/The account/),
  });
  const difference = expect.stringMatching(/The account/);
  const words = "a ledger differs from its entries";
  expect(told.mock.calls).toEqual([[{ workspaceId, kind: "ai", difference }, words]]);
  const first = await kept();
  expect(first).toMatchObject({ difference: expect.stringMatching(/The account/) });
  expect(await isDue()).toBe(true);

  await check();
  expect((await kept())?.failingSince).toBe(first?.failingSince);
  expect((await kept())?.checkedAt).not.toBe(first?.checkedAt);

  await changeBalance(workspaceId, -7);
  await check();
  expect(await kept()).toMatchObject({ difference: null, failingSince: null, entries: 3 });
  expect(await isDue()).toBe(false);
});

test("of two checks at once the one that looked later is kept, whichever ends last", async () => {
  const { workspaceId, check, kept } = await spentWorkspace();
  const now = vi.spyOn(clock, "now").mockReturnValue(new Date("2026-11-20T03:00:01Z"));
  await check();
  await changeBalance(workspaceId, 7);
  now.mockReturnValue(new Date("2026-11-20T03:00:00Z"));
  vi.spyOn(logger, "error").mockImplementation(() => {});
  expect(await check()).toMatchObject({ ok: false });
  expect(await kept()).toMatchObject({ checkedAt: "2026-11-20T03:00:01.000Z", difference: null });
});

test("a time that nothing can hold is a difference in its row, and not a check that never ends well", async () => {
  const { workspaceId, check, kept } = await spentWorkspace();
  await check();
  await anotherDoor().post(workspaceId, "ai", grant(5));
  const [lot] = await asOwner<{ id: string; began: string }>(
    "select id, created_at::text as began from credit_lot where workspace_id = $1 limit 1",
    [workspaceId],
  );
  const begin = (at?: string) =>
    asOwner("update credit_lot set created_at = $3 where workspace_id = $1 and id = $2", [
      workspaceId,
      lot?.id,
      at,
    ]);
  // More microseconds after 1970 than there are numbers for.
  await begin("294276-12-31");
  expect(await check(true)).toMatchObject({
    ok: false,
    difference: expect.stringMatching(/^The lot: /),
  });
  expect(await kept()).toMatchObject({ difference: expect.stringMatching(/^The lot: /) });
  await begin(lot?.began);
  expect(await check(true)).toMatchObject({ ok: true });
});

test("a checkpoint that is not true raises no alarm: everything is recomputed first", async () => {
  const { workspaceId, check, kept } = await spentWorkspace();
  await check();
  await asOwner(
    `update ledger_check set checkpoint = jsonb_set(checkpoint, '{account,used}', '1') where workspace_id = $1`,
    [workspaceId],
  );
  await anotherDoor().post(workspaceId, "ai", charge(10));

  expect(await check()).toMatchObject({ ok: true, entries: 3 });
  expect(await kept()).toMatchObject({ difference: null });
});

test("a lie about old entries escapes a quick check, and not that of the next night", async () => {
  const { workspaceId, check, kept } = await spentWorkspace();
  await check();
  await asOwner("update credit_entry set subject = 'x' where workspace_id = $1 and seq = 1", [
    workspaceId,
  ]);

  expect(await check()).toMatchObject({ ok: true, entries: 0 });
  vi.spyOn(clock, "now").mockImplementation(() => new Date(Date.now() + 86_400_000));
  expect(await check()).toMatchObject({ ok: false });
  expect(await kept()).toMatchObject({ difference: expect.stringMatching(/Entry 1 .*digest/) });
});

test("a ledger set back as a whole agrees with itself, and not with what a check saw", async () => {
  const { workspaceId, check, isDue, kept } = await spentWorkspace();
  const saved = await ledgerOf(workspaceId);
  await anotherDoor().post(workspaceId, "ai", charge(30));
  await check();
  await setBack(workspaceId, saved);

  const gone = "Entry 3, which an earlier check read, is gone.";
  expect(await check()).toMatchObject({ ok: false, difference: gone });
  expect(await check(true)).toMatchObject({ ok: false, difference: gone });
  expect(await isDue()).toBe(true);

  // Others in their place do not hide it, and it is no more than what the check saw that is missed.
  await anotherDoor().post(workspaceId, "ai", charge(20));
  await anotherDoor().post(workspaceId, "ai", charge(20));
  const other = "Entry 3 is not the one that an earlier check read.";
  expect(await check()).toMatchObject({ ok: false, difference: other });
  expect(await kept()).toMatchObject({ difference: other });
});

test("a ledger set back to when it had nothing is due, and differs, until what a check saw is back", async () => {
  const { workspaceId, check, isDue, kept } = await spentWorkspace();
  await check();
  const whole = await ledgerOf(workspaceId);
  await setBack(
    workspaceId,
    whole.map((one) => ({ ...one, rows: [] })),
  );
  expect(await isDue()).toBe(true);
  const gone = { difference: "Entry 2, which an earlier check read, is gone." };
  expect(await check()).toMatchObject(gone);
  expect(await isDue()).toBe(true);
  expect(await check()).toMatchObject(gone);
  expect(await kept()).toMatchObject(gone);

  await setBack(workspaceId, whole);
  expect(await isDue()).toBe(true);
  expect(await check()).toMatchObject({ ok: true });
  expect(await isDue()).toBe(false);
});

test("of a row that cannot be read, the result says so in our own words, and the log why", async () => {
  const { workspaceId, kept } = await spentWorkspace();
  const logged = vi.spyOn(logger, "error");
  const words = 'invalid input syntax for type uuid: "mei@example.com"';
  const err = Object.assign(new Error(words), { code: "22P02" });
  const links = { check: () => Promise.reject(err), allHold: async () => true };

  const account = { workspaceId, kind: "ai" } as const;
  const unread = { difference: "A row of the ledger could not be read." };
  expect(await checkLedger(account, { full: true, links })).toMatchObject({ ok: false, ...unread });
  expect(await kept()).toMatchObject(unread);
  const facts = { ...account, type: "Error", code: "22P02" };
  expect(logged).toHaveBeenCalledWith(facts, expect.any(String));
  expect(JSON.stringify(logged.mock.calls)).not.toContain("mei@");
});

test("each due account is queued once, however often the night's job runs", async () => {
  const { workspaceId } = await spentWorkspace();
  await enqueueDueChecks();
  await enqueueDueChecks();
  const jobs = await asOwner(
    "select 1 from pgboss.job where name = 'credits.check-ledger' and data -> 'data' ->> 'workspaceId' = $1",
    [workspaceId],
  );
  expect(jobs).toHaveLength(1);
});

test("a check is its workspace's alone", async () => {
  const { workspaceId, check } = await spentWorkspace();
  await check();
  expect(await inWorkspace(newId(), (tx) => tx.ledgerCheck.findMany())).toEqual([]);
  expect(await findChecks(workspaceId)).toHaveLength(1);
});
