import { formatCredits } from "@/lib/credits/core/format";
import { zonedIso } from "./calendar";
import type { Transaction } from "./transaction";

/** The columns of an export, in order. */
export const EXPORT_COLUMNS = [
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

/** One row of an export, without its line end. Amounts are plain numbers with a hyphen for minus. */
export const exportLine = (row: Transaction, timeZone: string): string =>
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

/** Always two decimals, no grouping: what a spreadsheet reads as a number. */
export const plain = (hundredths: number): string => {
  const digits = formatCredits(Math.abs(hundredths), "ai").replaceAll(",", "");
  return hundredths < 0 ? `-${digits}` : digits;
};

/**
 * A cell of words. One that a spreadsheet would take for a formula gets an apostrophe in front, which
 * spreadsheets show as text; quotes, commas and line ends are quoted.
 */
export function text(value: string): string {
  const safe = /^[=+\-@\t\r\n]|^\s+[=+\-@]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
