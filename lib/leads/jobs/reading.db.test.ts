import fc from "fast-check";
import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import { charge, command } from "@/lib/credits/mutations/door/testing";
import { runImport } from "@/lib/leads/jobs/importing";
import { discardImport, rereadImport } from "@/lib/leads/mutations/imports";
import {
  existing,
  importOf,
  names,
  start,
  truth,
  workspaceFor,
} from "@/lib/leads/mutations/testing";
import { importStatus } from "@/lib/leads/queries/import-status";
import { findImport, listProblems } from "@/lib/leads/queries/imports";
import { problemLines } from "@/lib/leads/queries/problem-report";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { readImport } from "./reading";

test("a preview counts what a naive reading counts", async () => {
  const workspaceId = await workspaceFor(1_000);
  const known = await importOf(workspaceId, names(5, "known"));
  await start(workspaceId, known.id);
  await runImport({ workspaceId, importId: known.id });

  const cell = fc.oneof(
    fc.integer({ min: 0, max: 30 }).map((at) => `@User${at}`),
    fc.integer({ min: 0, max: 6 }).map((at) => `KNOWN${at}`),
    fc.constantFrom(
      "",
      "no spaces here",
      "a@b.co",
      "way_too_long_for_a_name",
      "https://x.com/user3/",
    ),
  );
  const rows = fc.array(cell, { minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(rows, async (cells) => {
      const file = `username,other\n${cells.map((one) => `${one},x\n`).join("")}`;
      const seen = new Set<string>();
      const naive = { rowsRead: cells.length, invalid: 0, duplicates: 0, existing: 0, toImport: 0 };
      for (const one of cells) {
        const key = one
          .replace("https://x.com/", "")
          .replace(/\/$|^@/g, "")
          .toLowerCase();
        if (!/^\w{1,15}$/.test(key)) naive.invalid++;
        else if (seen.has(key)) naive.duplicates++;
        else if (/^known[0-4]$/.test(key)) naive.existing++;
        else naive.toImport++;
        seen.add(key);
      }
      const read = await importOf(workspaceId, file);
      expect(read).toMatchObject({ state: "ready", ...naive });
      await discardImport(workspaceId, read.id, clock.now());
    }),
    { numRuns: 25 },
  );
});

test("a preview names its price, its columns and the first rows that are wrong", async () => {
  const workspaceId = await workspaceFor(0);
  const { id } = await importOf(workspaceId, "Handle;Name\n\n@ann;Ann\nbad name;B\n@ANN;Again\n");
  const status = await importStatus({ workspaceId, userId: newId() }, id);
  expect(status).toMatchObject({
    import: {
      encoding: "utf-8",
      delimiter: ";",
      usernameColumn: "Handle",
      rowsRead: 3,
      toImport: 1,
    },
    quote: { max: 7_000, operation: "import_csv_usernames" },
    problems: [{ row: 4, text: "bad name", problem: "characters" }],
    run: null,
  });
  expect((await Array.fromAsync(problemLines(workspaceId, id))).join("")).toBe(
    "\ufeffrow,value,problem\r\n" +
      '4,bad name,"A username has only letters, digits and underscores"\r\n' +
      "5,ANN,The same username as row 3\r\n",
  );
});

test("a preview names the limit that would refuse whoever looks, with what it leaves", async () => {
  const workspaceId = await workspaceFor(1_000);
  const { id } = await importOf(workspaceId, "ann\nben\n");
  const [priya, tomasz] = [newId(), newId()];
  const limitedFor = async (userId: string) =>
    (await importStatus({ workspaceId, userId }, id))?.limited ?? null;
  const limit = (
    scope: "member" | "operation",
    target: string,
    mode: "block" | "notify",
    amount: number,
  ) =>
    post(
      workspaceId,
      "lead",
      command({ type: "set_cap", scope, target, cap: { amount: credits(amount), mode } }),
    );
  expect(await limitedFor(priya)).toBeNull();
  await limit("member", priya, "block", 200_00);
  await limit("member", tomasz, "notify", 1_00);
  await limit("operation", "import_csv_export", "block", 1_00);
  expect(await limitedFor(priya)).toMatchObject({ cap: { target: priya }, left: 200_00 });
  expect(await limitedFor(tomasz)).toBeNull();
  const actor = { type: "member", id: priya } as const;
  await post(workspaceId, "lead", charge(70_00, { actor, operation: "import_csv_usernames" }));
  expect(await limitedFor(priya)).toMatchObject({ left: 130_00 });
  await limit("operation", "import_csv_usernames", "block", 170_00);
  expect(await limitedFor(priya)).toMatchObject({ cap: { scope: "operation" }, left: 100_00 });
  expect(await limitedFor(tomasz)).toMatchObject({ cap: { scope: "operation" }, left: 100_00 });
});

test("a reading that was cut off starts over and counts once", async () => {
  const workspaceId = await workspaceFor(0);
  const { id } = await importOf(workspaceId, `${names(12_000)}bad name\n`);
  await rereadImport(workspaceId, id, "usernames", clock.now());
  await expect(
    readImport({ workspaceId, importId: id, signal: AbortSignal.abort() }),
  ).rejects.toThrow();
  expect((await existing(workspaceId, id)).state).toBe("reading");

  await readImport({ workspaceId, importId: id });
  expect(await existing(workspaceId, id)).toMatchObject({
    rowsRead: 12_001,
    invalid: 1,
    toImport: 12_000,
  });
});

test.each([
  ["", "empty"],
  ["username\n", "no_rows"],
  ['username\nann\n"ben\n', "endless_row"],
])("%j is refused with a reason", async (content, problem) => {
  const workspaceId = await workspaceFor(0);
  expect(await importOf(workspaceId, content)).toMatchObject({ state: "unreadable", problem });
});

test("another workspace sees nothing of an import", async () => {
  const [here, there] = [await workspaceFor(0), await workspaceFor(0)];
  const { id } = await importOf(here, "bad name\n");
  expect(await findImport(there, id)).toBeNull();
  expect(await listProblems(there, id, { after: 0, take: 10 })).toEqual([]);
  expect(await start(there, id)).toEqual({ ok: false, reason: "not_ready" });
  expect(await truth(there)).toMatchObject({ leads: 0, entries: 0 });
});
