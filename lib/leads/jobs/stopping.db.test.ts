import { expect, test } from "vitest";
import { stillToCome } from "@/lib/credits/core/run";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { beginRun, requestStop, resumeRun, undoRun } from "@/lib/credits/mutations/runs";
import { findRun } from "@/lib/credits/queries/runs";
import { exportKey } from "@/lib/leads/mutations/export-key";
import { discardImport, rereadImport } from "@/lib/leads/mutations/imports";
import { continueImport } from "@/lib/leads/mutations/start";
import {
  existing,
  grantFor,
  importOf,
  names,
  start,
  truth,
  workspaceFor,
} from "@/lib/leads/mutations/testing";
import { exportLines } from "@/lib/leads/queries/export";
import { clock } from "@/lib/platform/clock";
import { runImport } from "./importing";
import { readImport } from "./reading";
import { PRICE, runOf } from "./testing";

const WINDOW = 8_000;

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

/** A file of one row that this workspace exported, and of five that it did not. */
async function mixedFile(workspaceId: string): Promise<string> {
  const { id: importId } = await importOf(workspaceId, "ann\n");
  await start(workspaceId, importId);
  await runImport({ workspaceId, importId });
  const { listId } = await existing(workspaceId, importId);
  const key = await exportKey(workspaceId, clock.now());
  const lines = await Array.fromAsync(exportLines(workspaceId, listId ?? "", key));
  return `${lines.join("")}${names(5, "other")}`;
}

test("a file that is read as another form while its start can be undone is imported by no run of the form before", async () => {
  const workspaceId = await workspaceFor(1);
  const { id: importId } = await importOf(workspaceId, await mixedFile(workspaceId), "export");
  const before = await truth(workspaceId);
  const free = await start(workspaceId, importId, { undoFor: WINDOW, maximum: 0 });
  const runId = free.ok ? free.runId : "";
  expect(await rereadImport(workspaceId, importId, "usernames", clock.now())).toBe(true);
  await readImport({ workspaceId, importId, exact: true });
  expect(await existing(workspaceId, importId)).toMatchObject({ state: "ready", toImport: 5 });
  expect(await findRun(workspaceId, runId, clock.now())).toMatchObject({ state: "stopped" });

  await beginRun(workspaceId, runId);
  await resumeRun(workspaceId, runId);
  await continueImport(workspaceId, runId, clock.now());
  await runImport({ workspaceId, importId });
  expect(await truth(workspaceId)).toEqual(before);
});

test("a file that is read as another form while it waits for credits no longer waits at the price before", async () => {
  const workspaceId = await workspaceFor(1);
  const { id: importId } = await importOf(workspaceId, await mixedFile(workspaceId));
  await rereadImport(workspaceId, importId, "usernames", clock.now());
  await readImport({ workspaceId, importId, exact: true });
  const before = await truth(workspaceId);
  const paid = await start(workspaceId, importId, { wait: true });
  const runId = "runId" in paid ? (paid.runId ?? "") : "";
  await rereadImport(workspaceId, importId, "export", clock.now());
  await readImport({ workspaceId, importId, exact: true });
  expect(await existing(workspaceId, importId)).toMatchObject({ state: "ready", toImport: 0 });

  await grantFor(workspaceId, 5);
  await resumeRun(workspaceId, runId);
  await continueImport(workspaceId, runId, clock.now());
  expect((await existing(workspaceId, importId)).state).toBe("ready");
  expect(await truth(workspaceId)).toEqual(before);
});

test("a start that another reading overtook holds nothing, also where it cannot be undone", async () => {
  const workspaceId = await workspaceFor(10);
  const { id: importId } = await importOf(workspaceId, names(10));
  // Between the run's begin and the import's.
  await asOwner(`
    create function overtake() returns trigger language plpgsql as $$ begin
      update lead_import set state = 'reading', run_id = null where workspace_id = new.workspace_id;
      return new; end $$;
    create trigger overtake after update on operation_run for each row
      when (new.workspace_id = '${workspaceId}' and new.state = 'running') execute function overtake();`);
  await start(workspaceId, importId);
  await asOwner("drop trigger overtake on operation_run; drop function overtake");
  expect((await existing(workspaceId, importId)).state).toBe("reading");
  expect(await truth(workspaceId)).toMatchObject({ held: 0, leads: 0, charged: 0 });
});
