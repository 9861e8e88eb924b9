import { expect, test } from "vitest";
import { finishRun } from "@/lib/credits/mutations/runs";
import { aWorkspace } from "@/lib/credits/mutations/testing";
import { clock } from "@/lib/platform/clock";
import { interrupted } from "@/lib/platform/testing";
import { findOverview } from "@/lib/usage/queries/overview";

test("a run that ends while the lists are read is in one of them, and only in one", async () => {
  const { workspaceId, grant, started } = await aWorkspace();
  await grant(1_000);
  const runId = await started(10);
  const read = () => findOverview(workspaceId, clock.now());
  const found = await interrupted(read, {
    after: /from .*operation_run/is,
    by: () => finishRun({ workspaceId, runId }),
  });
  expect([found.running, found.recent].map((runs) => runs.map(({ id }) => id))).toEqual([
    [runId],
    [],
  ]);
  const now = await read();
  expect([now.running, now.recent].map((runs) => runs.map(({ id }) => id))).toEqual([[], [runId]]);
});
