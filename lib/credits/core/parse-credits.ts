import { type Credits, credits } from "./amount";

const MOST = 1_000_000_000;
const WRITTEN = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/;

/**
 * An amount as people write it: "100", "1,000.5", "10.05". Null for anything else, for more than two decimals and
 * for more than a billion credits: nothing is rounded or guessed.
 */
export function parseCredits(text: string): Credits | null {
  const [, whole, decimals = ""] = WRITTEN.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  const amount = Number(whole.replaceAll(",", ""));
  return amount > MOST ? null : credits(amount * 100 + Number(decimals.padEnd(2, "0")));
}

/** The message for a text that is not an amount. */
export const notCredits = (text: string): string =>
  WRITTEN.test(text.trim())
    ? "Write at most 1,000,000,000 credits."
    : "Write an amount such as 100 or 10.50.";
