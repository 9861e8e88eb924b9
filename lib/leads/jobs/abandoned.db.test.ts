import { afterEach, expect, test, vi } from "vitest";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { rereadImport } from "@/lib/leads/mutations/imports";
import { existing } from "@/lib/leads/mutations/testing";
import { clock } from "@/lib/platform/clock";
import { pool } from "@/lib/platform/db";
import { refuseAbandonedReadings, removeOldImports } from "./cleaning";
import { readImport } from "./reading";
import { passTime, uploaded } from "./testing";

afterEach(() => vi.restoreAllMocks());

const jobIs = (importId: string, state: string) =>
  asOwner(
    "update pgboss.job set state = $2::pgboss.job_state where singleton_key = $1 returning 1",
    [importId, state],
  );

test("a reading that died with its process at every try is told as failed, and can be tried again", async () => {
  const { workspaceId, importId } = await uploaded();
  expect(await jobIs(importId, "failed")).toHaveLength(1);
  passTime(2 * 60_000);
  await refuseAbandonedReadings();
  expect(await existing(workspaceId, importId)).toMatchObject({
    state: "unreadable",
    problem: "failed",
    detail: expect.stringMatching(/^[0-9A-F]{8}$/),
  });

  expect(await rereadImport(workspaceId, importId, "usernames", clock.now())).toBe(true);
  passTime(2 * 60_000);
  await refuseAbandonedReadings();
  await readImport({ workspaceId, importId });
  expect(await existing(workspaceId, importId)).toMatchObject({ state: "ready", toImport: 5 });
});

test.each(["created", "retry", "active"])("one whose job is %s is left to it", async (state) => {
  const { workspaceId, importId } = await uploaded();
  expect(await jobIs(importId, state)).toHaveLength(1);
  passTime(2 * 60_000);
  await refuseAbandonedReadings();
  expect((await existing(workspaceId, importId)).state).toBe("reading");
});

test.each([
  ["started", "touched_at = touched_at"],
  ["reading", "touched_at = now() + interval '9 days'"],
])("an old file that is %s while old ones are removed keeps its rows", async (state, touched) => {
  const { workspaceId, importId } = await uploaded();
  await readImport({ workspaceId, importId });
  passTime(8 * 24 * 60 * 60_000);
  // Whoever removes it has listed it, and waits for its row.
  const client = await pool("stream").connect();
  await client.query("begin");
  await client.query("select set_config('app.workspace_id', $1, true)", [workspaceId]);
  await client.query("select 1 from lead_import where id = $1 for update", [importId]);
  const removed = removeOldImports();
  await expect
    .poll(() =>
      asOwner(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      ),
    )
    .toHaveLength(1);
  await client.query(`update lead_import set state = $2, ${touched} where id = $1`, [
    importId,
    state,
  ]);
  await client.query("commit");
  client.release();
  await removed;
  expect((await existing(workspaceId, importId)).state).toBe(state);
  const rows = await asOwner("select 1 from lead_import_row where import_id = $1", [importId]);
  expect(rows).toHaveLength(5);
});
