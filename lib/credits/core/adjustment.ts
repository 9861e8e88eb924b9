import type { Facts } from "./entry";

/** What an adjustment is: a refund of a purchase, what a lost dispute took, or a correction by hand. */
export type AdjustmentCause = "refund" | "dispute" | "hand";

/** What a lost dispute takes of credits that came back later: it had found them refunded, expired or held. */
export const TAKEN_BY_DISPUTE = "Taken by a lost dispute";

/** What an earlier refund takes of credits that came back to its purchase: it had fallen short of them. */
export const TAKEN_BY_REFUND = "Taken by an earlier refund";

/**
 * Why a row of the type adjustment was written, by what it says of its source: only what was adjusted by hand says
 * nothing of any. A refund that failed counts with the refunds, a settled debt with the lost disputes that left it.
 */
export function adjustmentCause(reason: string | null, facts: Facts | null): AdjustmentCause {
  if (reason === TAKEN_BY_DISPUTE) return "dispute";
  if (facts === null) return "hand";
  return facts.claim || facts.debtSettled ? "dispute" : "refund";
}
