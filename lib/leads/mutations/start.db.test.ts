import { expect, test } from "vitest";
import { requestStop, resumeRun } from "@/lib/credits/mutations/runs";
import { findRun } from "@/lib/credits/queries/runs";
import { beginImport, continueImport } from "@/lib/leads/mutations/start";
import {
  existing,
  grantFor,
  importOf,
  names,
  start,
  workspaceFor,
} from "@/lib/leads/mutations/testing";
import { findList } from "@/lib/leads/queries/lists";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { interrupted } from "@/lib/platform/testing";

const READ = /^select.*"lead_import"/is;

/** An import of ten whose run waited for its credits and has them now. Nobody has begun it yet. */
async function paidFor() {
  const workspaceId = await workspaceFor(0);
  const { id: importId } = await importOf(workspaceId, names(10));
  await start(workspaceId, importId, { wait: true });
  const { runId } = await existing(workspaceId, importId);
  if (!runId) throw new Error("It does not wait.");
  await grantFor(workspaceId, 20);
  expect(await resumeRun(workspaceId, runId)).toEqual({ ok: true });
  return { workspaceId, importId, runId };
}

test("started anew just as its credits arrive, an import is not begun for the run it had before", async () => {
  const { workspaceId, importId, runId } = await paidFor();
  await interrupted(() => continueImport(workspaceId, runId, clock.now()), {
    after: READ,
    by: () => start(workspaceId, importId, { limit: 3, list: { name: "Three" }, undoFor: 8_000 }),
  });
  const anew = await existing(workspaceId, importId);
  expect(anew).toMatchObject({ state: "ready", listName: "Three", startLimit: 3 });
  expect(anew.runId).not.toBe(runId);
  // Nothing is held for the earlier run any more.
  expect(await findRun(workspaceId, runId, clock.now())).toMatchObject({
    state: "stopped",
    held: 0,
  });
  await requestStop({ workspaceId, runId: anew.runId ?? "" });
});

test("a list chosen while an import begins is where its leads go", async () => {
  const { workspaceId, importId, runId } = await paidFor();
  const choose = () =>
    inWorkspace(workspaceId, (tx) =>
      tx.leadImport.updateMany({
        where: { workspaceId, id: importId },
        data: { listName: "Chosen" },
      }),
    );
  const begun = await interrupted(() => beginImport(workspaceId, runId, clock.now()), {
    after: READ,
    by: choose,
  });
  expect(begun).toBe(true);
  const { listId, state } = await existing(workspaceId, importId);
  expect(state).toBe("started");
  expect(await findList(workspaceId, listId ?? "")).toMatchObject({ name: "Chosen" });
});
