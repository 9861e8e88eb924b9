const MOST_DOLLARS = 1_000_000;
const WRITTEN = /^\$?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/;

/** Money as people write it, in cents: "$100", "1,000.50". Null for nothing, for anything else and for too much. */
export function parseMoney(text: string): number | null {
  const [, whole, decimals = ""] = WRITTEN.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  const dollars = Number(whole.replaceAll(",", ""));
  const cents = dollars * 100 + Number(decimals.padEnd(2, "0"));
  return dollars > MOST_DOLLARS || cents === 0 ? null : cents;
}
