import { type Day, dayLabel } from "./calendar";

/** The day that credits run out: "about 13 Dec", "today". */
export const runsOutDay = (date: Day, today: Day): string =>
  date === today ? "today" : `about ${dayLabel(date, today)}`;

/**
 * That day, and the days between which it lies: "about 13 Dec, between 11 Dec and 16 Dec"; "about 13 Dec" if these are
 * the same.
 */
export function runsOutText(
  { date, from, to }: { date: Day; from: Day; to: Day },
  today: Day,
): string {
  const day = runsOutDay(date, today);
  return from === to ? day : `${day}, between ${dayLabel(from, today)} and ${dayLabel(to, today)}`;
}
