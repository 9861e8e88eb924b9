import { dateOf, type Instant, instant } from "./instant";

/** Days begin at a quarter of an hour of UTC in every zone there is. */
const QUARTER_HOUR = 15 * 60 * 1_000_000;
type Told = { format: Intl.DateTimeFormat; quarter: number; day: string };
const zones = new Map<string, Told>();

/** The calendar day of an instant in a time zone, as YYYY-MM-DD. Instants that lie close together cost little. */
export function dayOf(at: Instant, timeZone: string): string {
  let told = zones.get(timeZone);
  if (!told) {
    // Sweden writes dates as ISO 8601 does.
    const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" });
    told = { format, quarter: Number.NaN, day: "" };
    zones.set(timeZone, told);
  }
  const quarter = Math.floor(at / QUARTER_HOUR);
  if (quarter !== told.quarter) {
    told.day = told.format.format(dateOf(at));
    told.quarter = quarter;
  }
  return told.day;
}

/** `dayOf` for one zone. */
export const dayTeller =
  (timeZone: string) =>
  (at: Instant): string =>
    dayOf(at, timeZone);

/**
 * The days of a time zone from one instant to another, each with the instant from which on it is that day; the first one
 * begins in the quarter of an hour of `from`, or before.
 */
export function daysFrom(
  from: Instant,
  until: Instant,
  timeZone: string,
): { at: Instant; day: string }[] {
  const days: { at: Instant; day: string }[] = [];
  const last = Math.floor(until / QUARTER_HOUR);
  for (let at = Math.floor(from / QUARTER_HOUR); at <= last; at = nextDay(at, timeZone)) {
    days.push({ at: beginningOf(at), day: dayOf(beginningOf(at), timeZone) });
  }
  return days;
}

/** The first quarter of an hour in another day. A day's end is looked for in growing steps, then between the last two. */
function nextDay(quarter: number, timeZone: string): number {
  const day = dayOf(beginningOf(quarter), timeZone);
  const isOver = (steps: number) => dayOf(beginningOf(quarter + steps), timeZone) !== day;
  let over = 1;
  while (!isOver(over)) over *= 2;
  let still = Math.floor(over / 2);
  while (over - still > 1) {
    const between = Math.floor((still + over) / 2);
    if (isOver(between)) over = between;
    else still = between;
  }
  return quarter + over;
}

const beginningOf = (quarter: number): Instant => instant(quarter * QUARTER_HOUR);
