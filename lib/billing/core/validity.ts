const MONTHS = 12;
const GRACE_MS = 30 * 86_400_000;

/** When credits paid for at `paidAt` expire: 12 months later to the instant; 29 February becomes the 28th. */
export function validUntil(paidAt: Date): Date {
  const until = new Date(paidAt);
  until.setUTCMonth(paidAt.getUTCMonth() + MONTHS);
  if (until.getUTCDate() !== paidAt.getUTCDate()) until.setUTCDate(0);
  return until;
}

/**
 * When credits expire that come back at `at` because their refund failed: at their original expiry, but no sooner than
 * in 30 days. The money was not returned after all, and nobody could use the credits meanwhile.
 */
export const validAgainUntil = (paidAt: Date, at: Date): Date =>
  new Date(Math.max(validUntil(paidAt).getTime(), at.getTime() + GRACE_MS));
