import { expect, test } from "vitest";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { discardImport } from "@/lib/leads/mutations/imports";
import { clearStaging, OvertakenReading, stageRows } from "@/lib/leads/mutations/staging";
import { existing } from "@/lib/leads/mutations/testing";
import type { ImportKey } from "@/lib/leads/types";
import { clock } from "@/lib/platform/clock";
import { readImport } from "./reading";
import { uploaded } from "./testing";

const ROWS = 12_000;

const staged = async (importId: string) =>
  (await asOwner("select 1 from lead_import_row where import_id = $1", [importId])).length;

/** One batch of a reader that was taken for dead, and is not. */
const goOn = ({ workspaceId, importId }: ImportKey, from: number) =>
  stageRows(
    { workspaceId, importId, now: clock.now() },
    [{ row: 20_000 + from, staged: { ok: false, problem: "characters", text: "late" } }],
    { rows: 1, invalid: 1, from, bytesRead: from + 10 },
  );

test("two that read one file at once, as after a pause of the first, read it once", async () => {
  for (let turn = 0; turn < 8; turn += 1) {
    const reading = await uploaded(ROWS);
    await Promise.all([1, 2, 3].map(() => readImport(reading)));
    const whole = { state: "ready", rowsRead: ROWS, toImport: ROWS, invalid: 0, duplicates: 0 };
    expect(await existing(reading.workspaceId, reading.importId)).toMatchObject(whole);
    expect(await staged(reading.importId)).toBe(ROWS);
  }
});

test("a reader that another overtook adds nothing, and takes nothing away", async () => {
  const reading = await uploaded(ROWS);
  const { workspaceId, importId } = reading;
  await clearStaging(workspaceId, importId, clock.now());
  await goOn(reading, 0);
  await readImport(reading);
  await expect(goOn(reading, 10)).rejects.toThrow(OvertakenReading);
  await expect(clearStaging(workspaceId, importId, clock.now())).rejects.toThrow(OvertakenReading);
  expect(await existing(workspaceId, importId)).toMatchObject({ rowsRead: ROWS, invalid: 0 });
  expect(await staged(importId)).toBe(ROWS);
});

test("a file that is discarded while it is read gets no more rows", async () => {
  const reading = await uploaded(ROWS);
  const { workspaceId, importId } = reading;
  await clearStaging(workspaceId, importId, clock.now());
  await goOn(reading, 0);
  await discardImport(workspaceId, importId, clock.now());
  await expect(goOn(reading, 10)).rejects.toThrow(OvertakenReading);
  expect(await staged(importId)).toBe(1);
});
