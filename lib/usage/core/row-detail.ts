import type { Transaction } from "./transaction";

type Told = Pick<Transaction, "label" | "detail" | "part">;

/**
 * What a row is about, without the word that its label says already: "Popular" of "Purchase of Popular". A part of an
 * import says first which one it is: the name of a long file is cut, and its rows are not.
 */
export function rowDetail({ label, detail, part }: Told): string | null {
  if (part) return detail ? `${part} of ${detail}` : part;
  const said = `${label} of `;
  return detail?.startsWith(said) ? detail.slice(said.length) : detail;
}
