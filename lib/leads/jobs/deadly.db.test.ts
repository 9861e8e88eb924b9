import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, test, vi } from "vitest";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { findRun } from "@/lib/credits/queries/runs";
import {
  existing,
  importOf,
  names,
  start,
  truth,
  workspaceFor,
} from "@/lib/leads/mutations/testing";
import { noteTry } from "@/lib/leads/mutations/tries";
import type { ImportKey } from "@/lib/leads/types";
import { clock } from "@/lib/platform/clock";
import { MOST_TRIES, tryImport } from "./importing";

afterEach(() => vi.restoreAllMocks());

const PRICE = 7_000;
const STEP = 100;

/** A process of its own that tries the import once, and dies as soon as it reads what comes after the first step. */
async function deadlyTry(importing: ImportKey): Promise<string> {
  const code = `
    const { default: pg } = await import("pg");
    const { query } = pg.Client.prototype;
    pg.Client.prototype.query = function (text, values, ...more) {
      if (String(text).includes("row_number > $3 and verdict") && values[2] >= ${STEP}) {
        process.kill(process.pid, "SIGKILL");
      }
      return query.call(this, text, values, ...more);
    };
    const { tryImport } = await import("./lib/leads/jobs/importing.ts");
    await tryImport(${JSON.stringify(importing)}, "0A1B2C3D");
    process.exit(0);`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
    stdio: "ignore",
  });
  const [exit, signal] = await once(child, "exit");
  return signal ?? `exit ${exit}`;
}

async function started(leads: number) {
  const workspaceId = await workspaceFor(leads);
  const { id: importId } = await importOf(workspaceId, names(leads));
  const begun = await start(workspaceId, importId);
  if (!begun.ok) throw new Error("It did not start.");
  return { workspaceId, importId, runId: begun.runId };
}

test("an import that kills every process that works on it fails after as many tries as any other", async () => {
  const { workspaceId, importId, runId } = await started(300);
  const ends: string[] = [];
  while ((await existing(workspaceId, importId)).state === "started" && ends.length < 12) {
    ends.push(await deadlyTry({ workspaceId, importId }));
  }

  // The first try charged a step, so it does not count.
  expect(ends).toEqual([...Array<string>(1 + MOST_TRIES).fill("SIGKILL"), "exit 0"]);
  const ended = { state: "failed", imported: STEP, cursor: STEP, chargedCursor: STEP };
  expect(await existing(workspaceId, importId)).toMatchObject(ended);
  expect(await findRun(workspaceId, runId, clock.now())).toMatchObject({
    state: "failed",
    failure: "0A1B2C3D",
    charged: STEP * PRICE,
  });
  const paid = { charged: STEP * PRICE, held: 0, leads: STEP, entries: STEP };
  expect(await truth(workspaceId)).toMatchObject(paid);
}, 300_000);

test("a try that was stopped with its process, or that waits for credits, does not count", async () => {
  const { workspaceId, importId, runId } = await started(STEP);
  const importing = { workspaceId, importId };
  const tries = async () => {
    const [found] = await asOwner("select tries from lead_import where id = $1", [importId]);
    return found?.tries;
  };
  await noteTry(importing);
  expect(await tries()).toBe(1);
  const signal = AbortSignal.abort(new Error("The process is stopping."));
  await expect(tryImport({ ...importing, signal }, "x")).rejects.toThrow("stopping");
  expect(await tries()).toBe(0);

  // Its hold lapsed while there was no worker, and what it held is gone.
  const later = new Date(clock.now().getTime() + 25 * 3_600_000);
  vi.spyOn(clock, "now").mockReturnValue(later);
  const gone = new Date(later.getTime() - 3_600_000);
  await asOwner("update credit_lot set expires_at = $2 where workspace_id = $1", [
    workspaceId,
    gone,
  ]);
  for (let waits = 0; waits < 2 * MOST_TRIES; waits++) await tryImport(importing, "x");
  expect(await findRun(workspaceId, runId, later)).toMatchObject({ state: "blocked" });
  expect(await tries()).toBe(0);
});
