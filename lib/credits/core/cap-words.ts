import type { Kind } from "./amount";
import { type Cap, type CapLeft, isApiKey } from "./cap";
import { formatCredits, spokenCredits } from "./format";

const WHOSE = {
  member: "for this member",
  campaign: "for this campaign",
  operation: "for this operation",
} as const;
const whose = (cap: Cap): string => (isApiKey(cap) ? "for this API key" : WHOSE[cap.scope]);

/** Names the cap that was reached, and what is left of it: "The monthly limit of 500.00 AI credits for this member has 12.00 left." */
export function capSentence({ cap, left }: CapLeft, kind: Kind): string {
  const limit = `The monthly limit of ${spokenCredits(cap.amount, kind)}`;
  return `${limit} ${whose(cap)} has ${formatCredits(left, kind)} left.`;
}
