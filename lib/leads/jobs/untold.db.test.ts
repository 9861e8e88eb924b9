import { afterEach, expect, test, vi } from "vitest";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { requestStop } from "@/lib/credits/mutations/runs";
import { findRun } from "@/lib/credits/queries/runs";
import { takeStep } from "@/lib/leads/mutations/carry-out";
import { deleteList } from "@/lib/leads/mutations/lists";
import {
  existing,
  importOf,
  names,
  start,
  truth,
  workspaceFor,
} from "@/lib/leads/mutations/testing";
import { clock } from "@/lib/platform/clock";
import { beginUntoldImports } from "./cleaning";
import { runImport } from "./importing";

afterEach(() => vi.restoreAllMocks());

const PRICE = 7_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const itIsLater = (by: number) =>
  vi.spyOn(clock, "now").mockReturnValue(new Date(clock.now().getTime() + by));

/** Runs the waiting jobs that carry out an import, as a worker does, and returns how many there were. */
async function workOn(workspaceId: string, importId: string): Promise<number> {
  const taken = await asOwner(
    `delete from pgboss.job where name = 'leads.import' and data -> 'data' ->> 'importId' = $1 returning 1`,
    [importId],
  );
  if (taken.length > 0) await runImport({ workspaceId, importId });
  return taken.length;
}

/** An import of 300 with its run. Its first step is taken and not charged. */
async function cutOff() {
  const workspaceId = await workspaceFor(300);
  const { id: importId } = await importOf(workspaceId, names(300));
  const started = await start(workspaceId, importId);
  if (!started.ok) throw new Error("It did not start.");
  await takeStep({ workspaceId, importId, now: clock.now() });
  const runId = started.runId;
  return { workspaceId, importId, runId, run: () => findRun(workspaceId, runId, clock.now()) };
}

test("stopped while it waits for credits a second time, an import ends, and keeps nothing that is not paid for", async () => {
  const { workspaceId, importId, runId, run } = await cutOff();
  // Its hold lapsed while there was no worker, and what it held was used for something else.
  itIsLater(25 * HOUR);
  await asOwner("update credit_lot set expires_at = $2 where workspace_id = $1", [
    workspaceId,
    new Date(clock.now().getTime() - HOUR),
  ]);
  await workOn(workspaceId, importId);
  expect(await run()).toMatchObject({ state: "blocked" });

  await requestStop({ workspaceId, runId });
  await beginUntoldImports();
  await workOn(workspaceId, importId);

  const ended = await existing(workspaceId, importId);
  expect(ended).toMatchObject({ state: "stopped", imported: 0 });
  expect(await truth(workspaceId)).toMatchObject({ charged: 0, leads: 0, entries: 0 });
  expect(await deleteList(workspaceId, ended.listId ?? "")).toEqual({ ok: true });
});

test("an import whose job is lost goes on within two minutes, and one that moves or has a job gets no second", async () => {
  const { workspaceId, importId, run } = await cutOff();
  const jobs =
    "select 1 from pgboss.job where name = 'leads.import' and data -> 'data' ->> 'importId' = $1";
  const jobIs = (state: string) =>
    asOwner(
      "update pgboss.job set state = $2::pgboss.job_state where data -> 'data' ->> 'importId' = $1",
      [importId, state],
    );
  const waiting = () => asOwner(`${jobs} and state = 'created'`, [importId]);
  // The last of its tries was cut off with its process.
  await jobIs("failed");
  await beginUntoldImports();
  expect(await waiting()).toHaveLength(0);

  itIsLater(2 * MINUTE);
  for (const state of ["created", "retry", "active"]) {
    await jobIs(state);
    await beginUntoldImports();
    expect(await asOwner(jobs, [importId])).toHaveLength(1);
  }

  await jobIs("failed");
  await beginUntoldImports();
  await beginUntoldImports();
  expect(await waiting()).toHaveLength(1);
  await workOn(workspaceId, importId);
  expect(await run()).toMatchObject({ state: "done", charged: 300 * PRICE });
  expect(await truth(workspaceId)).toMatchObject({ charged: 300 * PRICE, held: 0, leads: 300 });
});
