const MONTHS = 12;

/** When credits paid for at `paidAt` expire: 12 months later to the instant; 29 February becomes the 28th. */
export function validUntil(paidAt: Date): Date {
  const until = new Date(paidAt);
  until.setUTCMonth(paidAt.getUTCMonth() + MONTHS);
  if (until.getUTCDate() !== paidAt.getUTCDate()) until.setUTCDate(0);
  return until;
}
