import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { createImport } from "@/lib/leads/mutations/imports";
import {
  existing,
  importOf,
  member,
  names,
  start,
  truth,
  workspaceFor,
} from "@/lib/leads/mutations/testing";
import { uploadPath } from "@/lib/leads/providers/uploads";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { dieAtEach } from "@/lib/platform/testing";

/** A process of its own that reads or imports, with the heap it is allowed. */
function worker(what: "readImport" | "runImport", ids: object, heap = 256) {
  const file = what === "readImport" ? "reading" : "importing";
  const code = `
    const { ${what} } = await import("./lib/leads/jobs/${file}.ts");
    await ${what}(${JSON.stringify(ids)});
    process.exit(0);`;
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${heap}`, "--import", "tsx", "--input-type=module", "-e", code],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  child.stdout.on("data", (data) => {
    said += data;
  });
  child.stderr.on("data", (data) => {
    said += data;
  });
  return { child, said: () => said, ended: once(child, "exit") };
}

const PRICE = 7_000;
const STEP = 100;

test("killed at random points, an import is in the end charged for exactly what it imported", async () => {
  const workspaceId = await workspaceFor(2_000);
  const { id: importId } = await importOf(workspaceId, names(2_000));
  await start(workspaceId, importId);
  const cursor = async () => (await existing(workspaceId, importId)).cursor;
  for (let kills = 0; kills < 5; kills++) {
    const before = await cursor();
    const { child, ended, said } = worker("runImport", { workspaceId, importId });
    await expect.poll(cursor, { timeout: 60_000, interval: 5 }).toBeGreaterThan(before);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
    child.kill("SIGKILL");
    expect((await ended)[1], said()).toBe("SIGKILL");

    const { charged, leads } = await truth(workspaceId);
    expect(charged % PRICE).toBe(0);
    expect(leads - charged / PRICE).toBeGreaterThanOrEqual(0);
    expect(leads - charged / PRICE).toBeLessThanOrEqual(STEP);
  }
  const [code] = await worker("runImport", { workspaceId, importId }).ended;

  expect(code).toBe(0);
  expect(await existing(workspaceId, importId)).toMatchObject({ state: "done", imported: 2_000 });
  expect(await truth(workspaceId)).toMatchObject({
    charged: 2_000 * PRICE,
    held: 0,
    leads: 2_000,
    entries: 2_000,
  });
}, 300_000);

/** An upload of many rows, written as it is made. */
async function largeUpload(workspaceId: string, rows: number): Promise<string> {
  const id = newId();
  await mkdir(dirname(uploadPath(id)), { recursive: true });
  const out = createWriteStream(uploadPath(id));
  out.write("username,name,bio\n");
  const bio = "Coffee, bread and everything between them. ".repeat(4);
  for (let at = 0; at < rows; at++) {
    if (!out.write(`@someone_${at},Some One ${at},"${bio}"\n`)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
  await createImport({
    workspaceId,
    id,
    form: "usernames",
    fileName: "large.csv",
    fileBytes: out.bytesWritten,
    createdBy: member,
    now: clock.now(),
  });
  return id;
}

test("300,000 rows are read, and imported from, in a heap that could not hold them", async () => {
  const workspaceId = await workspaceFor(2_000);
  const importId = await largeUpload(workspaceId, 300_000);
  for (const what of ["readImport", "runImport"] as const) {
    if (what === "runImport") await start(workspaceId, importId, { limit: 2_000 });
    const { ended, said } = worker(what, { workspaceId, importId }, 96);
    const [code] = await ended;
    expect(code, said()).toBe(0);
  }
  const done = { state: "done", rowsRead: 300_000, toImport: 300_000, imported: 2_000 };
  expect(await existing(workspaceId, importId)).toMatchObject(done);
  expect(await truth(workspaceId)).toMatchObject({ charged: 2_000 * PRICE, leads: 2_000 });
}, 300_000);

test("killed at every statement, a file is in the end read as if it never had been interrupted", async () => {
  const workspaceId = await workspaceFor(0);
  const importId = await largeUpload(workspaceId, 3_000);
  const code = `
    const { readImport } = await import("./lib/leads/jobs/reading.ts");
    await readImport(${JSON.stringify({ workspaceId, importId })});`;
  expect(await dieAtEach(code, 3)).toBeGreaterThan(3);
  const read = { state: "ready", rowsRead: 3_000, toImport: 3_000, invalid: 0, duplicates: 0 };
  expect(await existing(workspaceId, importId)).toMatchObject(read);
  const rows = await asOwner("select row_number from lead_import_row where import_id = $1", [
    importId,
  ]);
  expect(rows).toHaveLength(3_000);
}, 300_000);
