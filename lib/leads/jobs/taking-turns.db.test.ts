import { afterEach, expect, test } from "vitest";
import "@/lib/leads/jobs";
import {
  existing,
  importOf,
  names,
  start,
  truth,
  workspaceFor,
} from "@/lib/leads/mutations/testing";
import { pool } from "@/lib/platform/db";
import { startWorkers, stopWorkers } from "@/lib/platform/queue";
import { uploaded } from "./testing";

/** Nobody gets on with files of this workspace until they are let go. */
async function held(workspaceId: string) {
  const client = await pool("beside").connect();
  await client.query("begin");
  await client.query("select set_config('app.workspace_id', $1, true)", [workspaceId]);
  await client.query("select 1 from lead_import where workspace_id = $1 for update", [workspaceId]);
  return async () => {
    await client.query("rollback");
    client.release();
  };
}

afterEach(stopWorkers);

test("large files of one workspace keep no file of another waiting", async () => {
  const [busy, other] = [await workspaceFor(0), await workspaceFor(0)];
  const uploadTo = async (workspaceId: string) => (await uploaded(5, workspaceId)).importId;
  const large = [await uploadTo(busy), await uploadTo(busy), await uploadTo(busy)];
  const small = await uploadTo(other);
  const stateOf = async (id: string, of = busy) => (await existing(of, id)).state;

  const letGo = await held(busy);
  try {
    await startWorkers();
    await expect.poll(() => stateOf(small, other), { timeout: 10_000 }).toBe("ready");
    for (const id of large) expect(await stateOf(id)).toBe("reading");
  } finally {
    await letGo();
  }
  for (const id of large) await expect.poll(() => stateOf(id), { timeout: 20_000 }).toBe("ready");
});

test("large imports of one workspace keep no import of another waiting", async () => {
  const started = async (workspaceId: string, prefix: string) => {
    const { id } = await importOf(workspaceId, names(5, prefix));
    await start(workspaceId, id, { list: { name: prefix } });
    return id;
  };
  const [busy, other] = [await workspaceFor(15), await workspaceFor(5)];
  const large = [await started(busy, "a"), await started(busy, "b"), await started(busy, "c")];
  const small = await started(other, "d");
  const stateOf = async (id: string, of = busy) => (await existing(of, id)).state;

  const letGo = await held(busy);
  try {
    await startWorkers();
    await expect.poll(() => stateOf(small, other), { timeout: 10_000 }).toBe("done");
    for (const id of large) expect(await stateOf(id)).toBe("started");
  } finally {
    await letGo();
  }
  for (const id of large) await expect.poll(() => stateOf(id), { timeout: 20_000 }).toBe("done");
  expect(await truth(busy)).toMatchObject({ charged: 15 * 7_000, held: 0, leads: 15 });
});
