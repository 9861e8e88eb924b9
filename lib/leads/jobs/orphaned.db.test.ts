import { afterEach, expect, test, vi } from "vitest";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { requestStop } from "@/lib/credits/mutations/runs";
import { findRun } from "@/lib/credits/queries/runs";
import { deleteList } from "@/lib/leads/mutations/lists";
import { existing, truth } from "@/lib/leads/mutations/testing";
import { clock } from "@/lib/platform/clock";
import { resumeOrphanedImports } from "./cleaning";
import { runImport } from "./importing";
import { cutOff, loseCredits, PRICE, passTime } from "./testing";

afterEach(() => vi.restoreAllMocks());

const MINUTE = 60_000;

/** Runs the waiting jobs that carry out an import, as a worker does, and returns how many there were. */
async function workOn(workspaceId: string, importId: string): Promise<number> {
  const taken = await asOwner(
    `delete from pgboss.job where name = 'leads.import' and data -> 'data' ->> 'importId' = $1 returning 1`,
    [importId],
  );
  if (taken.length > 0) await runImport({ workspaceId, importId });
  return taken.length;
}

/** The same, with its run as it is now. */
async function cutOffWithRun() {
  const cut = await cutOff();
  return { ...cut, run: () => findRun(cut.workspaceId, cut.runId, clock.now()) };
}

test("stopped while it waits for credits a second time, an import ends, and keeps nothing that is not paid for", async () => {
  const { workspaceId, importId, runId, run } = await cutOffWithRun();
  // Its hold lapsed while there was no worker, and what it held was used for something else.
  await loseCredits(workspaceId);
  await workOn(workspaceId, importId);
  expect(await run()).toMatchObject({ state: "blocked" });

  await requestStop({ workspaceId, runId });
  await resumeOrphanedImports();
  await workOn(workspaceId, importId);

  const ended = await existing(workspaceId, importId);
  expect(ended).toMatchObject({ state: "stopped", imported: 0 });
  expect(await truth(workspaceId)).toMatchObject({ charged: 0, leads: 0, entries: 0 });
  expect(await deleteList(workspaceId, ended.listId ?? "")).toEqual({ ok: true });
});

test("an import whose job is lost goes on within two minutes, and one that moves or has a job gets no second", async () => {
  const { workspaceId, importId, run } = await cutOffWithRun();
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
  await resumeOrphanedImports();
  expect(await waiting()).toHaveLength(0);

  passTime(2 * MINUTE);
  for (const state of ["created", "retry", "active"]) {
    await jobIs(state);
    await resumeOrphanedImports();
    expect(await asOwner(jobs, [importId])).toHaveLength(1);
  }

  await jobIs("failed");
  await resumeOrphanedImports();
  await resumeOrphanedImports();
  expect(await waiting()).toHaveLength(1);
  await workOn(workspaceId, importId);
  expect(await run()).toMatchObject({ state: "done", charged: 300 * PRICE });
  expect(await truth(workspaceId)).toMatchObject({ charged: 300 * PRICE, held: 0, leads: 300 });
});
