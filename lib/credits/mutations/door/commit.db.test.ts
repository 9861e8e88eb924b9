import pg from "pg";
import { expect, test } from "vitest";
import { decideAll } from "@/lib/credits/core/decide";
import { entryText, firstDigest } from "@/lib/credits/core/entry";
import { untouchedState } from "@/lib/credits/core/testing";
import { asOwner, charge, grant, newWorkspace } from "@/lib/credits/mutations/door/testing";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { sha256 } from "@/lib/platform/sha256";

const MANY = 3_000;

/** How many rows of `table` are looked at while `statement` runs. */
async function lookedAt(table: string, statement: string, values: unknown[]): Promise<number> {
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  try {
    await client.query("begin");
    await client.query(statement, values);
    const { rows } = await client.query<{ looked: string }>(
      `select seq_tup_read + coalesce(idx_tup_fetch, 0) as looked
       from pg_stat_xact_user_tables where relname = $1`,
      [table],
    );
    return Number(rows[0]?.looked);
  } finally {
    await client.end();
  }
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
  await asOwner("analyze credit_hold");
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

test("a refund looks only at the day that it gives back to, however many have use", async () => {
  const workspaceId = await newWorkspace();
  await asOwner(
    `insert into usage_day (workspace_id, kind, day, operation, actor, campaign, used, charges)
     select $1, 'ai', date '2020-01-01' + number, 'single_post', 'system', '', 10, 1
     from generate_series(1, $2::int) number`,
    [workspaceId, MANY],
  );
  await asOwner("analyze usage_day");
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

test("what is sent to be written is what the digests cover", () => {
  const state = untouchedState(firstDigest(newId(), "ai", sha256));
  const commands = [
    grant(100),
    charge(30),
    charge(1_000),
    charge(20, { subject: 'A "quoted" subject' }),
  ];
  const { entries, texts } = decideAll(state, commands, new Date(), sha256);
  expect(entries).toHaveLength(3);
  expect(texts).toEqual(entries.map(entryText));
});
