import { expect, test } from "vitest";
import { stillToCome } from "@/lib/credits/core/run";
import { beginRun, requestStop, resumeRun, undoRun } from "@/lib/credits/mutations/runs";
import { findRun } from "@/lib/credits/queries/runs";
import { discardImport } from "@/lib/leads/mutations/imports";
import { continueImport } from "@/lib/leads/mutations/start";
import {
  existing,
  importOf,
  names,
  start,
  truth,
  workspaceFor,
} from "@/lib/leads/mutations/testing";
import { clock } from "@/lib/platform/clock";
import { runImport } from "./importing";

const PRICE = 7_000;
const WINDOW = 8_000;

const runOf = async (workspaceId: string, importId: string) => {
  const { runId } = await existing(workspaceId, importId);
  const run = runId && (await findRun(workspaceId, runId, clock.now()));
  if (!run) throw new Error("No run");
  return run;
};

test("a stop at any moment: nothing is charged later but what it was said it could still add", async () => {
  for (const after of [0, 1, 3, 8, 20]) {
    const workspaceId = await workspaceFor(6_000);
    const { id: importId } = await importOf(workspaceId, names(5_000));
    await start(workspaceId, importId);
    const { id: runId } = await runOf(workspaceId, importId);
    const work = runImport({ workspaceId, importId });
    await expect
      .poll(async () => (await truth(workspaceId)).charges, { interval: 1 })
      .toBeGreaterThanOrEqual(after);

    expect(await requestStop({ workspaceId, runId })).toMatchObject({ ok: true });
    // The stop is acknowledged: from here on counts what the screen says.
    const told = await runOf(workspaceId, importId);
    const charged = (await truth(workspaceId)).charged;
    const most = stillToCome(told);
    expect(most).not.toBeNull();
    await work;

    const end = await truth(workspaceId);
    expect(end.charged - charged).toBeLessThanOrEqual((most ?? 0) * PRICE);
    expect(end.charged).toBe(end.leads * PRICE);
    expect(end.held).toBe(0);
    const run = await runOf(workspaceId, importId);
    expect(run.returned).toBe(5_000 * PRICE - end.charged);

    // And nothing moves any more, whoever works on it again.
    await runImport({ workspaceId, importId });
    expect(await truth(workspaceId)).toEqual(end);
  }
});

test("a start that can be undone imports nothing before; undone, the draft is as it was and starts again", async () => {
  const workspaceId = await workspaceFor(20);
  const { id: importId } = await importOf(workspaceId, names(10));
  const first = await start(workspaceId, importId, { undoFor: WINDOW });
  expect(first).toMatchObject({ ok: true, undoUntil: expect.any(String) });
  const runId = first.ok ? first.runId : "";
  await runImport({ workspaceId, importId });
  expect(await truth(workspaceId)).toMatchObject({ leads: 0, charged: 0, held: 10 * PRICE });
  expect((await existing(workspaceId, importId)).state).toBe("ready");

  expect(await undoRun({ workspaceId, runId })).toEqual({ ok: true });
  expect(await existing(workspaceId, importId)).toMatchObject({ state: "ready", toImport: 10 });
  expect(await truth(workspaceId)).toMatchObject({ leads: 0, charged: 0, held: 0 });

  const second = await start(workspaceId, importId, { undoFor: WINDOW });
  expect(second).toMatchObject({ ok: true });
  const again = second.ok ? second.runId : "";
  expect(again).not.toBe(runId);
  await resumeRun(workspaceId, again);
  await continueImport(workspaceId, again, clock.now());
  await runImport({ workspaceId, importId });
  expect(await truth(workspaceId)).toMatchObject({ leads: 10, charged: 10 * PRICE, held: 0 });
});

test("clicked twice at once, it is one run and one hold", async () => {
  const workspaceId = await workspaceFor(30);
  const { id: importId } = await importOf(workspaceId, names(10));
  const answers = await Promise.all(
    [1, 2, 3].map(() => start(workspaceId, importId, { undoFor: WINDOW })),
  );
  const runs = new Set(answers.map((answer) => (answer.ok ? answer.runId : answer.reason)));
  expect(runs.size).toBe(1);
  expect((await truth(workspaceId)).held).toBe(10 * PRICE);
});

test("a draft that is discarded while its start can be undone leaves nothing held, before and after it begins", async () => {
  const workspaceId = await workspaceFor(30);
  const { id: one } = await importOf(workspaceId, names(10));
  const first = await start(workspaceId, one, { undoFor: WINDOW });
  expect(await discardImport(workspaceId, one, clock.now())).toBe(true);
  expect((await truth(workspaceId)).held).toBe(0);
  const ended = await findRun(workspaceId, first.ok ? first.runId : "", clock.now());
  expect(ended).toMatchObject({ state: "stopped", returned: 10 * PRICE });

  // Begun already, and told to its operation afterwards.
  const { id: two } = await importOf(workspaceId, names(10, "other"));
  const answer = await start(workspaceId, two, { undoFor: WINDOW });
  const runId = answer.ok ? answer.runId : "";
  await beginRun(workspaceId, runId);
  await resumeRun(workspaceId, runId);
  await discardImport(workspaceId, two, clock.now());
  await continueImport(workspaceId, runId, clock.now());
  expect(await truth(workspaceId)).toMatchObject({ held: 0, leads: 0, charged: 0 });
});
