import type { Kind } from "./amount";
import type { Cap } from "./cap";
import { formatCredits, spokenCredits } from "./format";

/** What a notice is about, as it is kept: amounts in hundredths, dates as ISO texts. */
export type AlertFacts =
  | { about: "threshold"; threshold: string; below: number; available: number }
  | { about: "cap"; cap: Cap; used: number; share: number; month: string }
  | { about: "expiry"; label: string; amount: number; expiresAt: string; days: number };

/** How many days ahead an expiry is told. */
export const EXPIRY_DAYS = [30, 7, 1] as const;
const DAY = 86_400_000;

/**
 * Which of the expiry notices of a lot is due: the one nearest to the end whose day has come. A lot that never had
 * so many days left is not told of them; null.
 */
export function expiryNoticeDue(
  lot: { createdAt: Date; expiresAt: Date },
  now: Date,
): (typeof EXPIRY_DAYS)[number] | null {
  if (now >= lot.expiresAt) return null;
  const due = EXPIRY_DAYS.filter((days) => {
    const day = new Date(lot.expiresAt.getTime() - days * DAY);
    return lot.createdAt < day && day <= now;
  });
  return due.at(-1) ?? null;
}

const NAMES: Record<string, string> = { low: "low", critical: "almost out", empty: "out" };
const WHOSE = { member: "A member", campaign: "A campaign", operation: "An operation" } as const;

/** One sentence without its workspace: the subject of a mail, the line of a notice. */
export function alertTitle(facts: AlertFacts, kind: Kind): string {
  const unit = kind === "ai" ? "AI credits" : "Lead credits";
  switch (facts.about) {
    case "threshold": {
      const level = NAMES[facts.threshold];
      const left = `${formatCredits(facts.available, kind)} available`;
      if (facts.threshold === "empty") return `No ${unit.replace("Lead", "lead")} left`;
      if (level) return `${unit} are ${level}: ${left}`;
      return `${unit} fell below ${formatCredits(facts.below, kind)}: ${left}`;
    }
    case "cap":
      return `${WHOSE[facts.cap.scope]} used ${facts.share}% of a monthly limit of ${spokenCredits(facts.cap.amount, kind)}`;
    case "expiry":
      return `${spokenCredits(facts.amount, kind)} expire ${inDays(facts.days)}`;
  }
}

/** What it means, and what happens next. */
export function alertBody(facts: AlertFacts, kind: Kind): string {
  switch (facts.about) {
    case "threshold":
      return facts.available === 0 ? AT_ZERO[kind] : WHEN_LOW;
    case "cap":
      return facts.cap.mode === "block"
        ? "What would go beyond the limit is refused until the next month, or until an admin raises it."
        : "Nothing is refused: this limit only notifies.";
    case "expiry":
      return `They were part of ${facts.label}. Credits that expire soonest are used first.`;
  }
}

const WHEN_LOW = "Operations that are not covered are refused before anything is charged.";
const AT_ZERO: Record<Kind, string> = {
  ai: "Viewing, editing, scheduling and publishing still work.",
  lead: "Sourcing is paused. Leads already in campaigns still receive email, and nothing is lost.",
};

const inDays = (days: number): string => (days === 1 ? "in 1 day" : `in ${days} days`);
