import type { Transaction } from "./transaction";

type DetailedRow = Pick<Transaction, "label" | "detail" | "part">;

/**
 * What a row is about, without the words that its label already says: "Popular" for "Purchase of Popular". For a part
 * of an import, the rows come first: the name of a long file is cut off, and its rows must not be.
 */
export function rowDetail({ label, detail, part }: DetailedRow): string | null {
  if (part) return detail ? `${part} of ${detail}` : part;
  const prefix = `${label} of `;
  return detail?.startsWith(prefix) ? detail.slice(prefix.length) : detail;
}
