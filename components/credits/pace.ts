import type { Balance } from "@/lib/credits/core/balance";
import { formatCredits } from "@/lib/credits/core/format";

/**
 * AI credits by the day, lead credits by the week and in whole credits, since a pace is an average, not an amount. Null
 * if it is not known.
 */
export function paceText({ kind, pacePerDay }: Balance): string | null {
  if (pacePerDay === null) return null;
  if (kind === "ai") return `${formatCredits(pacePerDay, "ai")} a day`;
  return `${formatCredits(Math.round((pacePerDay * 7) / 100) * 100, "lead")} a week`;
}
