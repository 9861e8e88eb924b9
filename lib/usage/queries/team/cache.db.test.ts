import { AsyncLocalStorage } from "node:async_hooks";
import fc from "fast-check";
import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import type { Command } from "@/lib/credits/core/command";
import {
  anotherDoor,
  asOwner,
  charge,
  command,
  grant,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { periodsOf } from "@/lib/usage/core/team/periods";
import { memoryFor, openCache } from "@/lib/usage/queries/team/cache";
import { type Dimension, sumsOf, usageOf } from "@/lib/usage/queries/team/sums";
import { naive, usesIn } from "@/lib/usage/queries/team/testing";
import { findTeamUsage, scopeOf, type TeamUsageQuery } from "@/lib/usage/queries/team/usage";

const RANGE = { from: "2026-08-15", to: "2026-11-20" };
const MONTHS = periodsOf(RANGE, "month");
const [ines, tomasz, key, campaign] = [newId(), newId(), newId(), newId()];

const ofInes = { actor: { type: "member", id: ines }, operation: "dm_standard" } as const;

const query = (workspaceId: string, over: Partial<TeamUsageQuery> = {}): TeamUsageQuery => ({
  workspaceId,
  kind: "ai",
  timeZone: "UTC",
  member: null,
  campaign: null,
  periods: MONTHS,
  step: "month",
  comparison: "before",
  group: "operation",
  ...over,
});

/** The ways of the page to divide use: from a narrow rollup, and from the one of full grain. */
const DIMENSIONS: Dimension[][] = [["period", "operation"], ["operation"], ["operation", "actor"]];

function allSums(workspaceId: string, timeZone = "UTC") {
  const scope = scopeOf(query(workspaceId, { timeZone }), MONTHS);
  return inWorkspace(
    workspaceId,
    async (tx) => {
      const sum = await usageOf(tx, scope);
      const all: [string, number, number][] = [];
      for (const dimensions of DIMENSIONS) {
        for (const row of await sum(scope, dimensions)) {
          const { used, charges, ...names } = row as typeof row & Record<Dimension, string>;
          all.push([Object.values(names).join(" "), used, charges]);
        }
      }
      return all.toSorted();
    },
    { snapshot: true },
  );
}

/** A charge on the 5th of each month, of a person and an operation. */
async function aHistory() {
  const workspaceId = await newWorkspace();
  let now = new Date("2026-07-01T12:00:00Z");
  const door = anotherDoor(() => now);
  const post = async (date: string, asked: Command) => {
    now = new Date(`${date}T12:00:00Z`);
    const answer = await door.post(workspaceId, "ai", asked);
    if (!answer.ok) throw new Error(answer.reason);
    return answer.seq;
  };
  await post("2026-07-01", grant(100_000));
  const charged: number[] = [];
  for (const month of ["08", "09", "10", "11"]) {
    charged.push(await post(`2026-${month}-05`, charge(1_000, ofInes)));
  }
  const refund = (seq = 0, amount = 300) =>
    post("2026-11-20", command({ type: "refund", corrects: seq, amount: credits(amount) }));
  return { workspaceId, post, charged, refund };
}

/** Only the owner of the tables can: whatever is read again says another amount. */
const rewrite = (workspaceId: string, by: number) =>
  Promise.all(
    ["usage_day", "usage_day_operation"].map((table) =>
      asOwner(`update ${table} set used = used + $2 where workspace_id = $1`, [workspaceId, by]),
    ),
  );

const sums = (september: number, october: number, november: number[]) => {
  const ends = november.reduce((a, b) => a + b, 0);
  const all = september + october + ends;
  const charges = 2 + november.length;
  return [
    ["1 dm_standard", september, 1],
    ["2 dm_standard", october, 1],
    ["3 dm_standard", ends, november.length],
    ["dm_standard", all, charges],
    [`dm_standard ${ines}`, all, charges],
  ].toSorted();
};

test("days are read once, and again when a refund reached back into their month", async () => {
  const { workspaceId, charged, refund } = await aHistory();
  expect(await allSums(workspaceId)).toEqual(sums(1_000, 1_000, [1_000]));
  await rewrite(workspaceId, 7);
  expect(await allSums(workspaceId)).toEqual(sums(1_000, 1_000, [1_000]));
  await refund(charged[1]);
  expect(await allSums(workspaceId)).toEqual(sums(707, 1_000, [1_000]));
});

test("what is charged today is there at once, and the days before it are not read for it", async () => {
  const { workspaceId, post } = await aHistory();
  await allSums(workspaceId);
  await rewrite(workspaceId, 7);
  await post("2026-11-20", charge(2_000, ofInes));
  expect(await allSums(workspaceId)).toEqual(sums(1_000, 1_000, [1_000, 2_000]));
});

test("what is kept is of one workspace, one time zone and one history", async () => {
  const first = await aHistory();
  const second = await aHistory();
  expect(await allSums(first.workspaceId)).toEqual(sums(1_000, 1_000, [1_000]));
  await second.refund(second.charged[1]);
  expect(await allSums(second.workspaceId)).toEqual(sums(700, 1_000, [1_000]));
  await rewrite(first.workspaceId, 7);
  expect(await allSums(first.workspaceId, "Asia/Kolkata")).toEqual(sums(1_000, 1_000, [1_000]));
  expect(await allSums(first.workspaceId)).toEqual(sums(1_000, 1_000, [1_000]));
  // The same number of the last entry, and another entry.
  await asOwner("update credit_account set digest = 'other' where workspace_id = $1", [
    first.workspaceId,
  ]);
  expect(await allSums(first.workspaceId)).toEqual(sums(1_007, 1_007, [1_007]));
  // And a later one, where the entry that was the last is another.
  await rewrite(first.workspaceId, 7);
  await first.post("2026-11-20", charge(2_000, ofInes));
  expect(await allSums(first.workspaceId)).toEqual(sums(1_014, 1_014, [1_014, 2_000]));
});

test("an operation that is called as no operation is written answers nothing in place of all of them", async () => {
  const { workspaceId } = await aHistory();
  const facts = await findTeamUsage(query(workspaceId, { operation: "null" }));
  expect([facts.uses, facts.costs]).toEqual([[], []]);
  expect(await allSums(workspaceId)).toEqual(sums(1_000, 1_000, [1_000]));
});

test("what is kept of many accounts has an end: of those that nobody asked for lately, it is forgotten", async () => {
  const memory = memoryFor({ changes: 5, rows: 100 });
  const all = [await aHistory(), await aHistory(), await aHistory()];
  const used = (workspaceId: string) => {
    const scope = scopeOf(query(workspaceId), MONTHS);
    return inWorkspace(workspaceId, async (tx) => {
      const sum = sumsOf(tx, scope, await openCache(tx, scope, memory));
      return (await sum(scope, ["operation"])).map(({ used }) => used);
    });
  };
  for (const { workspaceId, post } of all) {
    expect(await used(workspaceId)).toEqual([3_000]);
    for (const operation of ["dm_premium", "single_post"]) {
      await post("2026-11-20", charge(1_000, { ...ofInes, operation }));
    }
    expect(await used(workspaceId)).toEqual([3_000, 1_000, 1_000]);
    await rewrite(workspaceId, 7);
  }
  const [first, , last] = all;
  expect(await used(String(last?.workspaceId))).toEqual([3_000, 1_000, 1_000]);
  expect(await used(String(first?.workspaceId))).toEqual([3_021, 1_007, 1_007]);
});

test("a page of an earlier instant is told that instant, whatever is known since", async () => {
  const { workspaceId, post, charged, refund } = await aHistory();
  const scope = scopeOf(query(workspaceId), MONTHS);
  const outside = AsyncLocalStorage.snapshot();
  await allSums(workspaceId);
  const earlier = await inWorkspace(
    workspaceId,
    async (tx) => {
      const sum = await usageOf(tx, scope);
      await outside(async () => {
        await post("2026-11-20", charge(2_000, ofInes));
        await refund(charged[1]);
        expect(await allSums(workspaceId)).toEqual(sums(700, 1_000, [1_000, 2_000]));
      });
      const again = await usageOf(tx, scope);
      return [await sum(scope, ["operation"]), await again(scope, ["operation"])];
    },
    { snapshot: true },
  );
  const before = [{ operation: "dm_standard", used: 3_000, charges: 3 }];
  expect(earlier).toEqual([before, before]);
  expect(await allSums(workspaceId)).toEqual(sums(700, 1_000, [1_000, 2_000]));
});

test("what the charges of an operation cost is read again when one of them changed, and only then", async () => {
  const { workspaceId, post, charged, refund } = await aHistory();
  const costs = async () => {
    const facts = await findTeamUsage(query(workspaceId, { operation: "dm_standard" }));
    return facts.costs?.map(({ cost }) => cost);
  };
  expect(await costs()).toEqual([1_000, 1_000, 1_000]);
  await asOwner("update credit_entry set amount = -5 where workspace_id = $1 and seq = $2", [
    workspaceId,
    charged[2],
  ]);
  await post("2026-11-20", charge(2_000, { ...ofInes, operation: "dm_premium" }));
  expect(await costs()).toEqual([1_000, 1_000, 1_000]);
  await refund(charged[1]);
  expect(await costs()).toEqual([1_000, 5, 700]);
  await post("2026-11-20", charge(2_000, ofInes));
  expect(await costs()).toEqual([2_000, 1_000, 5, 700]);
});

const FILTERS = [
  { member: null, campaign: null },
  { member: ines, campaign: null },
  { member: key, campaign },
  { member: tomasz, campaign: null, operation: "dm_premium" },
];

const acts = fc.record({
  day: fc.integer({ min: 0, max: 45 }),
  amount: fc.integer({ min: 1, max: 500 }),
  operation: fc.constantFrom("dm_standard", "dm_premium", null),
  actor: fc.constantFrom<Command["actor"]>(
    { type: "member", id: ines },
    { type: "member", id: tomasz },
    { type: "api_key", id: key },
    { type: "system" },
  ),
  campaignId: fc.constantFrom(campaign, null),
  refunds: fc.option(fc.nat()),
});

test("after every command all that is kept equals the entries, to the hundredth", async () => {
  const [story = []] = fc.sample(fc.array(acts, { minLength: 40, maxLength: 40 }), {
    seed: 4_711,
    numRuns: 1,
  });
  const workspaceId = await newWorkspace("Australia/Lord_Howe");
  const first = Date.parse("2026-09-20T00:10:00Z");
  let now = new Date(first);
  const door = anotherDoor(() => now);
  await door.post(workspaceId, "ai", grant(10_000_000));
  const charged: { seq: number; left: number }[] = [];
  const periods = periodsOf({ from: "2026-09-21", to: "2026-11-05" }, "week");
  for (const [turn, act] of story.toSorted((a, b) => a.day - b.day).entries()) {
    now = new Date(first + act.day * 86_400_000);
    const of = charged[(act.refunds ?? 0) % (charged.length || 1)];
    if (act.refunds !== null && of?.left) {
      const back = Math.min(act.amount, of.left);
      of.left -= back;
      const refund = command({ type: "refund", corrects: of.seq, amount: credits(back) });
      expect(await door.post(workspaceId, "ai", refund)).toMatchObject({ ok: true });
    } else {
      const { actor, operation, campaignId } = act;
      const over = { actor, ...(operation && { operation }), ...(campaignId && { campaignId }) };
      const answer = await door.post(workspaceId, "ai", charge(act.amount, over));
      if (!answer.ok) throw new Error(answer.reason);
      charged.push({ seq: answer.seq, left: act.amount });
    }
    const uses = await usesIn(workspaceId, "Australia/Lord_Howe");
    await inWorkspace(
      workspaceId,
      async (tx) => {
        const timeZone = "Australia/Lord_Howe";
        const sum = await usageOf(tx, { workspaceId, kind: "ai", timeZone });
        // Some are asked after one command, others after several.
        for (const wanted of FILTERS.filter((_, place) => turn % (place + 1) === 0)) {
          const scope = scopeOf(query(workspaceId, { timeZone, ...wanted }), periods);
          for (const dimensions of DIMENSIONS) {
            const rows = await sum(scope, dimensions);
            const found = rows.map(({ used, charges, ...names }) => {
              const told = names as Record<string, unknown>;
              return [dimensions.map((name) => told[name]).join("|"), { used, charges }];
            });
            expect(Object.fromEntries(found.toSorted())).toEqual(naive(uses, scope, dimensions));
          }
        }
      },
      { snapshot: true },
    );
  }
});
