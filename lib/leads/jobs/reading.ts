import { stat } from "node:fs/promises";
import { isFullBatch } from "@/lib/leads/core/batch";
import { type ImportForm, type RowRules, readRow } from "@/lib/leads/core/row";
import { exportKey } from "@/lib/leads/mutations/export-key";
import { recordShape, refuseImport } from "@/lib/leads/mutations/imports";
import {
  clearStaging,
  compareStaged,
  type NumberedRow,
  OvertakenReading,
  stageRows,
} from "@/lib/leads/mutations/staging";
import {
  inspectFile,
  readRecords,
  type Shape,
  UnreadableFile,
} from "@/lib/leads/providers/csv-file";
import { isSignedWith } from "@/lib/leads/providers/signature";
import { uploadPath } from "@/lib/leads/providers/uploads";
import { findImport } from "@/lib/leads/queries/imports";
import { clock } from "@/lib/platform/clock";

type Reading = {
  workspaceId: string;
  importId: string;
  /** The person chose this form for this very file. Otherwise a file in the export format is read as one: it is free. */
  exact?: boolean | undefined;
  signal?: AbortSignal;
};

/**
 * Reads an uploaded file into staged rows and compares them, so that it can be previewed. Starts over when it was
 * interrupted; a file that cannot be read closes the import with the reason.
 */
export async function readImport(reading: Reading): Promise<void> {
  const { workspaceId, importId } = reading;
  const found = await findImport(workspaceId, importId);
  if (found?.state !== "reading") return;

  const path = uploadPath(importId);
  const shape = await shapeOf(path, found.form, reading.exact === true);
  if (!shape.ok) return refuse(reading, shape.problem, shape.detail);

  const { columns, encoding, delimiter } = shape.shape;
  const { usernameName: usernameColumn } = columns;
  await recordShape(workspaceId, importId, {
    form: shape.form,
    encoding,
    delimiter,
    usernameColumn,
  });
  try {
    await clearStaging(workspaceId, importId, clock.now());
    const { rows, bytesRead } = await stageFile(reading, path, shape.shape, shape.form);
    if (rows === 0) return refuse(reading, columns.header ? "no_rows" : "empty", null);
    await compareStaged(workspaceId, importId, bytesRead, clock.now());
  } catch (error) {
    if (error instanceof OvertakenReading) return;
    if (!(error instanceof UnreadableFile)) throw error;
    return refuse(reading, error.problem, error.detail);
  }
}

/** After the last attempt: the file counts as unreadable, with a reference; the upload stays for another try. */
export const giveUpReading = (reading: Reading, reference: string): Promise<void> =>
  refuse(reading, "failed", reference);

const refuse = ({ workspaceId, importId }: Reading, problem: string, detail: string | null) =>
  refuseImport(workspaceId, importId, { problem, detail, now: clock.now() });

async function shapeOf(path: string, chosen: ImportForm, exact: boolean) {
  if (!(await stat(path).catch(() => null))) {
    return { ok: false, problem: "gone", detail: null } as const;
  }
  const found = await inspectFile(path);
  if (!found.ok) return found;
  const signed = found.shape.columns.signature !== null;
  if (chosen === "export" && !signed) {
    return { ok: false, problem: "not_an_export", detail: null } as const;
  }
  const form = signed && !exact ? ("export" as const) : chosen;
  return { ok: true, shape: found.shape, form } as const;
}

async function stageFile(
  { workspaceId, importId, signal }: Reading,
  path: string,
  shape: Shape,
  form: ImportForm,
): Promise<{ rows: number; bytesRead: number }> {
  const key = form === "export" ? await exportKey(workspaceId, clock.now()) : null;
  const rules: RowRules = {
    columns: shape.columns,
    form,
    verify: (text, signature) => key !== null && isSignedWith(key, text, signature),
  };
  let batch: NumberedRow[] = [];
  let [header, total, bytesRead, flushedAt] = [shape.columns.header, 0, 0, 0];
  const flush = async () => {
    const invalid = batch.filter(({ staged }) => !staged.ok).length;
    const counts = { rows: batch.length, invalid, from: flushedAt, bytesRead };
    await stageRows({ workspaceId, importId, now: clock.now() }, batch, counts);
    total += batch.length;
    flushedAt = bytesRead;
    batch = [];
  };
  for await (const record of readRecords(path, shape)) {
    if (header) {
      header = false;
      continue;
    }
    batch.push({ row: record.row, staged: readRow(record.cells, rules) });
    bytesRead = record.bytes;
    if (!isFullBatch({ rows: batch.length, bytes: bytesRead - flushedAt })) continue;
    signal?.throwIfAborted();
    await flush();
  }
  if (batch.length > 0) await flush();
  return { rows: total, bytesRead };
}
