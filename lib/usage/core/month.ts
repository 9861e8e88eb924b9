import { type Day, dayOf, startOfDay } from "./calendar";

/** A calendar month of the workspace's time zone: "2026-11". Sorts as text. */
export type Month = string;

const NAMES =
  "January February March April May June July August September October November December".split(
    " ",
  );

/** True for a month that exists, from the year 2000 on: "2026-13" does not. */
export const isMonth = (text: string): boolean => /^2\d{3}-(0[1-9]|1[0-2])$/.test(text);

export const monthOf = (instant: Date, timeZone: string): Month =>
  dayOf(instant, timeZone).slice(0, 7);

export function nextMonth(month: Month): Month {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
}

const firstDay = (month: Month): Day => `${month}-01`;

/** The instants of a month: from its first one, to before the first one of the next. */
export const instantsOfMonth = (month: Month, timeZone: string): { from: Date; before: Date } => ({
  from: startOfDay(firstDay(month), timeZone),
  before: startOfDay(firstDay(nextMonth(month)), timeZone),
});

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
