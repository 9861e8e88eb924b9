import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { onRunReady } from "@/lib/credits/jobs";
import { finishRun, requestStop, resumeRun } from "@/lib/credits/mutations/runs";
import {
  endExpiredRuns,
  recoverStrandedRuns,
  resumeBlockedRuns,
  writeExpiries,
} from "@/lib/credits/mutations/sweep";
import { aWorkspace } from "@/lib/credits/mutations/testing";
import { waitLonger } from "@/lib/credits/mutations/waiting";
import { clock } from "@/lib/platform/clock";
import { db, inWorkspace } from "@/lib/platform/db";
import { startWorkers, stopWorkers } from "@/lib/platform/queue";

let ahead = 0;
beforeEach(() => {
  ahead = 0;
  vi.spyOn(clock, "now").mockImplementation(() => new Date(Date.now() + ahead));
});
afterEach(() => vi.restoreAllMocks());

const HOUR = 3_600_000;

test("a waiting run goes on once, however often the credits are announced", async () => {
  const { workspaceId, grant, waitingRun, run } = await aWorkspace();
  const runId = await waitingRun(2);
  await grant(500);
  await Promise.all([
    resumeBlockedRuns({ workspaceId, kind: "lead" }),
    resumeBlockedRuns({ workspaceId, kind: "lead" }, runId),
    resumeRun(workspaceId, runId),
  ]);
  expect(await run(runId)).toMatchObject({ state: "running", held: 14_000, waitsUntil: null });
  const told = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from pgboss.job
    where name = 'credits.run-ready' and data->'data'->>'runId' = ${runId}`;
  expect(told).toEqual([{ count: 1 }]);
});

test("the run a purchase was made for goes first, then the oldest; one too large holds nobody up", async () => {
  const { workspaceId, waitingRun, grant, run } = await aWorkspace();
  const ids: string[] = [];
  for (const leads of [9, 2, 2, 1]) ids.push(await waitingRun(leads));
  await grant(220);
  await resumeBlockedRuns({ workspaceId, kind: "lead" }, ids[3]);
  const states = await Promise.all(ids.map(async (id) => (await run(id)).state));
  expect(states).toEqual(["blocked", "running", "blocked", "running"]);
});

test("a run waits for half an hour, or as long as it was told", async () => {
  const { waitingRun, grant, run } = await aWorkspace();
  const half = await waitingRun(2);
  const endless = await waitingRun(3, null);
  ahead = HOUR / 2 - 60_000;
  await endExpiredRuns();
  expect((await run(half)).state).toBe("blocked");
  ahead = HOUR / 2 + 1_000;
  await endExpiredRuns();
  await grant(1_000);
  await resumeBlockedRuns();
  expect(await run(half)).toMatchObject({
    state: "stopped",
    endedBecause: "waited_too_long",
    charged: 0,
  });
  expect(await run(endless)).toMatchObject({
    state: "running",
  });
});

test("credits that come after its time do not start a run that nobody has ended yet", async () => {
  const { workspaceId, waitingRun, grant, run } = await aWorkspace();
  const half = await waitingRun(2);
  ahead = HOUR / 2;
  await grant(1_000);
  expect(await resumeBlockedRuns({ workspaceId, kind: "lead" }, half)).toBe(0);
  await endExpiredRuns();
  expect(await run(half)).toMatchObject({ state: "stopped", endedBecause: "waited_too_long" });
});

test("a run waits on while nothing runs, and begins once in the process that comes next", async () => {
  const begun: string[] = [];
  onRunReady("import_csv_usernames", async ({ runId }) => begun.push(runId));
  await startWorkers();
  const { grant, waitingRun, run } = await aWorkspace();
  const runId = await waitingRun(2);
  await stopWorkers();
  await grant(500);
  expect((await run(runId)).state).toBe("blocked");
  await startWorkers();
  await resumeBlockedRuns();
  await expect.poll(() => begun.filter((id) => id === runId).length).toBe(1);
  expect(await run(runId)).toMatchObject({ state: "running", held: 14_000 });
  await resumeBlockedRuns();
  await stopWorkers();
  expect(begun.filter((id) => id === runId)).toHaveLength(1);
});

test("a run of an operation that nothing works on ends as soon as it is stopped; one that is worked on is left to its worker", async () => {
  onRunReady("import_csv_usernames", async () => {});
  await startWorkers();
  const { workspaceId, grant, started, run, balance, charges } = await aWorkspace();
  await grant(1_000);
  const [orphan, worked] = [await started(2), await started(3)];
  await inWorkspace(workspaceId, (tx) =>
    tx.operationRun.updateMany({
      where: { workspaceId, id: orphan },
      data: { operation: "content_generation" },
    }),
  );
  const stop = (runId: string) => requestStop({ workspaceId, runId });
  expect(await stop(worked)).toEqual({ ok: true, state: "stopping" });
  await Promise.all([stop(orphan), stop(orphan)]);
  await expect
    .poll(() => run(orphan))
    .toMatchObject({ state: "stopped", endedBecause: "asked", returned: 14_000, held: 0 });
  await stop(orphan);
  await stopWorkers();
  expect(await run(worked)).toMatchObject({ state: "stopping", held: 21_000 });
  expect(await balance()).toEqual({ current: 1_000, held: 210, available: 790 });
  expect(await charges()).toBe(0);
});

test("a run that outlives its hold holds the rest again, and an earlier part stays charged once", async () => {
  const { workspaceId, grant, started, capture, balance, run, charges } = await aWorkspace();
  await grant(1_000);
  const runId = await started(10);
  await capture(runId, 4, "a");
  ahead = 25 * HOUR;
  expect(await balance()).toEqual({ current: 720, held: 0, available: 720 });
  await writeExpiries();

  expect(await capture(runId, 2, "b")).toEqual({ ok: true });
  expect(await capture(runId, 4, "a")).toEqual({ ok: true });
  expect(await run(runId)).toMatchObject({ state: "running", charged: 42_000, held: 28_000 });
  await finishRun({ workspaceId, runId });
  expect(await run(runId)).toMatchObject({ charged: 42_000, returned: 28_000, held: 0 });
  expect(await charges()).toBe(2);
  expect(await balance()).toEqual({ current: 580, held: 0, available: 580 });
});

test("a run whose hold lapsed while others spent the credits waits, and goes on later", async () => {
  const { workspaceId, grant, started, capture, run } = await aWorkspace();
  await grant(700);
  const runId = await started(10);
  ahead = 25 * HOUR;
  await writeExpiries();
  const other = await started(5);
  expect(await capture(runId, 1, "a")).toMatchObject({ ok: false, reason: "insufficient_credits" });
  expect(await run(runId)).toMatchObject({ state: "blocked", waitsUntil: null });
  await finishRun({ workspaceId, runId: other });
  await resumeBlockedRuns({ workspaceId, kind: "lead" });
  expect(await capture(runId, 1, "a")).toEqual({ ok: true });
  expect(await run(runId)).toMatchObject({ state: "running", charged: 7_000, held: 63_000 });
});

test("what a crash left between two steps is put right", async () => {
  const { workspaceId, grant, started, run } = await aWorkspace();
  await grant(1_000);
  const runId = await started(2);
  await requestStop({ workspaceId, runId });
  const entered = await started(3);
  await inWorkspace(workspaceId, (tx) =>
    tx.operationRun.updateMany({ where: { workspaceId, id: entered }, data: { state: "queued" } }),
  );
  ahead = HOUR;
  await recoverStrandedRuns();
  expect(await run(runId)).toMatchObject({ state: "stopped", returned: 14_000 });
  expect(await run(entered)).toMatchObject({ state: "running", held: 21_000 });
});

test("a run that is to wait longer waits a day, and goes on when the credits come in that time, once", async () => {
  const { workspaceId, waitingRun, grant, run } = await aWorkspace();
  const runId = await waitingRun(2);
  const longer = await waitLonger({ workspaceId, runId });
  expect(longer).toMatchObject({ ok: true, until: expect.any(String) });
  ahead = 23 * HOUR;
  await endExpiredRuns();
  await grant(500);
  await Promise.all([resumeBlockedRuns(), resumeBlockedRuns()]);
  expect(await run(runId)).toMatchObject({ state: "running", held: 14_000 });
  expect(await waitLonger({ workspaceId, runId })).toEqual({ ok: false, reason: "not_waiting" });
});

test("who was told that a run waits longer was told the truth, also in the instant its time is over", async () => {
  const { workspaceId, waitingRun, run } = await aWorkspace();
  const waiting = await Promise.all(Array.from({ length: 20 }, () => waitingRun(2)));
  ahead = HOUR / 2 + 1_000;
  const asked = async (runId: string) => {
    const longer = await waitLonger({ workspaceId, runId });
    return { runId, told: longer.ok ? "blocked" : "stopped" };
  };
  const [answers] = await Promise.all([Promise.all(waiting.map(asked)), endExpiredRuns()]);
  for (const { runId, told } of answers) expect((await run(runId)).state).toBe(told);
});

test("without an end to its waiting there is none after asking for longer; a day is over by the clock", async () => {
  const { workspaceId, waitingRun, run } = await aWorkspace();
  const endless = await waitingRun(3, null);
  expect(await waitLonger({ workspaceId, runId: endless })).toEqual({ ok: true, until: null });
  const aDay = await waitingRun(2);
  await waitLonger({ workspaceId, runId: aDay });
  ahead = 25 * HOUR;
  await endExpiredRuns();
  expect((await run(endless)).state).toBe("blocked");
  expect(await run(aDay)).toMatchObject({ state: "stopped", endedBecause: "waited_too_long" });
});

test.each([
  ["was taken out meanwhile", { removedAt: new Date() }, "stopped"],
  ["may only look by now", { role: "viewer" }, "stopped"],
  ["is an admin by now", { role: "admin" }, "running"],
])("the run of somebody who %s, when the credits arrive", async (_, change, state) => {
  const { workspaceId, actorId: userId, waitingRun, grant, run, balance } = await aWorkspace();
  const who = { workspaceId, userId, role: "member", name: "Mei", email: "mei@example.com" };
  await inWorkspace(workspaceId, (tx) =>
    tx.member.create({ data: { ...who, joinedAt: new Date() } }),
  );
  const runId = await waitingRun(5);
  await inWorkspace(workspaceId, (tx) =>
    tx.member.updateMany({ where: { workspaceId, userId }, data: change }),
  );
  await grant(500);
  await resumeBlockedRuns({ workspaceId, kind: "lead" });
  expect((await run(runId)).state).toBe(state);
  expect((await balance()).held).toBe(state === "running" ? 350 : 0);
});
