import { formatCount } from "@/lib/credits/core/format";

const ROWS = /^(\d{1,12}) to (\d{1,12})$/;

/**
 * Which part of an import a charge paid for, as its row says: "Rows 2,001 to 4,000". Null if it paid for all that was
 * quoted, and if the row names no rows: never a guess.
 */
export function partOf(charge: {
  amount: number;
  quotedMax: number | null;
  rows: unknown;
}): string | null {
  const { amount, quotedMax, rows } = charge;
  if (quotedMax === null || -amount >= quotedMax || typeof rows !== "string") return null;
  const [, from, to] = ROWS.exec(rows) ?? [];
  if (!from || !to) return null;
  if (from === to) return `Row ${grouped(from)}`;
  return `Rows ${grouped(from)} to ${grouped(to)}`;
}

const grouped = (digits: string): string => formatCount(Number(digits));
