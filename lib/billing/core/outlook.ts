/** How long a purchase is valid, and how far the balance's forecast looks ahead. */
const MOST_DAYS = 365;

/**
 * "about 36 days": how long `amount` lasts at `pacePerDay`, both in hundredths of a credit. Null without a pace; and
 * beyond a year, a number of days would promise credits that have expired by then.
 */
export function lastsAtPace(amount: number, pacePerDay: number | null): string {
  if (!pacePerDay) return "not enough use to tell";
  const days = Math.round(amount / pacePerDay);
  if (days > MOST_DAYS) return "longer than a year";
  if (days === 0) return "less than a day";
  return days === 1 ? "about 1 day" : `about ${days} days`;
}
