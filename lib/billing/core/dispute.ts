export type DisputeState = "open" | "won" | "lost";

/**
 * What a dispute means for the credits, from the provider's word for it: an inquiry (`warning_...`) takes no money,
 * so it freezes nothing; null.
 */
export function disputeState(status: string): DisputeState | null {
  switch (status) {
    case "needs_response":
    case "under_review":
      return "open";
    case "won":
      return "won";
    case "lost":
      return "lost";
    default:
      return null;
  }
}

/** The key under which the ledger takes the credits of a dispute that was lost: once, however often that is told. */
export const forfeitKey = (disputeId: string): string => `dispute:${disputeId}:forfeit`;

/** Of several disputes of one purchase, the state to show: one that is open, else one that was lost. */
export const gravest = (states: readonly DisputeState[]): DisputeState | null =>
  (["open", "lost", "won"] as const).find((state) => states.includes(state)) ?? null;
