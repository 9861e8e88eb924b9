import { type Credits, credits } from "@/lib/credits/core/amount";
import { FINE_PER_CREDIT, type Fine } from "@/lib/credits/core/rate-card";

/** How amounts are written in the API: credits as a decimal string. See docs/decisions/0013-api-amounts.md. */
export const AMOUNT_PATTERN = /^(0|[1-9]\d{0,11})(\.\d{1,2})?$/;

/** "412.55", "-4.10": always two decimals, no separators, a plain minus. `hundredths` may be negative. */
export function amountText(hundredths: number): string {
  const size = Math.abs(hundredths);
  const decimals = String(size % 100).padStart(2, "0");
  return `${hundredths < 0 ? "-" : ""}${Math.floor(size / 100)}.${decimals}`;
}

/** The amount of a text that matches `AMOUNT_PATTERN`: "4.1" and "4.10" are the same 410 hundredths. */
export function parseAmount(text: string): Credits {
  const [whole = "", decimals = ""] = text.split(".");
  return credits(Number(whole) * 100 + Number(decimals.padEnd(2, "0")));
}

/** A rate, which may be finer than a hundredth: "0.0005", and at least two decimals: "1.75". */
export function rateText(fine: Fine): string {
  const decimals = String(fine % FINE_PER_CREDIT).padStart(6, "0");
  return `${Math.floor(fine / FINE_PER_CREDIT)}.${decimals.slice(0, 2)}${decimals.slice(2).replace(/0+$/, "")}`;
}
