const MOST_DAYS = 730;

/**
 * "about 36 days": how long `amount` lasts at `pacePerDay`, both in hundredths of a credit. Without a pace there is
 * nothing to tell; beyond two years the number would pretend to know.
 */
export function lastsAtPace(amount: number, pacePerDay: number | null): string {
  if (!pacePerDay) return "not enough use to tell";
  const days = Math.round(amount / pacePerDay);
  if (days > MOST_DAYS) return "over 2 years";
  return days === 1 ? "about 1 day" : `about ${days.toLocaleString("en-US")} days`;
}
