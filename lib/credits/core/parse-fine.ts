import type { Fine } from "./rate-card";

const WRITTEN = /^(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,6}))?$/;
const FINE_DECIMALS = 6;

/**
 * A rate as people write it, "0.80" or "0.0005", in millionths of a credit. Null for anything else and for more than
 * six decimals: nothing is rounded or guessed.
 */
export function parseFine(text: string): Fine | null {
  const [, whole, decimals = ""] = WRITTEN.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  return (
    Number(whole.replaceAll(",", "")) * 10 ** FINE_DECIMALS +
    Number(decimals.padEnd(FINE_DECIMALS, "0"))
  );
}
