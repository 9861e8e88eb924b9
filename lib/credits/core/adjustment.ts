import type { EntryFacts } from "./entry";

/** What an adjustment is: a refund of a purchase, what a lost dispute took, or a correction by hand. */
export type AdjustmentCause = "refund" | "dispute" | "hand";

/** The reason when a lost dispute takes credits that came back later: they were refunded, expired or held at the time. */
export const TAKEN_BY_DISPUTE = "Taken by a lost dispute";

/** The reason when an earlier refund takes credits that came back to its purchase: it had taken too few. */
export const TAKEN_BY_REFUND = "Taken by an earlier refund";

/**
 * Why a row of the type adjustment was written. Only manual adjustments have no facts. A failed refund counts as a
 * refund, and a settled debt as the lost dispute that left it.
 */
export function adjustmentCause(reason: string | null, facts: EntryFacts | null): AdjustmentCause {
  if (reason === TAKEN_BY_DISPUTE) return "dispute";
  if (facts === null) return "hand";
  return facts.claim || facts.debtSettled ? "dispute" : "refund";
}
