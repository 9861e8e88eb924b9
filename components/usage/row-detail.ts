import type { Transaction } from "@/lib/usage/types";

/** What a row is about, without the word that its label says already: "Popular" of "Purchase of Popular". */
export function rowDetail({ label, detail }: Pick<Transaction, "label" | "detail">): string | null {
  const said = `${label} of `;
  return detail?.startsWith(said) ? detail.slice(said.length) : detail;
}
