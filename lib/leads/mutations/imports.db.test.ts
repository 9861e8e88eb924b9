import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { afterAll, expect, test } from "vitest";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { MOST_BYTES, MOST_BYTES_IN_WORKSPACE, MOST_FILES } from "@/lib/leads/core/quota";
import { removeDiscarded, removeOldImports } from "@/lib/leads/jobs/cleaning";
import { createImport, discardImport } from "@/lib/leads/mutations/imports";
import { importOf, member, workspaceFor } from "@/lib/leads/mutations/testing";
import { uploadPath } from "@/lib/leads/providers/uploads";
import { waitingOf } from "@/lib/leads/queries/waiting";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { stopWorkers } from "@/lib/platform/queue";

afterAll(() => stopWorkers());

const upload = (workspaceId: string, fileBytes = 100, createdBy = member) =>
  createImport({
    workspaceId,
    id: newId(),
    form: "usernames",
    fileName: "people.csv",
    fileBytes,
    createdBy,
    now: clock.now(),
  });

test("a member has so many files waiting and no more, however many arrive at once; another has their own", async () => {
  const workspaceId = await workspaceFor(0);
  const answers = await Promise.all(
    Array.from({ length: MOST_FILES + 3 }, () => upload(workspaceId)),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(MOST_FILES);
  expect(answers.filter(({ ok }) => !ok)).toEqual(
    Array.from({ length: 3 }, () => ({ ok: false, reason: "too_many_files" })),
  );
  expect((await waitingOf(workspaceId, member)).mine.files).toBe(MOST_FILES);
  expect(await upload(workspaceId, 100, newId())).toEqual({ ok: true });
  expect(await upload(await workspaceFor(0))).toEqual({ ok: true });
});

test("bytes count too, of a member and of the workspace", async () => {
  const workspaceId = await workspaceFor(0);
  expect(await upload(workspaceId, MOST_BYTES)).toEqual({ ok: true });
  expect(await upload(workspaceId, 1)).toMatchObject({ reason: "too_many_bytes" });
  for (let others = 1; others < MOST_BYTES_IN_WORKSPACE / MOST_BYTES; others += 1) {
    expect(await upload(workspaceId, MOST_BYTES, newId())).toEqual({ ok: true });
  }
  expect(await upload(workspaceId, 1, newId())).toMatchObject({ reason: "workspace_full" });
});

test("what is discarded makes room, and leaves neither rows nor a file behind", async () => {
  const workspaceId = await workspaceFor(0);
  const { id } = await importOf(workspaceId, "ann\nben");
  await mkdir(dirname(uploadPath(id)), { recursive: true });
  await writeFile(uploadPath(id), "ann\nben");
  expect((await waitingOf(workspaceId, member)).mine).toEqual({ files: 1, bytes: 7 });
  expect(await discardImport(workspaceId, id, clock.now())).toBe(true);
  expect(await discardImport(workspaceId, id, clock.now())).toBe(false);
  expect((await waitingOf(workspaceId, member)).mine).toEqual({ files: 0, bytes: 0 });
  await removeDiscarded({ workspaceId, importId: id });
  expect(existsSync(uploadPath(id))).toBe(false);
  expect(await inWorkspace(workspaceId, (tx) => tx.leadImportRow.count())).toBe(0);
});

test("an old import that cannot be removed keeps no other one from it", async () => {
  const [first, between, last] = [
    await workspaceFor(0),
    await workspaceFor(0),
    await workspaceFor(0),
  ];
  const now = new Date(clock.now().getTime() - 8 * 86_400_000);
  for (const workspaceId of [first, between, last]) {
    const file = { form: "usernames", fileName: "people.csv", fileBytes: 7 } as const;
    await createImport({ ...file, workspaceId, id: newId(), createdBy: member, now });
  }
  await asOwner(`
    create function refuse() returns trigger language plpgsql as $$ begin raise 'refused'; end $$;
    create trigger refuse before update on lead_import for each row
      when (old.workspace_id in ('${first}', '${last}')) execute function refuse();`);
  await removeOldImports();
  await asOwner("drop trigger refuse on lead_import; drop function refuse");
  const states = await Promise.all([first, between, last].map(stateOf));
  expect(states).toEqual(["reading", "discarded", "reading"]);
});

const stateOf = (workspaceId: string) =>
  inWorkspace(workspaceId, async (tx) => (await tx.leadImport.findFirstOrThrow()).state);
