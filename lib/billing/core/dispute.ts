export type DisputeState = "open" | "won" | "lost";

/**
 * What a dispute means for the credits, from the provider's status. Null for an inquiry (`warning_...`), which takes no
 * money and so freezes nothing.
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

/** The ledger key under which the credits of a lost dispute are taken: once, however often the loss is reported. */
export const forfeitKey = (disputeId: string): string => `dispute:${disputeId}:forfeit`;

/** Which state to show if a purchase has several disputes: an open one first, then a lost one. */
export const mostSevere = (states: readonly DisputeState[]): DisputeState | null =>
  (["open", "lost", "won"] as const).find((state) => states.includes(state)) ?? null;
