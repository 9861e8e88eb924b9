/** How long a server keeps the cards in memory before it looks for new ones. */
export const CARDS_KEPT_MS = 60_000;

/**
 * How long before it takes effect a card must be published: long enough for every server to have looked. So all of them
 * change over at the same instant, and none ever quotes by a card that another does not know.
 */
export const NOTICE_MS = 2 * CARDS_KEPT_MS;

const YEAR_MS = 366 * 86_400_000;

export type DateProblem = "too_soon" | "before_latest" | "too_far";

/** What is wrong with the instant a card is to take effect, or null. */
export function dateProblem(effectiveAt: Date, latest: Date, now: Date): DateProblem | null {
  if (effectiveAt.getTime() < now.getTime() + NOTICE_MS) return "too_soon";
  if (effectiveAt <= latest) return "before_latest";
  return effectiveAt.getTime() > now.getTime() + YEAR_MS ? "too_far" : null;
}

/** What a card is called: the day it takes effect, and of several on one day the second is "2026-12-01.2". */
export function versionFor(effectiveAt: Date, taken: readonly string[]): string {
  const day = effectiveAt.toISOString().slice(0, 10);
  if (!taken.includes(day)) return day;
  let number = 2;
  while (taken.includes(`${day}.${number}`)) number += 1;
  return `${day}.${number}`;
}
