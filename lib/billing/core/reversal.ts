/** What went back of a purchase, or was to: a refund, or what a lost dispute took. Credits in hundredths, money in cents. */
export type Reversal = {
  id: string;
  what: "refund" | "dispute";
  /** `pending`: on its way to the buyer. `failed`: the bank sent it back, so it never went. */
  state: "done" | "pending" | "failed";
  amountCents: number;
  credits: number;
  at: string;
};

type Gone = Omit<Reversal, "what" | "state">;
/** The state of a refund is the provider's word. */
type Facts = { refunds: readonly (Gone & { state: string })[]; lost: readonly Gone[] };

/** Everything that went back of a purchase, the earliest first. */
export function reversalsOf({ refunds, lost }: Facts): Reversal[] {
  return [
    ...refunds.map((one) => ({ ...one, what: "refund" as const, state: stateOf(one.state) })),
    ...lost.map((one) => ({ ...one, what: "dispute" as const, state: "done" as const })),
  ].toSorted((a, b) => a.at.localeCompare(b.at));
}

/** The provider's words for a refund of which nothing went: the bank sent it back, or it was called off. */
export const FAILED = ["failed", "canceled"];

/** Whether nothing went of a refund, by the provider's word for it. */
export const hasFailed = (state: string): boolean => FAILED.includes(state);

function stateOf(state: string): Reversal["state"] {
  if (hasFailed(state)) return "failed";
  return state === "succeeded" ? "done" : "pending";
}
