import { type Credits, credits } from "./amount";

const WRITTEN = /^\d{1,12}(\.\d{1,2})?$/;

/** "412.55" as hundredths; null for anything but digits with at most two decimals, so that nothing is rounded. */
export function readCredits(text: string): Credits | null {
  if (!WRITTEN.test(text)) return null;
  const [whole = "0", decimals = ""] = text.split(".");
  return credits(Number(whole) * 100 + Number(decimals.padEnd(2, "0")));
}
