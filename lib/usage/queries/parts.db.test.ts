import { afterAll, expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { captureRun } from "@/lib/credits/mutations/capture";
import { finishRun } from "@/lib/credits/mutations/runs";
import { aWorkspace } from "@/lib/credits/mutations/testing";
import { stopWorkers } from "@/lib/platform/queue";
import { NO_FILTERS } from "@/lib/usage/core/filters";
import { findEntry } from "@/lib/usage/queries/entry";
import { findHistory } from "@/lib/usage/queries/history";

afterAll(stopWorkers);

const SEVENTY = 70_00;

test("each part of an import says which rows it paid for; one charge for all of it needs no such words", async () => {
  const { workspaceId, grant, started } = await aWorkspace();
  await grant(1_000);
  const charge = (runId: string, rows: string, leads: number) =>
    captureRun({
      workspaceId,
      runId,
      amount: credits(leads * SEVENTY),
      key: rows,
      quantity: leads,
      inputs: { rows, imported: leads },
    });
  const whole = await started(2);
  await charge(whole, "1 to 2", 2);
  const inParts = await started(5);
  await charge(inParts, "1 to 3", 3);
  await charge(inParts, "4 to 1200", 2);
  await finishRun({ workspaceId, runId: inParts });

  const { rows } = await findHistory({ workspaceId, timeZone: "UTC", filters: NO_FILTERS });
  expect(rows.map(({ part, detail }) => [part, detail])).toEqual([
    ["Rows 4 to 1,200", "owners.csv"],
    ["Rows 1 to 3", "owners.csv"],
    [null, "owners.csv"],
    [null, "test"],
  ]);
  const opened = await Promise.all(
    rows.map(({ kind, seq }) => findEntry(workspaceId, { kind, seq })),
  );
  expect(opened.map((entry) => entry?.transaction)).toEqual(rows);
});
