import { dateOf, type Instant, instant, instantOf } from "./instant";

/** In every time zone, days begin at a multiple of a quarter of an hour in UTC. */
const QUARTER_HOUR = 15 * 60 * 1_000_000;
/** Caches the day of the last quarter of an hour asked for. */
type Zone = { format: Intl.DateTimeFormat; quarter: number; day: string };
const zones = new Map<string, Zone>();

/** The calendar day of an instant in a time zone, as YYYY-MM-DD. Fast when successive instants are close together. */
export function dayAt(at: Instant, timeZone: string): string {
  let zone = zones.get(timeZone);
  if (!zone) {
    // The Swedish format is YYYY-MM-DD.
    const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" });
    zone = { format, quarter: Number.NaN, day: "" };
    zones.set(timeZone, zone);
  }
  const quarter = Math.floor(at / QUARTER_HOUR);
  if (quarter !== zone.quarter) {
    zone.day = zone.format.format(dateOf(at));
    zone.quarter = quarter;
  }
  return zone.day;
}

/** The same for a `Date`. */
export const dayIn = (date: Date, timeZone: string): string => dayAt(instantOf(date), timeZone);

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
    days.push({ at: beginningOf(at), day: dayAt(beginningOf(at), timeZone) });
  }
  return days;
}

/** The first quarter of an hour of the next day, found by doubling steps and then by bisection. */
function nextDay(quarter: number, timeZone: string): number {
  const day = dayAt(beginningOf(quarter), timeZone);
  const isOver = (steps: number) => dayAt(beginningOf(quarter + steps), timeZone) !== day;
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
