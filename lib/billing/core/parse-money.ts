import { decimalsOf } from "../../credits/core/format";

const MOST_CENTS = 100_000_000;
const WRITTEN = /^[$€£¥₩]?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/;

/**
 * Money as people write it, in the smallest unit of its currency: "$100", "1,000.50". Null for nothing, for anything
 * else, for parts of what has none and for too much.
 */
export function parseMoney(text: string, currency = "usd"): number | null {
  const [, whole, parts = ""] = WRITTEN.exec(text.trim()) ?? [];
  const decimals = decimalsOf(currency);
  if (whole === undefined || parts.length > decimals) return null;
  const cents = Number(whole.replaceAll(",", "") + parts.padEnd(decimals, "0"));
  return cents > MOST_CENTS || cents === 0 ? null : cents;
}
