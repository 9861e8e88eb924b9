import { AsyncLocalStorage } from "node:async_hooks";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { onRunReady } from "@/lib/credits/jobs";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { beginRun, requestStop, undoRun } from "@/lib/credits/mutations/runs";
import { recoverStrandedRuns } from "@/lib/credits/mutations/sweep";
import { aWorkspace } from "@/lib/credits/mutations/testing";
import { clock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { startWorkers, stopWorkers } from "@/lib/platform/queue";

// Wide: the clock of the machine goes on beside the one of these tests.
const WINDOW = 60_000;

/** What happens between the reading of a run and the reading of its holds. */
const meanwhile = vi.hoisted(() => ({ once: async (): Promise<unknown> => undefined }));
vi.mock("@/lib/credits/queries/runs", async (original) => {
  const real = await original<typeof import("@/lib/credits/queries/runs")>();
  const holdsOf: typeof real.holdsOf = async (...asked) => {
    const { once } = meanwhile;
    meanwhile.once = async () => undefined;
    await once();
    return real.holdsOf(...asked);
  };
  return { ...real, holdsOf };
});

let ahead = 0;
beforeEach(() => {
  ahead = 0;
  vi.spyOn(clock, "now").mockImplementation(() => new Date(Date.now() + ahead));
});
afterEach(() => vi.restoreAllMocks());

const jobs = async (name: string, runId: string): Promise<number> => {
  const rows = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from pgboss.job
    where name = ${name} and data->'data'->>'runId' = ${runId}`;
  return rows[0]?.count ?? 0;
};

async function startedUndoable(undoFor = WINDOW) {
  const workspace = await aWorkspace();
  await workspace.grant(1_000);
  const answer = await workspace.start(10, { undoFor });
  if (!answer.ok) throw new Error(answer.reason);
  return { ...workspace, runId: answer.runId, undoUntil: answer.undoUntil };
}

test("a start that can be undone holds at once, begins after its window and not before", async () => {
  const { workspaceId, runId, undoUntil, run, balance, capture } = await startedUndoable();
  expect(await balance()).toEqual({ current: 1_000, held: 700, available: 300 });
  expect(await run(runId)).toMatchObject({ state: "queued", held: 70_000, beginsAt: undoUntil });
  expect(await jobs("credits.begin-run", runId)).toBe(1);

  ahead = WINDOW / 2;
  await beginRun(workspaceId, runId);
  expect((await run(runId)).state).toBe("queued");
  expect(await jobs("credits.run-ready", runId)).toBe(0);

  ahead = WINDOW + 1_000;
  await Promise.all([beginRun(workspaceId, runId), beginRun(workspaceId, runId)]);
  expect(await run(runId)).toMatchObject({ state: "running", beginsAt: null, charged: 0 });
  expect(await jobs("credits.run-ready", runId)).toBe(1);
  expect(await undoRun({ workspaceId, runId })).toEqual({ ok: false, reason: "too_late" });
  expect(await capture(runId, 1, "a")).toEqual({ ok: true });
});

test("an undone start leaves nothing held and nothing charged, also when asked twice and then begun", async () => {
  const { workspaceId, runId, run, balance, charges, capture } = await startedUndoable();
  const undone = await Promise.all([
    undoRun({ workspaceId, runId }),
    undoRun({ workspaceId, runId }),
  ]);
  expect(undone).toEqual([{ ok: true }, { ok: true }]);
  ahead = WINDOW + 1_000;
  await beginRun(workspaceId, runId);
  expect(await run(runId)).toMatchObject({
    state: "stopped",
    endedBecause: "undone",
    charged: 0,
    returned: 70_000,
  });
  expect(await capture(runId, 1, "a")).toMatchObject({ ok: false, reason: "run_ended" });
  expect(await balance()).toEqual({ current: 1_000, held: 0, available: 1_000 });
  expect(await charges()).toBe(0);
});

test("undone in the moment it begins: one of the two happens, and an undone run holds nothing", async () => {
  for (let round = 0; round < 12; round += 1) {
    ahead = 0;
    const { workspaceId, runId, run, balance } = await startedUndoable();
    ahead = WINDOW + 1;
    const [answer] = await Promise.all([
      undoRun({ workspaceId, runId }),
      beginRun(workspaceId, runId),
    ]);
    const { state } = await run(runId);
    expect(state).toBe(answer.ok ? "stopped" : "running");
    expect((await balance()).held).toBe(answer.ok ? 0 : 700);
    expect(await jobs("credits.run-ready", runId)).toBe(answer.ok ? 0 : 1);
  }
});

test("undone between the reading of the run that begins and of its holds, nothing stays held", async () => {
  const { workspaceId, runId, run, balance } = await startedUndoable();
  ahead = WINDOW + 1;
  // By somebody else, who holds no connection yet.
  const elsewhere = AsyncLocalStorage.snapshot();
  meanwhile.once = () => elsewhere(() => undoRun({ workspaceId, runId }));
  await beginRun(workspaceId, runId);
  expect(await run(runId)).toMatchObject({ state: "stopped", endedBecause: "undone", held: 0 });
  expect(await balance()).toEqual({ current: 1_000, held: 0, available: 1_000 });
  expect(await jobs("credits.run-ready", runId)).toBe(0);
});

test("a start clicked eight times is one run, one hold and one beginning", async () => {
  const { workspaceId, grant, start, balance } = await aWorkspace();
  await grant(10_000);
  const runId = newId();
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => start(10, { runId, undoFor: WINDOW })),
  );
  expect(answers.every((answer) => answer.ok && answer.runId === runId && answer.undoUntil)).toBe(
    true,
  );
  expect((await balance()).held).toBe(700);
  ahead = WINDOW + 1_000;
  await beginRun(workspaceId, runId);
  expect(await jobs("credits.run-ready", runId)).toBe(1);
  expect(await start(10, { runId, undoFor: WINDOW })).toEqual({ ok: true, runId });
});

test("a stop in the window ends the run without a charge; one that is not covered opens no window", async () => {
  const { workspaceId, runId, start, run, balance, charges } = await startedUndoable();
  expect(await requestStop({ workspaceId, runId })).toEqual({ ok: true, state: "stopped" });
  expect(await run(runId)).toMatchObject({ endedBecause: "asked", returned: 70_000 });
  expect(await start(100, { undoFor: WINDOW })).toMatchObject({ ok: false, shortfall: 600_000 });
  const waiting = await start(100, { undoFor: WINDOW, waitIfShort: true });
  const waits = "runId" in waiting ? String(waiting.runId) : "";
  expect(await run(waits)).toMatchObject({ state: "blocked", beginsAt: null });
  expect(await undoRun({ workspaceId, runId: waits })).toEqual({ ok: false, reason: "too_late" });
  expect((await balance()).held).toBe(0);
  expect(await charges()).toBe(0);
});

test("the sweep lets a window run its course, and begins a run whose job was lost", async () => {
  const { runId, run } = await startedUndoable(10 * 60_000);
  ahead = 5 * 60_000;
  await recoverStrandedRuns();
  expect((await run(runId)).state).toBe("queued");
  ahead = 13 * 60_000;
  await recoverStrandedRuns();
  expect(await run(runId)).toMatchObject({ state: "running", held: 70_000 });
});

test("what an undone run still holds comes back, though who undid it was cut off between its end and its release", async () => {
  const cutOff = async () => {
    const workspace = await startedUndoable();
    await asOwner(
      "update operation_run set state = 'stopped', ended_because = 'undone', finished_at = now() where id = $1",
      [workspace.runId],
    );
    expect((await workspace.balance()).held).toBe(700);
    return workspace;
  };
  const [swept, asked, running] = [await cutOff(), await cutOff(), await startedUndoable()];
  expect(await undoRun(asked)).toEqual({ ok: true });
  expect((await asked.balance()).held).toBe(0);

  await recoverStrandedRuns();
  expect((await swept.balance()).held).toBe(700);
  ahead = 3 * 60_000;
  await recoverStrandedRuns();
  expect(await swept.balance()).toEqual({ current: 1_000, held: 0, available: 1_000 });
  expect(await swept.run(swept.runId)).toMatchObject({ held: 0, returned: 70_000 });
  expect((await running.balance()).held).toBe(700);
});

test("a restart in the window keeps it: the run begins once, after the window, in the process that comes next", async () => {
  const begun: { runId: string; at: number }[] = [];
  onRunReady("import_csv_usernames", async ({ runId }) => begun.push({ runId, at: Date.now() }));
  await startWorkers();
  const { runId, undoUntil, run } = await startedUndoable(1_500);
  await stopWorkers();
  expect((await run(runId)).state).toBe("queued");
  await startWorkers();
  const own = () => begun.filter((one) => one.runId === runId);
  await expect.poll(() => own().length).toBe(1);
  expect(own()[0]?.at).toBeGreaterThanOrEqual(Date.parse(undoUntil ?? ""));
  expect((await run(runId)).state).toBe("running");
  await stopWorkers();
});
