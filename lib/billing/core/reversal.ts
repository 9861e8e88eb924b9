/** Money that went back, or was meant to: a refund, or a lost dispute. Credits in hundredths, money in cents. */
export type Reversal = {
  id: string;
  what: "refund" | "dispute";
  /** `pending`: on its way to the buyer. `failed`: the bank sent it back, so it never went. */
  state: "done" | "pending" | "failed";
  amountCents: number;
  credits: number;
  at: string;
};

type Returned = Omit<Reversal, "what" | "state">;
/** The state of a refund is what the provider says. */
type Facts = { refunds: readonly (Returned & { state: string })[]; lost: readonly Returned[] };

/** Which refund or lost dispute took credits under a key of the ledger; null for every other key. */
export function reversalUnder(key: string): Pick<Reversal, "what" | "id"> | null {
  const [, refund, dispute] = /^(?:refund:(.+)|dispute:(.+):forfeit)$/.exec(key) ?? [];
  if (refund) return { what: "refund", id: refund };
  return dispute ? { what: "dispute", id: dispute } : null;
}

/** Everything that went back of a purchase, earliest first. */
export function reversalsOf({ refunds, lost }: Facts): Reversal[] {
  return [
    ...refunds.map((one) => ({ ...one, what: "refund" as const, state: stateOf(one.state) })),
    ...lost.map((one) => ({ ...one, what: "dispute" as const, state: "done" as const })),
  ].toSorted((a, b) => a.at.localeCompare(b.at));
}

/** The provider's states for a refund that never went: the bank returned it, or it was canceled. */
export const FAILED = ["failed", "canceled"];

/** Whether a refund never went, by what the provider says. */
export const hasFailed = (state: string): boolean => FAILED.includes(state);

/** What became of a refund, by what the provider says. */
export function stateOf(state: string): Reversal["state"] {
  if (hasFailed(state)) return "failed";
  return state === "succeeded" ? "done" : "pending";
}
