import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import {
  anotherDoor,
  charge,
  command,
  grant,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { costsOf } from "@/lib/usage/queries/team/costs";
import { limitIn } from "@/lib/usage/queries/team/limit";
import { usageOf } from "@/lib/usage/queries/team/sums";

const MONTH = { starts: ["2026-11-01"], to: "2026-11-20" };
const [mei, key, campaign, long, short] = [newId(), newId(), newId(), newId(), newId()];

/** One run of three charges around another of one, a charge without a run, and one of another month. */
async function runs() {
  const workspaceId = await newWorkspace("Asia/Kolkata");
  let now = new Date("2026-10-31T18:29:59.999Z");
  const door = anotherDoor(() => now);
  await door.post(workspaceId, "ai", grant(100_000));
  const pays = async (amount: number, runId: string | null) => {
    const over = { operation: "dm_premium", ...(runId ? { runId } : {}) };
    const answer = await door.post(workspaceId, "ai", charge(amount, over));
    if (!answer.ok) throw new Error(answer.reason);
    return answer.seq;
  };
  await pays(9_00, long);
  // Midnight of the first of November, in a zone of half hours.
  now = new Date("2026-10-31T18:30:00Z");
  await pays(1_00, long);
  now = new Date("2026-11-05T12:00:00Z");
  const refunded = await pays(2_00, short);
  await pays(1_50, long);
  await pays(4_00, null);
  await pays(1_75, long);
  await door.post(
    workspaceId,
    "ai",
    command({ type: "refund", corrects: refunded, amount: credits(50) }),
  );
  return workspaceId;
}

const scopeIn = (workspaceId: string) => ({
  ...MONTH,
  workspaceId,
  kind: "ai" as const,
  timeZone: "Asia/Kolkata",
  member: null,
  campaign: null,
  operation: "dm_premium",
});

const costsIn = (workspaceId: string, of = workspaceId, most?: Parameters<typeof costsOf>[2]) =>
  inWorkspace(workspaceId, async (tx) => {
    const costs = await costsOf(tx, scopeIn(of), most);
    return costs.map(({ runId, cost }) => [runId, cost]);
  });

test("each charge of the range is told less its refunds, the newest first", async () => {
  const workspaceId = await runs();
  expect(await costsIn(workspaceId)).toEqual([
    [long, 1_75],
    [null, 4_00],
    [long, 1_50],
    [short, 1_50],
    [long, 1_00],
  ]);
});

test("where not all are read, a run of which a part is older is left out whole", async () => {
  const workspaceId = await runs();
  const whole = [
    [null, 4_00],
    [short, 1_50],
  ];
  expect(await costsIn(workspaceId, workspaceId, { lookedAt: 100, read: 4 })).toEqual(whole);
  expect(await costsIn(workspaceId, workspaceId, { lookedAt: 4, read: 4 })).toEqual(whole);
  // Its part of the month before is none of this range.
  expect(await costsIn(workspaceId, workspaceId, { lookedAt: 100, read: 5 })).toHaveLength(5);
});

test("nobody's runs are told to another workspace", async () => {
  const workspaceId = await runs();
  expect(await costsIn(await newWorkspace(), workspaceId)).toEqual([]);
});

test("a limit is that of the one thing asked for, with the days that count for it", async () => {
  const workspaceId = await newWorkspace("Asia/Kolkata");
  let now = new Date("2026-10-31T18:29:59.999Z");
  const door = anotherDoor(() => now);
  const cap = { amount: credits(40_00), mode: "notify" as const };
  await door.post(workspaceId, "ai", grant(100_000));
  for (const [scope, target] of [
    ["member", mei],
    ["member", `api_key:${key}`],
    ["operation", "dm_premium"],
  ] as const) {
    await door.post(workspaceId, "ai", command({ type: "set_cap", scope, target, cap }));
  }
  const over = { actor: { type: "member", id: mei }, campaignId: campaign } as const;
  await door.post(workspaceId, "ai", charge(3_00, over));
  now = new Date("2026-10-31T18:30:00Z");
  await door.post(workspaceId, "ai", charge(5_00, over));
  const scope = { ...scopeIn(workspaceId), operation: null };
  type Filter = { member?: string; campaign?: string; operation?: string };
  const limitOf = (filter: Filter, kind: "ai" | "lead" = "ai") =>
    inWorkspace(workspaceId, async (tx) => {
      const own = { ...scope, ...filter, kind };
      return limitIn(tx, await usageOf(tx, own), own);
    });
  const found = await limitOf({ member: mei });
  expect(found).toMatchObject({ scope: "member", target: mei, amount: 40_00, mode: "notify" });
  expect(found?.days.toSorted((a, b) => (a.day < b.day ? -1 : 1))).toEqual([
    { day: "2026-10-31", used: 3_00 },
    { day: "2026-11-01", used: 5_00 },
  ]);
  expect(found?.since).toEqual(new Date("2026-10-31T18:29:59.999Z"));
  const set = (amount: number | null, mode: "notify" | "block" = "notify") => {
    const cap = amount === null ? null : { amount: credits(amount), mode };
    return door.post(
      workspaceId,
      "ai",
      command({ type: "set_cap", scope: "member", target: mei, cap }),
    );
  };
  now = new Date("2026-11-02T09:00:00Z");
  await set(50_00);
  now = new Date("2026-11-03T09:00:00Z");
  await set(50_00, "block");
  const raised = { amount: 50_00, since: new Date("2026-11-02T09:00:00Z") };
  expect(await limitOf({ member: mei })).toMatchObject(raised);
  now = new Date("2026-11-04T09:00:00Z");
  await set(null);
  now = new Date("2026-11-05T09:00:00Z");
  await set(50_00);
  expect((await limitOf({ member: mei }))?.since).toEqual(now);
  expect(await limitOf({ member: mei, campaign })).toBeNull();
  expect(await limitOf({ member: key })).toMatchObject({ target: `api_key:${key}` });
  expect(await limitOf({ operation: "dm_premium" })).toMatchObject({ scope: "operation" });
  expect(await limitOf({ operation: "dm_premium", member: mei })).toBeNull();
  expect(await limitOf({ campaign })).toBeNull();
  expect(await limitOf({ member: mei }, "lead")).toBeNull();
  expect(await limitOf({})).toBeNull();
});
