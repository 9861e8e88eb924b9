import { DAY, MINUTE } from "./book";

/** Midnight, in UTC, of the day so many days before `now`. */
export const midnightBefore = (now: number, daysAgo: number): number =>
  Math.floor((now - daysAgo * DAY) / DAY) * DAY;

/** A time of day on the day so many days before `now`; on the Friday before when that is a weekend. */
export function workingTime(now: number, daysAgo: number, time: { hour: number; minute: number }) {
  const midnight = midnightBefore(now, daysAgo);
  const weekday = new Date(midnight).getUTCDay();
  const back = weekday === 6 ? 1 : weekday === 0 ? 2 : 0;
  return midnight - back * DAY + (time.hour * 60 + time.minute) * MINUTE;
}
