import pg from "pg";
import { expect, test, vi } from "vitest";
import {
  anotherDoor,
  asOwner,
  charge,
  grant,
  mustVerify,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";

const MANY = 3_000;

/**
 * How many rows of `table` are looked at while `statement` runs: the most, before the table has statistics and when it
 * has, with a plan for these values and with one for any.
 */
async function lookedAt(table: string, statement: string, values: unknown[]): Promise<number> {
  const all: number[] = [];
  for (const told of [false, true]) {
    if (told) await asOwner(`analyze ${table}`);
    for (const plan of ["force_custom_plan", "force_generic_plan"]) {
      all.push(await lookedAtOnce(table, `set local plan_cache_mode = ${plan}`, statement, values));
    }
  }
  return Math.max(...all);
}

async function lookedAtOnce(
  table: string,
  setting: string,
  statement: string,
  values: unknown[],
): Promise<number> {
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  try {
    await client.query("begin");
    await client.query(setting);
    return await lookedAtBy(client, table, statement, values);
  } finally {
    await client.end();
  }
}

/** The same of a session that may have planned before; ends its transaction. */
async function lookedAtBy(
  client: pg.Client,
  table: string,
  statement: string,
  values: unknown[],
): Promise<number> {
  await client.query(statement, values);
  const { rows } = await client.query<{ looked: string }>(
    `select seq_tup_read + coalesce(idx_tup_fetch, 0) as looked
     from pg_stat_xact_user_tables where relname = $1`,
    [table],
  );
  await client.query("rollback");
  return Number(rows[0]?.looked ?? 0);
}

test("a commit looks only at the holds that it changes, however many the workspace ever had", async () => {
  const workspaceId = await newWorkspace();
  const id = newId();
  await asOwner(
    `insert into credit_hold (workspace_id, kind, id, amount, captured, lots, state, actor_type, created_at, lapses_at)
     select $1, 'ai', case number when 1 then $2 else gen_random_uuid() end, 100, 100, '[]', 'settled', 'system', now(), now()
     from generate_series(1, $3::int) number`,
    [workspaceId, id, MANY],
  );
  const held = {
    ...{ id, amount: 100, captured: 40, released: 60, lots: [], state: "settled" },
    ...{ actorType: "system", createdAt: new Date(), lapsesAt: new Date() },
  };
  const looked = await lookedAt("credit_hold", "select ledger_commit_holds($1, 'ai', $2)", [
    workspaceId,
    JSON.stringify({ changed: [held], opened: [] }),
  ]);
  expect(looked).toBeGreaterThan(0);
  expect(looked).toBeLessThan(5);
});

test("loading an account looks only at the front of its queues and at what is named", async () => {
  const workspaceId = await newWorkspace();
  const [hold, lot] = [newId(), newId()];
  await asOwner(
    `insert into credit_lot (workspace_id, kind, id, label, source, granted, remaining, used, created_at)
     select $1, 'ai', case number when 1 then $2 else gen_random_uuid() end, 'A lot', 'grant', 100,
       case when number % 2 = 0 then 100 else 0 end, case when number % 2 = 0 then 0 else 100 end, now()
     from generate_series(1, $3::int) number`,
    [workspaceId, lot, MANY],
  );
  await asOwner(
    `insert into credit_hold (workspace_id, kind, id, amount, captured, lots, state, actor_type, created_at, lapses_at)
     select $1, 'ai', case number when 1 then $2 else gen_random_uuid() end, 100,
       case when number % 2 = 0 then 0 else 100 end, jsonb_build_array(jsonb_build_array($3::text, -100)),
       case when number % 2 = 0 then 'open' else 'settled' end, 'system', now(), now()
     from generate_series(1, $4::int) number`,
    [workspaceId, hold, lot, MANY],
  );
  const statement = "select ledger_state($1, 'ai', $2, $3, '{}', '{}', 8, 8, '[]', now())";
  const values = [workspaceId, [newId()], [hold]];
  for (const table of ["credit_lot", "credit_hold"]) {
    const looked = await lookedAt(table, statement, values);
    expect(looked, table).toBeGreaterThan(8);
    expect(looked, table).toBeLessThan(40);
  }
});

test("a session that planned its loads while there was next to nothing looks at no more when there is much", async () => {
  for (const told of [false, true]) {
    const workspaceId = await newWorkspace();
    const door = anotherDoor();
    const client = new pg.Client({ connectionString: env.DATABASE_URL });
    await client.connect();
    try {
      if (told) await asOwner("analyze credit_entry");
      const load = "select ledger_state($1, 'ai', $2, '{}', $3, '{}', 8, 8, '[]', now())";
      await client.query(load, [workspaceId, [newId()], []]);
      await door.post(workspaceId, "ai", grant(MANY));
      await Promise.all(Array.from({ length: 500 }, () => door.post(workspaceId, "ai", charge(1))));
      const lookedAtEntries = async (charges: number[]) => {
        await client.query("begin");
        return lookedAtBy(client, "credit_entry", load, [workspaceId, [newId()], charges]);
      };
      expect(await lookedAtEntries([])).toBe(0);
      expect(await lookedAtEntries([7, 400])).toBe(2);
    } finally {
      await client.end();
    }
  }
});

test("a refund looks only at the day that it gives back to, however many have use", async () => {
  const workspaceId = await newWorkspace();
  await asOwner(
    `insert into usage_day (workspace_id, kind, day, operation, actor, campaign, used, charges)
     select $1, 'ai', date '2020-01-01' + number, 'single_post', 'system', '', 10, 1
     from generate_series(1, $2::int) number`,
    [workspaceId, MANY],
  );
  const back = {
    day: "2021-01-01",
    operation: "single_post",
    actor: "system",
    campaign: "",
    used: 4,
  };
  const looked = await lookedAt("usage_day", "select ledger_commit_usage($1, 'ai', $2)", [
    workspaceId,
    JSON.stringify({ added: [], givenBack: [back] }),
  ]);
  expect(looked).toBeGreaterThan(0);
  expect(looked).toBeLessThan(5);
});

test("days are told anew where the entries are: as much is sent of many charges as of a few", async () => {
  expect(await sentToRetell(40)).toBe(await sentToRetell(10));
});

/** How much is sent for the rollups of a day with as many charges, each in another quarter of an hour. */
async function sentToRetell(charges: number): Promise<number> {
  const workspaceId = await newWorkspace();
  let now = Date.parse("2026-03-01T00:00:00Z");
  const door = anotherDoor(() => new Date(now));
  await door.post(workspaceId, "ai", grant(1_000));
  for (let index = 0; index < charges; index += 1) {
    now += 900_000;
    await door.post(workspaceId, "ai", charge(1));
  }
  await asOwner("update workspace set time_zone = 'Asia/Kolkata' where id = $1", [workspaceId]);
  const sent = vi.spyOn(pg.Client.prototype, "query");
  now = Date.parse("2026-03-01T12:00:00Z");
  await door.post(workspaceId, "ai", charge(1));
  const calls = sent.mock.calls as unknown as [{ text?: string; values?: unknown[] }][];
  const length = calls
    .filter(([said]) => said.text?.includes("ledger_retell"))
    .reduce((sum, [{ values }]) => sum + JSON.stringify(values).length, 0);
  sent.mockRestore();
  expect(length).toBeGreaterThan(0);
  await mustVerify(workspaceId);
  return length;
}
