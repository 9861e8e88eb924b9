import { afterAll, beforeAll, expect, test } from "vitest";
import "@/lib/credits/jobs";
import { credits } from "@/lib/credits/core/amount";
import {
  anotherDoor,
  asOwner,
  charge,
  command,
  entriesIn,
  grant,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { aWorkspace } from "@/lib/credits/mutations/testing";
import { recentNotices } from "@/lib/credits/queries/alerts";
import { findChecks } from "@/lib/credits/queries/checks";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { enqueue, startWorkers, stopWorkers } from "@/lib/platform/queue";

// What is done by the clock, through the jobs themselves: each is planned, and does all of its work.

beforeAll(startWorkers);
afterAll(stopWorkers);

const HOUR = 3_600_000;
const later = (hours: number) => new Date(clock.now().getTime() + hours * HOUR);

test("each round is planned for its time, in UTC", async () => {
  const planned = await asOwner<{ name: string; cron: string; timezone: string }>(
    "select name, cron, timezone from pgboss.schedule where name like 'credits.%' order by name",
  );
  expect(planned.map(({ name, cron, timezone }) => [name, cron, timezone])).toEqual([
    ["credits.check-ledgers", "0 3 * * *", "UTC"],
    ["credits.clear-outbox", "40 3 * * *", "UTC"],
    ["credits.sweep", "* * * * *", "UTC"],
    ["credits.tell-expiries", "7 * * * *", "UTC"],
  ]);
});

test("the sweep writes what expired and lapsed, and tells what no job was told of", async () => {
  const workspaceId = await newWorkspace();
  const before = anotherDoor(() => later(-3));
  await before.post(workspaceId, "ai", grant(150_00));
  await before.post(workspaceId, "ai", grant(10_00, { expiresAt: later(-1) }));
  const lapses = { holdId: newId(), amount: credits(20_00), lapsesAt: later(-2) };
  await before.post(workspaceId, "ai", command({ type: "hold", ...lapses }));
  await before.post(workspaceId, "ai", charge(80_00));

  await enqueue("credits.sweep", {});
  const types = async () => (await entriesIn(workspaceId)).map(({ type }) => type);
  await expect.poll(types).toEqual(["grant", "grant", "hold", "charge", "release", "expiry"]);
  await expect.poll(async () => (await recentNotices(workspaceId)).length).toBeGreaterThan(0);
});

test("the sweep ends what waited in vain, begins what is covered, and completes what was cut off", async () => {
  const { workspaceId, grant: give, waitingRun, started, run } = await aWorkspace();
  const [inVain, covered] = [await waitingRun(1), await waitingRun(2)];
  await give(140 + 70);
  const cutOff = await started(1);
  const set = (id: string, data: object) =>
    inWorkspace(workspaceId, (tx) =>
      tx.operationRun.updateMany({ where: { workspaceId, id }, data }),
    );
  await set(inVain, { waitsUntil: later(-1) });
  await set(cutOff, { state: "queued" });
  await asOwner("update operation_run set updated_at = $2 where id = $1", [cutOff, later(-1)]);

  await enqueue("credits.sweep", {});
  const states = async () =>
    Promise.all([inVain, covered, cutOff].map(async (id) => (await run(id)).state));
  await expect.poll(states).toEqual(["stopped", "running", "running"]);
});

test("the hourly round gives notice of what expires", async () => {
  const workspaceId = await newWorkspace();
  const lot = grant(10_00, { expiresAt: later(6 * 24) });
  await anotherDoor(() => later(-48)).post(workspaceId, "lead", lot);
  await enqueue("credits.tell-expiries", {});
  const told = async () => (await recentNotices(workspaceId)).map(({ topic }) => topic);
  await expect.poll(told).toEqual(["expiry"]);
});

test("the nightly round checks every account, and what it finds is there to be shown", async () => {
  const workspaceId = await newWorkspace();
  for (const kind of ["ai", "lead"] as const)
    await anotherDoor().post(workspaceId, kind, grant(5_00));
  await asOwner(
    "update credit_account set current = current + 1, lifetime_granted = lifetime_granted + 1 where workspace_id = $1 and kind = 'lead'",
    [workspaceId],
  );
  await enqueue("credits.check-ledgers", {});
  const found = async () =>
    (await findChecks(workspaceId))
      .map(({ kind, difference }) => `${kind} ${difference?.split(":")[0] ?? "agrees"}`)
      .toSorted();
  await expect.poll(found).toEqual(["ai agrees", "lead The account"]);
});

test("the round after it clears the outbox of what was taken 90 days ago", async () => {
  const workspaceId = await newWorkspace();
  const before = anotherDoor(() => later(-91 * 24));
  for (const command of [grant(200_00), charge(150_00), grant(200_00), charge(200_00)]) {
    await before.post(workspaceId, "ai", command);
  }
  const left = async () =>
    (
      await asOwner<{ seq: string }>(
        "select seq from credit_outbox where workspace_id = $1 and topic = 'threshold' order by seq",
        [workspaceId],
      )
    ).map(({ seq }) => Number(seq));
  expect(await left()).toEqual([2, 4]);
  await enqueue("credits.sweep", {});
  await expect.poll(async () => (await recentNotices(workspaceId)).length).toBe(2);
  await enqueue("credits.clear-outbox", {});
  await expect.poll(left).toEqual([4]);
});
