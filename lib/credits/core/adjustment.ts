import type { Facts } from "./entry";

/** What an adjustment is: a refund of a purchase, what a lost dispute took, or a correction by hand. */
export type AdjustmentCause = "refund" | "dispute" | "hand";

/** What a lost dispute takes of credits that came back because a refund had failed. */
export const TAKEN_BY_DISPUTE = "Taken by a lost dispute";

/**
 * Why a row of the type adjustment was written, by what it says of its source: only what was adjusted by hand says
 * nothing of any. A refund that failed counts with the refunds, a settled debt with the lost disputes that left it.
 */
export function adjustmentCause(reason: string | null, facts: Facts | null): AdjustmentCause {
  if (facts === null) return reason === TAKEN_BY_DISPUTE ? "dispute" : "hand";
  return facts.claim || facts.debtSettled ? "dispute" : "refund";
}
