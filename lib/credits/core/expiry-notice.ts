/** How many days before an expiry notices are given. */
const EXPIRY_DAYS = [30, 7, 1] as const;
const DAY = 86_400_000;

/**
 * The latest expiry notice of a lot that is due, or null. Notices for more days than the lot was valid for are never
 * given.
 */
export function expiryNoticeDue(
  lot: { createdAt: Date; expiresAt: Date },
  now: Date,
): (typeof EXPIRY_DAYS)[number] | null {
  if (now >= lot.expiresAt) return null;
  const due = EXPIRY_DAYS.filter((days) => {
    const day = new Date(lot.expiresAt.getTime() - days * DAY);
    return lot.createdAt < day && day <= now;
  });
  return due.at(-1) ?? null;
}

/** The days left now, at least one: a notice may be given late. */
export const daysLeft = (expiresAt: Date, now: Date): number =>
  Math.max(1, Math.round((expiresAt.getTime() - now.getTime()) / DAY));
