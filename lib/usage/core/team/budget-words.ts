import type { Kind } from "../../../credits/core/amount";
import { formatCredits } from "../../../credits/core/format";
import { type Day, dayLabel } from "../calendar";
import type { Budget } from "./budget";

/** How use compares with a limit, in one sentence. A forecast says at which pace, and "about". */
export function budgetSentence(budget: Budget, kind: Kind, today: Day): string {
  const { amount, used, isReached, reachedOn, month } = budget;
  const limit = limitWords(budget, kind, today);
  const over = formatCredits(used - amount, kind);
  if (isReached) {
    const verb = month.to < today ? "ended" : "is";
    const above = used > amount ? `, and ${verb} ${over} above it` : "";
    const when = reachedOn ? ` on ${dayLabel(reachedOn, today)}` : sinceWords(budget, today);
    return `Use ${reachedOn || verb === "ended" ? "came" : "has come"} to ${limit}${when}${above}.`;
  }
  if (month.to < today) return `Use ended ${over} below ${limit}.`;
  return forecastSentence(budget, kind, today);
}

function forecastSentence(budget: Budget, kind: Kind, today: Day): string {
  const { amount, used, forecast, month } = budget;
  const limit = limitWords(budget, kind, today);
  if (!forecast) {
    return `${formatCredits(amount - used, kind)} is left of ${limit}. At which pace is known after three days of use.`;
  }
  const pace = `At this pace, ${formatCredits(forecast.pace, kind)} a day,`;
  if (forecast.reachesOn) {
    return `${pace} ${limit} is reached ${forecast.reachesOn === today ? "today" : `on ${dayLabel(forecast.reachesOn, today)}`}.`;
  }
  const end = formatCredits(forecast.days.at(-1)?.total ?? used, kind);
  return `${pace} ${limit} is not reached: about ${end} by ${dayLabel(month.to, today)}.`;
}

/** For a limit that use may have reached before it was set: when it was set, but no day of reaching it. */
const sinceWords = ({ since }: Budget, today: Day): string =>
  since ? `, in force since ${dayLabel(since, today)}` : "";

/** "Priya Raman's limit of 120.00", "the limit of 250.00 for Direct messages, premium". Only today's is known. */
function limitWords({ scope, name, amount, month }: Budget, kind: Kind, today: Day): string {
  const now = month.to < today ? "present " : "";
  const limit = `${now}limit of ${formatCredits(amount, kind)}`;
  return scope === "member" ? `${name}'s ${limit}` : `the ${limit} for ${name}`;
}

/** The label at the point where use reaches the limit: "10 Nov" or, for one to come, "about 27 Nov". */
export function crossingLabel({ reachedOn, forecast }: Budget, today: Day): string | null {
  if (reachedOn) return dayLabel(reachedOn, today);
  return forecast?.reachesOn ? `about ${dayLabel(forecast.reachesOn, today)}` : null;
}
