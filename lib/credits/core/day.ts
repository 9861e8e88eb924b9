import { dateOf, type Instant } from "./instant";

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
