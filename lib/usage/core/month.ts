import type { TimeZones } from "../../identity/core/time-zone";
import { type Day, dayOf, startOfDay } from "./calendar";

/** A calendar month of a workspace: "2026-11". Sorts as text. */
export type Month = string;

const NAMES =
  "January February March April May June July August September October November December".split(
    " ",
  );

/** Whether the month exists, from the year 2000 on: "2026-13" does not. */
export const isMonth = (text: string): boolean => /^2\d{3}-(0[1-9]|1[0-2])$/.test(text);

export function nextMonth(month: Month): Month {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
}

const firstDay = (month: Month): Day => `${month}-01`;

/**
 * When a month begins: the first instant at which the workspace's clock, as it was set at the time, showed it. A change
 * of the time zone moves no beginning that has passed, so every instant stays in one month for good.
 */
export function beginningOf(
  month: Month,
  { earlier, timeZone }: TimeZones,
): { at: Date; timeZone: string } {
  let since = new Date(-8.64e15);
  for (const one of earlier) {
    const shown = startOfDay(firstDay(month), one.timeZone);
    const at = shown > since ? shown : since;
    if (at <= one.until) return { at, timeZone: one.timeZone };
    since = one.until;
  }
  const shown = startOfDay(firstDay(month), timeZone);
  return { at: shown > since ? shown : since, timeZone };
}

/** The instants of a month: from its first, to before the first of the next. `timeZone` is the one in which it ends. */
export function instantsOfMonth(
  month: Month,
  zones: TimeZones,
): { from: Date; before: Date; timeZone: string } {
  const { at: before, timeZone } = beginningOf(nextMonth(month), zones);
  return { from: beginningOf(month, zones).at, before, timeZone };
}

/** The month that an instant is in. After a change of the time zone it may be ahead of the calendar on the wall. */
export function monthOf(instant: Date, zones: TimeZones): Month {
  const held = zones.earlier.find(({ until }) => instant < until) ?? zones;
  let month = dayOf(instant, held.timeZone).slice(0, 7);
  while (beginningOf(nextMonth(month), zones).at <= instant) month = nextMonth(month);
  return month;
}

/** Every month from one to another, the latest first. */
export function monthsBetween(first: Month, last: Month): Month[] {
  const months: Month[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) months.unshift(month);
  return months;
}

/** "November 2026" */
export const monthLabel = (month: Month): string => {
  const [year, number] = month.split("-");
  return `${NAMES[Number(number) - 1]} ${year}`;
};
