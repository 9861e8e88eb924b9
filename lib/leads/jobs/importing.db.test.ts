import { expect, test } from "vitest";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { requestStop, resumeRun } from "@/lib/credits/mutations/runs";
import { takeStep } from "@/lib/leads/mutations/carry-out";
import { exportKey } from "@/lib/leads/mutations/export-key";
import { createList, deleteList } from "@/lib/leads/mutations/lists";
import { beginImport, continueImport } from "@/lib/leads/mutations/start";
import {
  existing,
  grantFor,
  importOf,
  member,
  names,
  start,
  truth,
  workspaceFor,
} from "@/lib/leads/mutations/testing";
import { exportLines } from "@/lib/leads/queries/export";
import { listLists } from "@/lib/leads/queries/lists";
import { clock } from "@/lib/platform/clock";
import { inWorkspace, pool } from "@/lib/platform/db";
import { giveUpImport, runImport } from "./importing";
import { runOf } from "./testing";

test("each lead imported costs 70.00, in at most 50 charges, and the list holds them all", async () => {
  const workspaceId = await workspaceFor(20_000);
  const { id } = await importOf(workspaceId, `${names(12_000)}user1\nbad name\n`);
  expect(await start(workspaceId, id)).toMatchObject({ ok: true });
  expect(await truth(workspaceId)).toMatchObject({ charged: 0, held: 12_000 * 7_000 });

  await runImport({ workspaceId, importId: id });

  expect(await existing(workspaceId, id)).toMatchObject({ state: "done", imported: 12_000 });
  expect(await runOf(workspaceId, id)).toMatchObject({
    state: "done",
    charged: 12_000 * 7_000,
    returned: 0,
  });
  const after = await truth(workspaceId);
  expect(after).toMatchObject({ charged: 12_000 * 7_000, held: 0, leads: 12_000, entries: 12_000 });
  expect(after.charges).toBeLessThanOrEqual(50);
});

test("two imports of the same names at once: each lead is imported and charged once", async () => {
  const workspaceId = await workspaceFor(10_000);
  const some = names(3_000).split("\n").filter(Boolean);
  const [one, two] = [
    await importOf(workspaceId, some.join("\n")),
    await importOf(workspaceId, some.toReversed().join("\n")),
  ];
  await start(workspaceId, one.id);
  await start(workspaceId, two.id, { list: { name: "Others" } });

  await Promise.all([one, two].map(({ id }) => runImport({ workspaceId, importId: id })));

  const [first, second] = [
    await existing(workspaceId, one.id),
    await existing(workspaceId, two.id),
  ];
  expect(first.imported + second.imported).toBe(3_000);
  expect(await truth(workspaceId)).toMatchObject({
    charged: 3_000 * 7_000,
    held: 0,
    leads: 3_000,
    entries: 6_000,
  });
});

test("two workers on one import charge each step once", async () => {
  const workspaceId = await workspaceFor(3_000);
  const { id } = await importOf(workspaceId, names(2_000));
  await start(workspaceId, id);
  await Promise.all([1, 2, 3].map(() => runImport({ workspaceId, importId: id })));
  expect(await truth(workspaceId)).toMatchObject({ charged: 2_000 * 7_000, held: 0, leads: 2_000 });
});

test("starting twice at once is one run and one hold", async () => {
  const workspaceId = await workspaceFor(100);
  const { id } = await importOf(workspaceId, names(40));
  const answers = await Promise.all([1, 2, 3].map(() => start(workspaceId, id)));
  expect(new Set(answers.map((answer) => "runId" in answer && answer.runId)).size).toBe(1);
  expect(await truth(workspaceId)).toMatchObject({ held: 40 * 7_000 });
  expect(await listLists(workspaceId)).toHaveLength(1);
});

test("a stop ends the run after the step under way and gives the rest back", async () => {
  const workspaceId = await workspaceFor(1_000);
  const { id } = await importOf(workspaceId, names(1_000));
  const started = await start(workspaceId, id);
  await takeStep({ workspaceId, importId: id, now: clock.now() });
  if (started.ok) await requestStop({ workspaceId, runId: started.runId });

  await runImport({ workspaceId, importId: id });

  const { imported, state } = await existing(workspaceId, id);
  expect({ imported, state }).toEqual({ imported: 100, state: "stopped" });
  expect(await runOf(workspaceId, id)).toMatchObject({
    state: "stopped",
    charged: 100 * 7_000,
    returned: 900 * 7_000,
  });
  expect(await truth(workspaceId)).toMatchObject({ charged: 100 * 7_000, held: 0, leads: 100 });
});

test("an import that gives up keeps what it charged and nothing else", async () => {
  const workspaceId = await workspaceFor(1_000);
  const { id } = await importOf(workspaceId, names(300));
  await start(workspaceId, id);
  await takeStep({ workspaceId, importId: id, now: clock.now() });

  await giveUpImport({ workspaceId, importId: id }, "8F21");

  expect(await runOf(workspaceId, id)).toMatchObject({
    state: "failed",
    failure: "8F21",
    charged: 100 * 7_000,
  });
  expect(await truth(workspaceId)).toMatchObject({ charged: 100 * 7_000, held: 0, leads: 100 });
});

test("a step whose run ended without it leaves no lead behind", async () => {
  const workspaceId = await workspaceFor(1_000);
  const { id } = await importOf(workspaceId, names(300));
  const started = await start(workspaceId, id);
  await takeStep({ workspaceId, importId: id, now: clock.now() });
  const { failRun } = await import("@/lib/credits/mutations/runs");
  if (started.ok) await failRun({ workspaceId, runId: started.runId, reference: "X" });

  await runImport({ workspaceId, importId: id });
  expect(await truth(workspaceId)).toEqual({
    charged: 0,
    charges: 0,
    held: 0,
    leads: 0,
    entries: 0,
  });
  expect(await existing(workspaceId, id)).toMatchObject({ state: "failed", imported: 0 });
});

test("too few credits: nothing is held, the draft stays, and a smaller part can be imported", async () => {
  const workspaceId = await workspaceFor(10);
  const { id } = await importOf(workspaceId, names(25));
  expect(await start(workspaceId, id, { list: { name: "Later" } })).toMatchObject({
    ok: false,
    reason: "insufficient_credits",
    shortfall: 15 * 7_000,
  });
  expect(await existing(workspaceId, id)).toMatchObject({ state: "ready", listName: "Later" });
  expect(await truth(workspaceId)).toMatchObject({ held: 0, charged: 0 });

  expect(await start(workspaceId, id, { limit: 10 })).toMatchObject({ ok: true });
  await runImport({ workspaceId, importId: id });
  expect(await existing(workspaceId, id)).toMatchObject({ state: "done", imported: 10 });
  expect(await truth(workspaceId)).toMatchObject({ charged: 10 * 7_000, held: 0, leads: 10 });
});

test("an import that waits goes on by itself when credits arrive", async () => {
  const workspaceId = await workspaceFor(10);
  const { id } = await importOf(workspaceId, names(25));
  const waiting = await start(workspaceId, id, { wait: true });
  expect(waiting).toMatchObject({ ok: false });
  const runId = "runId" in waiting ? (waiting.runId ?? "") : "";

  await grantFor(workspaceId, 15);
  await resumeRun(workspaceId, runId);
  await continueImport(workspaceId, runId, clock.now());
  await runImport({ workspaceId, importId: id });
  expect(await truth(workspaceId)).toMatchObject({ charged: 25 * 7_000, held: 0, leads: 25 });
});

test("one that waited in vain can be started again, and as less", async () => {
  const workspaceId = await workspaceFor(10);
  const { id } = await importOf(workspaceId, names(25));
  const waiting = await start(workspaceId, id, { wait: true });
  const first = "runId" in waiting ? (waiting.runId ?? "") : "";
  await requestStop({ workspaceId, runId: first });
  expect(await start(workspaceId, id, { wait: true })).toMatchObject({ ok: false });
  expect(await start(workspaceId, id, { limit: 5 })).toMatchObject({ ok: true });
  await runImport({ workspaceId, importId: id });
  expect(await truth(workspaceId)).toMatchObject({ charged: 5 * 7_000, held: 0, leads: 5 });
});

const special =
  'username,name,bio,location\nann,"=1+1","a ""quote"",\r\nand a line",Lisboa\nBen,\'quoted,-5,+351\n';

test("an export imports again free, also after its leads are gone, and as it was", async () => {
  const workspaceId = await workspaceFor(2);
  const { id } = await importOf(workspaceId, special);
  await start(workspaceId, id);
  await runImport({ workspaceId, importId: id });
  const listId = (await existing(workspaceId, id)).listId ?? "";
  const key = await exportKey(workspaceId, clock.now());
  const file = (await Array.fromAsync(exportLines(workspaceId, listId, key))).join("");
  const before = await truth(workspaceId);

  expect(await deleteList(workspaceId, listId)).toEqual({ ok: true });
  // The import that made it leads to no list any more.
  expect((await existing(workspaceId, id)).listId).toBeNull();
  await inWorkspace(workspaceId, (tx) => tx.lead.deleteMany({ where: { workspaceId } }));
  const again = await importOf(workspaceId, file);
  expect(again).toMatchObject({ form: "export", toImport: 2, invalid: 0 });
  expect(await start(workspaceId, again.id)).toMatchObject({ ok: true });
  await runImport({ workspaceId, importId: again.id });

  expect(await truth(workspaceId)).toMatchObject({ ...before, leads: 2, entries: 2 });
  const back = (await existing(workspaceId, again.id)).listId ?? "";
  expect((await Array.fromAsync(exportLines(workspaceId, back, key))).join("")).toBe(file);
});

test("rows that this workspace did not export, or that were changed since, are not free", async () => {
  const [here, there] = [await workspaceFor(1), await workspaceFor(0)];
  const { id } = await importOf(here, "username,bio\nann,Coffee\n");
  await start(here, id);
  await runImport({ workspaceId: here, importId: id });
  const listId = (await existing(here, id)).listId ?? "";
  const key = await exportKey(here, clock.now());
  const file = (await Array.fromAsync(exportLines(here, listId, key))).join("");

  expect(await importOf(there, file)).toMatchObject({ form: "export", toImport: 0, invalid: 1 });
  const forged = `${file}zoe,,,,,,,\r\n${file.split("\r\n")[1]?.replace("ann", "eve")}\r\n`;
  expect(await importOf(here, forged)).toMatchObject({ toImport: 0, existing: 1, invalid: 2 });
  expect(await importOf(here, "username\nann\n", "export")).toMatchObject({
    state: "unreadable",
    problem: "not_an_export",
  });
});

test("leads that are already yours join the list and cost nothing", async () => {
  const workspaceId = await workspaceFor(5);
  const first = await importOf(workspaceId, names(5));
  await start(workspaceId, first.id);
  await runImport({ workspaceId, importId: first.id });
  const again = await importOf(workspaceId, names(5));
  expect(again).toMatchObject({ existing: 5, toImport: 0 });
  await start(workspaceId, again.id, { list: { name: "Twice" } });
  await runImport({ workspaceId, importId: again.id });
  expect(await existing(workspaceId, again.id)).toMatchObject({ imported: 0, joined: 5 });
  expect(await truth(workspaceId)).toMatchObject({ charged: 5 * 7_000, leads: 5, entries: 10 });
});

test("a list is not deleted under a running import", async () => {
  const workspaceId = await workspaceFor(5);
  const { id } = await importOf(workspaceId, names(5));
  await start(workspaceId, id);
  const listId = (await existing(workspaceId, id)).listId ?? "";
  expect(await deleteList(workspaceId, listId)).toEqual({ ok: false, reason: "import_running" });
});

test("an import that begins while its list is deleted never adds to a list that is gone", async () => {
  const workspaceId = await workspaceFor(0);
  const list = await createList({
    workspaceId,
    name: "Going",
    createdBy: member,
    now: clock.now(),
  });
  const { id } = await importOf(workspaceId, names(5));
  const answer = await start(workspaceId, id, { list, wait: true });
  const runId = answer.ok ? "" : "runId" in answer ? (answer.runId ?? "") : "";

  // Both wait for the import's row, the import first: each has looked, and neither has written.
  const client = await pool("stream").connect();
  await client.query("begin");
  await client.query("select set_config('app.workspace_id', $1, true)", [workspaceId]);
  await client.query("select 1 from lead_import where id = $1 for update", [id]);
  const waiting = (wanted: number) =>
    expect
      .poll(async () => {
        const sessions = await asOwner(
          "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        );
        return sessions.length;
      })
      .toBe(wanted);
  const begun = beginImport(workspaceId, runId, clock.now());
  await waiting(1);
  const deleted = deleteList(workspaceId, list.id);
  await waiting(2);
  await client.query("commit");
  client.release();

  expect(await begun).toBe(true);
  expect(await deleted).toEqual({ ok: false, reason: "import_running" });
  expect((await existing(workspaceId, id)).listId).toBe(list.id);
});
