import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { afterAll, expect, test } from "vitest";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { MOST_BYTES, MOST_BYTES_IN_WORKSPACE, MOST_FILES } from "@/lib/leads/core/quota";
import { removeDiscarded, removeOldImports } from "@/lib/leads/jobs/cleaning";
import {
  createImport,
  discardImport,
  expectUpload,
  forgetUpload,
} from "@/lib/leads/mutations/imports";
import { importOf, member, workspaceFor } from "@/lib/leads/mutations/testing";
import { uploadPath } from "@/lib/leads/providers/uploads";
import { findImport, listOpenImports } from "@/lib/leads/queries/imports";
import { waitingOf } from "@/lib/leads/queries/waiting";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { stopWorkers } from "@/lib/platform/queue";

afterAll(() => stopWorkers());

const file = (workspaceId: string, fileBytes = 100, createdBy = member) =>
  ({
    workspaceId,
    id: newId(),
    form: "usernames",
    fileName: "people.csv",
    fileBytes,
    createdBy,
    now: clock.now(),
  }) as const;
const upload = (...given: Parameters<typeof file>) => createImport(file(...given));

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

test("uploads under way count from their beginning, however many begin at once, and give their room back", async () => {
  const workspaceId = await workspaceFor(0);
  const begun = Array.from({ length: 12 }, () => file(workspaceId, MOST_BYTES / 4));
  const answers = await Promise.all(begun.map(expectUpload));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(4);
  expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "too_many_bytes" });
  expect((await waitingOf(workspaceId, member)).mine).toEqual({ files: 4, bytes: MOST_BYTES });

  // One breaks off; one arrives, smaller than announced, in the room that was reserved for it.
  const [first, second] = begun.filter((_, index) => answers[index]?.ok);
  if (!first || !second) throw new Error("none was taken");
  await forgetUpload(workspaceId, first.id);
  expect(await createImport({ ...second, fileBytes: 7 })).toEqual({ ok: true });
  expect((await waitingOf(workspaceId, member)).mine.bytes).toBe(MOST_BYTES / 2 + 7);
  expect(await findImport(workspaceId, second.id)).toMatchObject({ state: "reading" });

  // What has arrived is no longer an upload in progress.
  await forgetUpload(workspaceId, second.id);
  expect((await waitingOf(workspaceId, member)).mine.files).toBe(3);
});

test("uploads of several members at once do not exceed what their workspace may have", async () => {
  const workspaceId = await workspaceFor(0);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => expectUpload(file(workspaceId, MOST_BYTES, newId()))),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(MOST_BYTES_IN_WORKSPACE / MOST_BYTES);
  expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "workspace_full" });
});

test("an upload under way is no import to anybody; one whose server died keeps its room for minutes, and is cleared away", async () => {
  const workspaceId = await workspaceFor(0);
  const begun = file(workspaceId, MOST_BYTES);
  expect(await expectUpload(begun)).toEqual({ ok: true });
  expect(await findImport(workspaceId, begun.id)).toBeNull();
  expect(await listOpenImports(workspaceId, member)).toEqual([]);

  const touched = (ago: string) =>
    asOwner(`update lead_import set touched_at = now() - interval '${ago}' where id = $1`, [
      begun.id,
    ]);
  await touched("14 minutes");
  expect(await upload(workspaceId, 1)).toMatchObject({ reason: "too_many_bytes" });
  await touched("16 minutes");
  expect(await upload(workspaceId, 1)).toEqual({ ok: true });
  // Its file arrived after all, and finds no room.
  expect(await createImport(begun)).toMatchObject({ reason: "too_many_bytes" });

  expect(await expectUpload({ ...begun, fileBytes: 1 })).toEqual({ ok: true });
  await touched("8 days");
  await removeOldImports();
  expect(await stateOf(workspaceId, begun.id)).toBe("discarded");
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
    await createImport({ ...file(workspaceId, 7), now });
  }
  await asOwner(`
    create function refuse() returns trigger language plpgsql as $$ begin raise 'refused'; end $$;
    create trigger refuse before update on lead_import for each row
      when (old.workspace_id in ('${first}', '${last}')) execute function refuse();`);
  await removeOldImports();
  await asOwner("drop trigger refuse on lead_import; drop function refuse");
  const states = await Promise.all([first, between, last].map((one) => stateOf(one)));
  expect(states).toEqual(["reading", "discarded", "reading"]);
});

const stateOf = (workspaceId: string, id?: string) =>
  inWorkspace(workspaceId, async (tx) => {
    const { state } = await tx.leadImport.findFirstOrThrow({ where: id ? { id } : {} });
    return state;
  });
