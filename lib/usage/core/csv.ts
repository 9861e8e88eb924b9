import { zonedIso } from "./calendar";
import type { Transaction } from "./transaction";

/**
 * The columns of a statement, in order. Proofs are compared with exactly these, even by copies of the program saved
 * earlier.
 */
export const STATEMENT_COLUMNS = [
  "transaction",
  "at_utc",
  "at_workspace",
  "type",
  "operation",
  "subject",
  "by",
  "kind",
  "credits",
  "balance",
  "run",
] as const;

/** The columns of an export: those of a statement, and the rows of its file that a part of an import paid for. */
export const EXPORT_COLUMNS = [...STATEMENT_COLUMNS, "part"] as const;

/** One row of an export, without its line end. */
export const exportLine = (row: Transaction, timeZone: string): string =>
  `${statementLine(row, timeZone)},${text(row.part ?? "")}`;

/** One row of a statement, without its line end. Amounts are plain numbers, with a hyphen for minus. */
export const statementLine = (row: Transaction, timeZone: string): string =>
  [
    row.id,
    row.at,
    zonedIso(new Date(row.at), timeZone),
    row.type,
    text(row.label),
    text(row.detail ?? ""),
    text(row.actor.kind === "removed" ? `${row.actor.name} (removed)` : row.actor.name),
    row.kind,
    plain(row.amount),
    plain(row.balanceAfter),
    row.runId ?? "",
  ].join(",");

/** Always two decimals and no grouping, so that a spreadsheet reads a number. */
export const plain = (hundredths: number): string => {
  const digits = String(Math.abs(hundredths)).padStart(3, "0");
  return `${hundredths < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** What a spreadsheet takes for the beginning of a formula, including the wide forms that East Asian ones accept. */
const FORMULA = "[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20]";
const FIRST = new RegExp(`^[\\t\\r\\n]|^\\s*${FORMULA}`);
const LATER = new RegExp(`([;\\t\\r\\n] *)(?=${FORMULA})`, "g");

/**
 * A cell of text. If a spreadsheet would take it for a formula, it gets an apostrophe in front, which spreadsheets show
 * as text; quotes, commas and line ends are quoted. The same applies after a semicolon, a tab or a line end: where the
 * comma is the decimal point, spreadsheets begin a new cell there, whatever the quotes say.
 */
export function text(value: string): string {
  const inside = value.replace(LATER, "$1'");
  const safe = FIRST.test(value) ? `'${inside}` : inside;
  return /[",;\t\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
