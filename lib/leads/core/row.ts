import type { Columns } from "./columns";
import { FIELDS, type Field, type LeadFields, signedText, unguard } from "./export-format";
import type { RowProblem } from "./problem";
import { parseUsername } from "./username";

/** usernames: each lead is paid for. export: our own format, free. */
export type ImportForm = "usernames" | "export";

/** A row of a file as it is kept until the import: ready to become a lead, or with the reason why it cannot. */
export type StagedRow =
  | { ok: true; key: string; fields: Partial<LeadFields> & { username: string } }
  | { ok: false; problem: RowProblem; text: string };

export type RowRules = {
  columns: Columns;
  form: ImportForm;
  /** Whether `signature` is this workspace's own over `text`. */
  verify: (text: string, signature: string) => boolean;
};

/**
 * The greatest length of each field. What is longer is cut off, except in the export format, where it was never longer.
 */
const LONGEST: Record<Field, number> = {
  username: 15,
  name: 200,
  bio: 2_000,
  location: 200,
  website: 500,
  followers: 20,
  following: 20,
};

/** How much of a refused cell the problem report repeats. */
const SHOWN = 200;

/** Reads one record of a file. Never throws: whatever is in the record, the result is a lead or a reason. */
export const readRow = (record: readonly string[], rules: RowRules): StagedRow =>
  rules.form === "export" ? readSigned(record, rules) : readUsername(record, rules.columns);

/** An empty line, or one of delimiters only, is not a row. */
export const isBlank = (record: readonly string[]): boolean =>
  record.every((cell) => cell.trim() === "");

function readUsername(record: readonly string[], columns: Columns): StagedRow {
  const cell = record[columns.at.username] ?? "";
  const found = parseUsername(cell);
  if (!found.ok) return { ok: false, problem: found.problem, text: cell.slice(0, SHOWN) };

  const fields: Partial<LeadFields> & { username: string } = { username: found.username };
  for (const field of FIELDS) {
    const at = columns.at[field];
    if (field === "username" || at === undefined) continue;
    const cell = record[at] ?? "";
    const value = storable(columns.signature === null ? cell : unguard(cell));
    const kept = counted(field, value.slice(0, LONGEST[field]).toWellFormed());
    if (kept) fields[field] = kept;
  }
  return { ok: true, key: found.key, fields };
}

const storable = (text: string): string => text.replaceAll("\0", "").trim();

/** Followers and following are whole numbers; anything else in their columns is left out. */
const counted = (field: Field, value: string): string => {
  if (field !== "followers" && field !== "following") return value;
  const digits = value.replace(/[\s,.'_]/g, "");
  return /^\d{1,15}$/.test(digits) ? digits : "";
};

function readSigned(record: readonly string[], { columns, verify }: RowRules): StagedRow {
  const text = (record[columns.at.username] ?? "").slice(0, SHOWN);
  const signature = columns.signature === null ? "" : (record[columns.signature] ?? "").trim();
  if (signature === "") return { ok: false, problem: "unsigned", text };

  const fields = Object.fromEntries(
    FIELDS.map((field) => [field, unguard(record[columns.at[field] ?? -1] ?? "")]),
  ) as LeadFields;
  const found = parseUsername(fields.username);
  if (!found.ok) return { ok: false, problem: found.problem, text };
  if (!verify(signedText(fields), signature)) return { ok: false, problem: "altered", text };
  return { ok: true, key: found.key, fields };
}
