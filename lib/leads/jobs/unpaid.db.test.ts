import { afterEach, expect, test, vi } from "vitest";
import { requestStop, resumeRun } from "@/lib/credits/mutations/runs";
import { findRun } from "@/lib/credits/queries/runs";
import { exportKey } from "@/lib/leads/mutations/export-key";
import { continueImport } from "@/lib/leads/mutations/start";
import { existing, grantFor, importOf, names, start, truth } from "@/lib/leads/mutations/testing";
import { exportLines } from "@/lib/leads/queries/export";
import { findList, listLeads } from "@/lib/leads/queries/lists";
import { clock } from "@/lib/platform/clock";
import { resumeOrphanedImports } from "./cleaning";
import { runImport } from "./importing";
import { cutOff, loseCredits, PRICE } from "./testing";

afterEach(() => vi.restoreAllMocks());

/** The same once it waits for credits: its hold lapsed while no worker was there, and its credits are gone. */
async function waiting() {
  const cut = await cutOff();
  const { workspaceId, importId, runId } = cut;
  await loseCredits(workspaceId);
  await runImport({ workspaceId, importId });
  expect(await findRun(workspaceId, runId, clock.now())).toMatchObject({ state: "blocked" });
  return cut;
}

/** How many leads every reader of the list of an import shows. */
async function leadsShown(workspaceId: string, importId: string) {
  const { listId, imported } = await existing(workspaceId, importId);
  const list = listId ?? "";
  const lines = await Array.fromAsync(
    exportLines(workspaceId, list, await exportKey(workspaceId, clock.now())),
  );
  const page = { after: null, size: 1_000 };
  return {
    counted: (await findList(workspaceId, list))?.leads,
    listed: (await listLeads(workspaceId, list, { ...page, search: "" })).leads.length,
    searched: (await listLeads(workspaceId, list, { ...page, search: "user" })).leads.length,
    exported: lines.join("").trim().split("\n").length - 1,
    imported,
  };
}

const all = (leads: number) => ({
  counted: leads,
  listed: leads,
  searched: leads,
  exported: leads,
  imported: leads,
});

async function arrive(workspaceId: string, runId: string, leads: number): Promise<void> {
  await grantFor(workspaceId, leads);
  await resumeRun(workspaceId, runId);
  await continueImport(workspaceId, runId, clock.now());
}

test("a step that a process left before it was charged is shown nowhere until it is", async () => {
  const { workspaceId, importId } = await cutOff();
  expect(await leadsShown(workspaceId, importId)).toEqual(all(0));
  await runImport({ workspaceId, importId });
  expect(await leadsShown(workspaceId, importId)).toEqual(all(300));
  expect(await truth(workspaceId)).toMatchObject({ charged: 300 * PRICE, leads: 300 });
});

test("while an import waits for credits a second time, no lead is there that is not paid for; then it goes on", async () => {
  const { workspaceId, importId, runId } = await waiting();
  expect(await leadsShown(workspaceId, importId)).toEqual(all(0));
  expect(await truth(workspaceId)).toMatchObject({ charged: 0, leads: 0, entries: 0 });

  await arrive(workspaceId, runId, 300);
  await runImport({ workspaceId, importId });
  expect(await leadsShown(workspaceId, importId)).toEqual(all(300));
  const paid = { charged: 300 * PRICE, held: 0, leads: 300, entries: 300 };
  expect(await truth(workspaceId)).toMatchObject(paid);
});

test("stopped while it waits, it keeps what is paid for", async () => {
  const { workspaceId, importId, runId } = await waiting();
  await requestStop({ workspaceId, runId });
  await resumeOrphanedImports();
  await runImport({ workspaceId, importId });
  expect(await existing(workspaceId, importId)).toMatchObject({ state: "stopped", imported: 0 });
  expect(await truth(workspaceId)).toMatchObject({ charged: 0, leads: 0, entries: 0 });
});

test("what one import waits to pay for, another pays for; the first does not charge it again", async () => {
  const { workspaceId, importId, runId } = await waiting();
  const other = await importOf(workspaceId, names(50));
  expect(other).toMatchObject({ toImport: 50, existing: 0 });
  await grantFor(workspaceId, 50);
  await start(workspaceId, other.id, { list: { name: "Others" } });
  await runImport({ workspaceId, importId: other.id });
  expect(await leadsShown(workspaceId, other.id)).toEqual(all(50));

  await arrive(workspaceId, runId, 300);
  await runImport({ workspaceId, importId });
  expect(await existing(workspaceId, importId)).toMatchObject({ imported: 250, existing: 50 });
  const paid = { charged: 300 * PRICE, held: 0, leads: 300, entries: 350 };
  expect(await truth(workspaceId)).toMatchObject(paid);
});

test("an import that meets leads another has not paid for yet has them paid for by that one first", async () => {
  const { workspaceId, importId } = await cutOff();
  const other = await importOf(workspaceId, names(20));
  // They are not the workspace's yet, and may never be.
  expect(other).toMatchObject({ toImport: 20, existing: 0 });
  await grantFor(workspaceId, 20);
  await start(workspaceId, other.id, { list: { name: "Others" } });
  await runImport({ workspaceId, importId: other.id });

  expect(await existing(workspaceId, other.id)).toMatchObject({ imported: 0, joined: 20 });
  expect((await leadsShown(workspaceId, importId)).exported).toBe(100);
  const paid = { charged: 100 * PRICE, leads: 100, entries: 120 };
  expect(await truth(workspaceId)).toMatchObject(paid);
});

test("two workers, one of which finds out that the credits are gone: the import waits, and is not taken for done", async () => {
  const { workspaceId, importId, runId } = await cutOff();
  await loseCredits(workspaceId);
  await Promise.all([1, 2, 3].map(() => runImport({ workspaceId, importId })));
  expect(await findRun(workspaceId, runId, clock.now())).toMatchObject({ state: "blocked" });
  expect(await existing(workspaceId, importId)).toMatchObject({ state: "started", imported: 0 });
  expect(await truth(workspaceId)).toMatchObject({ charged: 0, leads: 0, entries: 0 });
});
