import { type Day, dayLabel } from "./calendar";

/** When credits run out, and between which days: "13 Dec, between 11 Dec and 16 Dec"; "13 Dec" where these are one. */
export function runsOutText(
  { date, from, to }: { date: Day; from: Day; to: Day },
  today: Day,
): string {
  const day = dayLabel(date, today);
  return from === to ? day : `${day}, between ${dayLabel(from, today)} and ${dayLabel(to, today)}`;
}
