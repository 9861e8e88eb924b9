import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { createImport, rereadImport } from "@/lib/leads/mutations/imports";
import { existing, member, names, workspaceFor } from "@/lib/leads/mutations/testing";
import { uploadPath } from "@/lib/leads/providers/uploads";
import { clock } from "@/lib/platform/clock";
import { pool } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { refuseAbandonedReadings, removeOldImports } from "./cleaning";
import { readImport } from "./reading";

afterEach(() => vi.restoreAllMocks());

async function uploaded() {
  const workspaceId = await workspaceFor(0);
  const id = newId();
  await mkdir(dirname(uploadPath(id)), { recursive: true });
  await writeFile(uploadPath(id), names(5));
  const file = { workspaceId, id, form: "usernames", fileName: "people.csv" } as const;
  await createImport({ ...file, createdBy: member, fileBytes: 40, now: clock.now() });
  return { workspaceId, importId: id };
}

const jobIs = (importId: string, state: string) =>
  asOwner(
    "update pgboss.job set state = $2::pgboss.job_state where singleton_key = $1 returning 1",
    [importId, state],
  );

const minutesPass = (minutes: number) =>
  vi.spyOn(clock, "now").mockReturnValue(new Date(clock.now().getTime() + minutes * 60_000));

test("a reading that died with its process at every try is told as failed, and can be tried again", async () => {
  const { workspaceId, importId } = await uploaded();
  expect(await jobIs(importId, "failed")).toHaveLength(1);
  minutesPass(2);
  await refuseAbandonedReadings();
  expect(await existing(workspaceId, importId)).toMatchObject({
    state: "unreadable",
    problem: "failed",
    detail: expect.stringMatching(/^[0-9A-F]{8}$/),
  });

  expect(await rereadImport(workspaceId, importId, "usernames", clock.now())).toBe(true);
  minutesPass(2);
  await refuseAbandonedReadings();
  await readImport({ workspaceId, importId });
  expect(await existing(workspaceId, importId)).toMatchObject({ state: "ready", toImport: 5 });
});

test.each(["created", "retry", "active"])("one whose job is %s is left to it", async (state) => {
  const { workspaceId, importId } = await uploaded();
  expect(await jobIs(importId, state)).toHaveLength(1);
  minutesPass(2);
  await refuseAbandonedReadings();
  expect((await existing(workspaceId, importId)).state).toBe("reading");
});

test.each([
  ["started", "touched_at = touched_at"],
  ["reading", "touched_at = now() + interval '9 days'"],
])("an old file that is %s while old ones are removed keeps its rows", async (state, touched) => {
  const { workspaceId, importId } = await uploaded();
  await readImport({ workspaceId, importId });
  minutesPass(8 * 24 * 60);
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
