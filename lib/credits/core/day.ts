import { dateOf, type Instant } from "./instant";

const QUARTER_HOUR = 15 * 60 * 1_000_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of an instant in a time zone, as YYYY-MM-DD. */
export function dayOf(at: Instant, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    // Sweden writes dates as ISO 8601 does.
    format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" });
    formats.set(timeZone, format);
  }
  return format.format(dateOf(at));
}

/** `dayOf` for many instants of one zone: days begin at a quarter of an hour of UTC in every zone there is. */
export function dayTeller(timeZone: string): (at: Instant) => string {
  let quarter = Number.NaN;
  let day = "";
  return (at) => {
    if (Math.floor(at / QUARTER_HOUR) !== quarter) {
      quarter = Math.floor(at / QUARTER_HOUR);
      day = dayOf(at, timeZone);
    }
    return day;
  };
}
