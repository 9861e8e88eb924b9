import { AsyncLocalStorage } from "node:async_hooks";
import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { FIRST_RATE_CARD as card } from "@/lib/credits/core/first-rate-card";
import { quoteOperation } from "@/lib/credits/core/rate-card";
import { captureRun } from "@/lib/credits/mutations/capture";
import { lockedOut } from "@/lib/credits/mutations/door/testing";
import { deleteRun } from "@/lib/credits/mutations/run-rows";
import {
  failRun,
  finishRun,
  requestStop,
  resumeRun,
  startRun,
  stopRun,
  updateRunProgress,
} from "@/lib/credits/mutations/runs";
import { aWorkspace } from "@/lib/credits/mutations/testing";
import { balanceOf } from "@/lib/credits/queries/balance";
import { findRun, listRuns } from "@/lib/credits/queries/runs";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { interrupted } from "@/lib/platform/testing";

test("a run is held for, charged in parts, and what it did not use comes back", async () => {
  const { workspaceId, grant, started, capture, balance, run } = await aWorkspace();
  await grant(1_000);
  const runId = await started(10);
  expect(await balance()).toEqual({ current: 1_000, held: 700, available: 300 });
  expect((await balanceOf(workspaceId, "lead", clock.now())).heldBy).toMatchObject([
    { runId, subject: "owners.csv", amount: 70_000, frozen: null },
  ]);

  expect(await capture(runId, 4, "rows 1 to 4")).toEqual({ ok: true });
  await updateRunProgress({ workspaceId, runId, progress: { done: 4, total: 10 } });
  expect(await run(runId)).toMatchObject({
    state: "running",
    charged: 28_000,
    held: 42_000,
    returned: 0,
  });

  await finishRun({ workspaceId, runId, progress: { done: 4, total: 10 } });
  expect(await run(runId)).toMatchObject({
    state: "done",
    charged: 28_000,
    held: 0,
    returned: 42_000,
  });
  expect(await balance()).toEqual({ current: 720, held: 0, available: 720 });
});

test("every step bears repeating", async () => {
  const { workspaceId, start, grant, capture, balance, charges } = await aWorkspace();
  await grant(1_000);
  const runId = newId();
  for (let i = 0; i < 3; i += 1) expect(await start(10, { runId })).toEqual({ ok: true, runId });
  for (let i = 0; i < 3; i += 1) expect(await capture(runId, 4, "a")).toEqual({ ok: true });
  for (let i = 0; i < 3; i += 1) await finishRun({ workspaceId, runId });
  expect(await capture(runId, 4, "a")).toEqual({ ok: true });
  expect(await capture(runId, 1, "b")).toEqual({ ok: false, reason: "run_ended", state: "done" });
  expect(await balance()).toEqual({ current: 720, held: 0, available: 720 });
  expect(await charges()).toBe(1);
});

test("the same run started twice at once is held for once", async () => {
  const { start, grant, balance } = await aWorkspace();
  await grant(1_000);
  const runId = newId();
  const answers = await Promise.all(Array.from({ length: 8 }, () => start(10, { runId })));
  expect(answers).toEqual(Array.from({ length: 8 }, () => ({ ok: true, runId })));
  expect(await balance()).toEqual({ current: 1_000, held: 700, available: 300 });
  await expect(start(3, { runId })).rejects.toThrow(/started as something else/);
});

test("started again when newer rates are in force, a run keeps its quote", async () => {
  const { start, grant, balance, run } = await aWorkspace();
  await grant(1_000);
  const runId = newId();
  await start(10, { runId });
  const quote = quoteOperation("import_csv_usernames", { quantity: 12 }, card);
  const anew = { ...quote, rateCardVersion: "2027-01-01" };
  expect(await start(10, { runId, quote: anew })).toEqual({ ok: true, runId });
  expect(await run(runId)).toMatchObject({
    rateCardVersion: card.version,
    quoted: { max: 70_000 },
    held: 70_000,
  });
  expect(await balance()).toMatchObject({ held: 700 });
});

test("of many runs at once only those are started that are covered", async () => {
  const { start, grant, balance } = await aWorkspace();
  await grant(1_000);
  const answers = await Promise.all(Array.from({ length: 12 }, () => start(3)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(4);
  expect(await balance()).toEqual({ current: 1_000, held: 840, available: 160 });
});

test("a run that is not covered is refused without a trace, or kept when asked", async () => {
  const { workspaceId, start, grant, balance, run } = await aWorkspace();
  await grant(100);
  expect(await start(2)).toEqual({
    ok: false,
    reason: "insufficient_credits",
    shortfall: 4_000,
    available: 10_000,
  });
  expect((await listRuns(workspaceId, {}, { after: null, size: 9 }, clock.now())).runs).toEqual([]);

  const kept = await start(2, { waitIfShort: true });
  expect(kept).toMatchObject({ ok: false, shortfall: 4_000, runId: expect.any(String) });
  const runId = "runId" in kept ? String(kept.runId) : "";
  expect(await run(runId)).toMatchObject({
    state: "blocked",
    held: 0,
    waitsUntil: expect.any(String),
  });
  expect(await balance()).toEqual({ current: 100, held: 0, available: 100 });
});

test("a refused double click and a purchase in between leave one run or none, never a hold without a run", async () => {
  const { workspaceId, start, grant, balance } = await aWorkspace();
  for (let round = 0; round < 5; round += 1) {
    const runId = newId();
    const [, ...answers] = await Promise.all([
      grant(100),
      start(1, { runId }),
      start(1, { runId }),
    ]);
    const found = await findRun(workspaceId, runId, clock.now());
    const { held } = await balance();
    if (answers.some((answer) => "ok" in answer && answer.ok)) {
      expect(found).toMatchObject({ state: "running", held: 7_000 });
      await finishRun({ workspaceId, runId });
    } else expect(held).toBe(0);
  }
  expect((await balance()).held).toBe(0);
});

test("a stop lets the part under way be charged, and nothing after it", async () => {
  const { workspaceId, grant, started, capture, balance, run } = await aWorkspace();
  await grant(1_000);
  const runId = await started(10);
  await capture(runId, 3, "a");
  expect(await requestStop({ workspaceId, runId })).toEqual({ ok: true, state: "stopping" });
  expect(await updateRunProgress({ workspaceId, runId, progress: { done: 3, total: 10 } })).toBe(
    "stopping",
  );
  await Promise.all([capture(runId, 1, "b"), stopRun({ workspaceId, runId })]);
  const { state, charged, returned, held } = await run(runId);
  expect({ state, held, sum: charged + returned }).toEqual({
    state: "stopped",
    held: 0,
    sum: 70_000,
  });
  expect([21_000, 28_000]).toContain(charged);
  expect((await capture(runId, 1, "c")).ok).toBe(false);
  expect((await balance()).held).toBe(0);
});

test("a stop while it starts leaves nothing held", async () => {
  const { workspaceId, start, grant, balance } = await aWorkspace();
  await grant(10_000);
  for (let round = 0; round < 5; round += 1) {
    const runId = newId();
    await Promise.all([start(2, { runId }), requestStop({ workspaceId, runId })]);
    await stopRun({ workspaceId, runId });
  }
  expect((await balance()).held).toBe(0);
});

test("a stop in the instant in which a refused start removes the run finds none", async () => {
  const { workspaceId, waitingRun } = await aWorkspace();
  const runId = await waitingRun(1);
  const meanwhile = AsyncLocalStorage.snapshot();
  const asked = await inWorkspace(workspaceId, async (tx) => {
    await tx.operationRun.deleteMany({ where: { workspaceId, id: runId } });
    const answer = meanwhile(requestStop, { workspaceId, runId });
    await expect.poll(lockedOut).toBe(1);
    return { answer };
  });
  expect(await asked.answer).toEqual({ ok: false, reason: "unknown_run" });
});

test("a run that is stopped in the instant in which its credits begin it stays stopped, and holds nothing", async () => {
  const { workspaceId, waitingRun, grant, balance, run } = await aWorkspace();
  const runId = await waitingRun(2);
  await grant(500);
  const meanwhile = AsyncLocalStorage.snapshot();
  const begun = await inWorkspace(workspaceId, async (tx) => {
    await tx.operationRun.updateMany({
      where: { workspaceId, id: runId },
      data: { state: "stopped", endedBecause: "asked", finishedAt: clock.now() },
    });
    const answer = meanwhile(resumeRun, workspaceId, runId);
    await expect.poll(lockedOut).toBe(1);
    return { answer };
  });
  await begun.answer;
  expect(await run(runId)).toMatchObject({ state: "stopped", held: 0 });
  expect((await balance()).held).toBe(0);
});

test("a failure charges nothing more and says where to look", async () => {
  const { workspaceId, grant, started, balance, run } = await aWorkspace();
  await grant(1_000);
  const runId = await started(10);
  await failRun({ workspaceId, runId, reference: "8F21AB03" });
  expect(await run(runId)).toMatchObject({
    state: "failed",
    failure: "8F21AB03",
    charged: 0,
    returned: 70_000,
  });
  expect((await balance()).available).toBe(1_000);
});

test("more than was quoted is a bug, and is thrown", async () => {
  const { grant, started, capture, charges } = await aWorkspace();
  await grant(1_000);
  const runId = await started(2);
  await expect(capture(runId, 3, "too much")).rejects.toThrow(/above its quoted maximum/);
  expect(await charges()).toBe(0);
});

test("a free run holds nothing and leaves no row", async () => {
  const { workspaceId, actorId, run } = await aWorkspace();
  const quote = quoteOperation("import_csv_export", { quantity: 500 }, card);
  const answer = await startRun({
    workspaceId,
    actorId,
    operation: "import_csv_export",
    subject: "leads.csv",
    quote,
    progress: { done: 0, total: 500 },
  });
  const runId = answer.ok ? answer.runId : "";
  expect(
    await captureRun({
      workspaceId,
      runId,
      amount: credits(0),
      key: "a",
      quantity: 500,
      inputs: {},
    }),
  ).toEqual({ ok: true });
  await finishRun({ workspaceId, runId });
  expect(await run(runId)).toMatchObject({ state: "done", charged: 0, returned: 0 });
  expect(await balanceOf(workspaceId, "lead", clock.now())).toMatchObject({
    version: 0,
    last: null,
  });
});

test("runs are listed newest first, a page at a time, without gaps or repeats", async () => {
  const { workspaceId, grant, started } = await aWorkspace();
  await grant(10_000);
  const ids: string[] = [];
  for (let i = 0; i < 7; i += 1) ids.unshift(await started(1));
  const seen: string[] = [];
  let after = null;
  do {
    const page = await listRuns(workspaceId, {}, { after, size: 3 }, clock.now());
    seen.push(...page.runs.map(({ id }) => id));
    after = page.next;
  } while (after);
  expect(seen).toEqual(ids);
});

test("started again just as it is refused, a run is refused again", async () => {
  const { workspaceId, start } = await aWorkspace();
  const runId = newId();
  const again = () =>
    interrupted(() => start(10, { runId }), {
      after: /insert into.*"operation_run"/is,
      by: () => deleteRun(workspaceId, runId),
    });
  let second: unknown = null;
  const first = await interrupted(() => start(10, { runId }), {
    after: /"credit_hold"/,
    by: async () => {
      second = await again();
    },
  });
  const refused = { ok: false, reason: "insufficient_credits", shortfall: 70_000 };
  expect([first, second]).toMatchObject([refused, refused]);
  expect(await findRun(workspaceId, runId, clock.now())).toBeNull();
});
