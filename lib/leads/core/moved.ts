import { credits } from "@/lib/credits/core/amount";
import { formatCredits } from "@/lib/credits/core/format";
import type { Quote } from "@/lib/credits/core/quote";
import { counted } from "./preview";

/** An estimate of an import, as it was shown and as it is now. */
export type Estimate = Pick<Quote, "operation" | "max" | "quantity" | "rateCardVersion">;

/** What a screen shows for `quantity` leads at `max` hundredths, given the quote of the whole file. */
export const estimateOf = (whole: Quote | null, quantity: number, max: number): Estimate => ({
  operation: whole?.operation ?? "",
  max: credits(max),
  quantity,
  rateCardVersion: whole?.rateCardVersion ?? "",
});

/** Why an import did not start: its estimate has changed, from what to what, and why. */
export function movedSentence(shown: Estimate, now: Estimate): string {
  const causes = causesOf(shown, now).join(" and ");
  const because = causes && ` because ${causes}`;
  const amounts = `from ${formatCredits(shown.max, "lead")} to ${formatCredits(now.max, "lead")}`;
  return `The estimate changed ${amounts}${because}. Nothing was charged. Start it if you agree.`;
}

function causesOf(shown: Estimate, now: Estimate): string[] {
  if (shown.operation !== now.operation) return ["the file is read as usernames now"];
  const more = now.quantity - shown.quantity;
  return [
    now.rateCardVersion === shown.rateCardVersion
      ? ""
      : `rate card ${now.rateCardVersion} applies now`,
    more > 0 ? `the file has ${counted(more, "more lead", "more leads")} to import` : "",
  ].filter(Boolean);
}
