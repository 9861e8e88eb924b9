import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { analyse } from "chardet";
import { parse } from "csv-parse";
import { fileTypeFromBuffer } from "file-type";
import { formatCount } from "@/lib/credits/core/format";
import { type Columns, chooseColumns } from "@/lib/leads/core/columns";
import {
  hasBinaryBytes,
  problemOfText,
  problemOfType,
  startsAsArchive,
} from "@/lib/leads/core/content";
import { type Delimiter, sniffDelimiter } from "@/lib/leads/core/delimiter";
import {
  type Encoding,
  encodingByGuess,
  encodingByMark,
  encodingByZeros,
} from "@/lib/leads/core/encoding";
import type { FileProblem } from "@/lib/leads/core/problem";
import { isBlank } from "@/lib/leads/core/row";

const SAMPLE = 64 * 1024;
const SAMPLE_RECORDS = 50;
/** How many columns are looked at for what they hold. A record of nothing but commas has a million. */
const MOST_COLUMNS = 1_000;
/** A longer record means a quote that was never closed. This bounds the memory that one row can take. */
const LONGEST_RECORD = 1024 * 1024;

/** How a file is to be read, decided once from its bytes. */
export type Shape = { encoding: Encoding; delimiter: Delimiter; hint: boolean; columns: Columns };
type Unreadable = { ok: false; problem: FileProblem; detail: string | null };
export type Inspection = { ok: true; shape: Shape } | Unreadable;

const unreadable = (problem: FileProblem, detail: string | null = null): Unreadable => ({
  ok: false,
  problem,
  detail,
});

/** A file that turned out to be unreadable while it was read: thrown by `readRecords`. */
export class UnreadableFile extends Error {
  constructor(
    readonly problem: FileProblem,
    readonly detail: string | null,
  ) {
    super(problem);
  }
}

/** Examines a file's bytes: whether it is a list at all, its encoding, its delimiter and its columns. */
export async function inspectFile(path: string): Promise<Inspection> {
  const sample = await head(path);
  if (sample.length === 0) return unreadable("empty");

  const mark = encodingByMark(sample);
  if (mark === "utf-32") return unreadable("utf32");
  const wide = mark ?? encodingByZeros(sample);
  if (!wide?.startsWith("utf-16") && hasBinaryBytes(sample)) return byType(sample);

  const encoding = wide ?? (await encodingOf(path));
  const text = new TextDecoder(encoding).decode(sample, { stream: true });
  if (text.trim() === "" && sample.length < SAMPLE) return unreadable("empty");
  const problem = problemOfText(text);
  return problem ? unreadable(problem) : withColumns(path, encoding, text);
}

async function withColumns(path: string, encoding: Encoding, text: string): Promise<Inspection> {
  const hint = /^sep=([^\0\r\n])\r?\n/i.exec(text);
  const delimiter = (hint?.[1] as Delimiter | undefined) ?? sniffDelimiter(text);
  const shape = { encoding, delimiter, hint: hint !== null };
  try {
    const columns = chooseColumns(await firstRecords(path, shape));
    return { ok: true, shape: { ...shape, columns } };
  } catch (error) {
    if (error instanceof UnreadableFile) return unreadable(error.problem, error.detail);
    throw error;
  }
}

/**
 * One record of the file. `row` is its number as a spreadsheet program shows it; `bytes` is how much of the file has
 * been read.
 */
export type FileRecord = { row: number; cells: string[]; bytes: number };

/**
 * Reads the records of a file one by one, without blank ones, in constant memory: quotes across lines, any line ends,
 * rows of any width. Throws UnreadableFile if a record never ends.
 */
export async function* readRecords(
  path: string,
  shape: Omit<Shape, "columns">,
): AsyncGenerator<FileRecord> {
  const counter = { bytes: 0 };
  const source = Readable.from(decoded(path, shape.encoding, counter));
  const parser = parse({
    bom: true,
    delimiter: shape.delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_RECORD,
  });
  source.on("error", (error) => parser.destroy(error));
  let row = 0;
  try {
    for await (const cells of source.pipe(parser) as AsyncIterable<string[]>) {
      row++;
      if ((row === 1 && shape.hint) || isBlank(cells)) continue;
      yield { row, cells, bytes: counter.bytes };
    }
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === "CSV_MAX_RECORD_SIZE" || code?.includes("QUOTE")) {
      throw new UnreadableFile("endless_row", `row ${formatCount(row + 1)}`);
    }
    throw error;
  } finally {
    source.destroy();
    parser.destroy();
  }
}

async function* decoded(
  path: string,
  encoding: Encoding,
  counter: { bytes: number },
): AsyncGenerator<Uint8Array | string> {
  const decoder = encoding === "utf-8" ? null : new TextDecoder(encoding);
  for await (const chunk of createReadStream(path, { highWaterMark: SAMPLE })) {
    counter.bytes += (chunk as Buffer).length;
    yield decoder ? decoder.decode(chunk as Buffer, { stream: true }) : (chunk as Buffer);
  }
  if (decoder) yield decoder.decode();
}

async function head(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE), 0, SAMPLE, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function byType(sample: Buffer): Promise<Unreadable> {
  // A file that is cut off can end in the middle of what would identify its type.
  const type = await fileTypeFromBuffer(sample).catch(() => undefined);
  if (!type) return unreadable(startsAsArchive(sample) ? "archive" : "binary");
  return unreadable(problemOfType(type.mime, type.ext), type.ext.toUpperCase());
}

/** UTF-8 if every byte of the file agrees; otherwise decided by the bytes around the first that does not. */
async function encodingOf(path: string): Promise<Encoding> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let last: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: SAMPLE })) {
      last = chunk as Buffer;
      decoder.decode(last, { stream: true });
    }
    decoder.decode();
    return "utf-8";
  } catch {
    return encodingByGuess(analyse(last));
  }
}

async function firstRecords(path: string, shape: Omit<Shape, "columns">): Promise<string[][]> {
  const records: string[][] = [];
  for await (const { cells } of readRecords(path, shape)) {
    records.push(cells.slice(0, MOST_COLUMNS));
    if (records.length === SAMPLE_RECORDS) break;
  }
  return records;
}
