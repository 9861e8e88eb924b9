import { addDays } from "../../credits/core/date";

/** A calendar date without a time, "2026-11-20": a day of the workspace's time zone. Sorts as text. */
export type Day = string;

const MINUTE = 60_000;
const DAY = 86_400_000;
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  let found = formats.get(timeZone);
  if (!found) {
    found = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(timeZone, found);
  }
  return found;
}

/** The local clock of `timeZone` at `instant`, exact to the minute, as the UTC instant that shows the same digits. */
function localClock(instant: number, timeZone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatIn(timeZone).formatToParts(instant)) {
    part[type] = Number(value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** How far `timeZone` is ahead of UTC at `instant`, in milliseconds. */
function offsetAt(instant: Date, timeZone: string): number {
  const second = Math.floor(instant.getTime() / 1000) * 1000;
  return localClock(second, timeZone) - second;
}

/** The day on which `instant` falls in `timeZone`. */
export const dayOf = (instant: Date, timeZone: string): Day =>
  new Date(instant.getTime() + offsetAt(instant, timeZone)).toISOString().slice(0, 10);

/**
 * The first instant of `day` in `timeZone`. If the clock skips midnight, that is the instant of the jump; if midnight
 * comes twice, the first one.
 */
export function startOfDay(day: Day, timeZone: string): Date {
  const digits = Date.parse(`${day}T00:00:00Z`);
  const before = offsetAt(new Date(digits - DAY), timeZone);
  const after = offsetAt(new Date(digits + DAY), timeZone);
  const candidates = [digits - before, digits - after].sort((a, b) => a - b);
  const exact = candidates.find((at) => at + offsetAt(new Date(at), timeZone) === digits);
  return new Date(exact ?? digits - before);
}

/** Whether the date exists ("2026-02-30" does not) and lies between 1970 and 2999. */
export function isDay(text: string): boolean {
  if (!/^(19[7-9]\d|2\d{3})-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
}

/** The instants of the inclusive days `from` to `to`: from the start of the first, to before the end of the last. */
export const instantsOf = (
  range: { from: Day | null; to: Day | null },
  timeZone: string,
): { from: Date | null; before: Date | null } => ({
  from: range.from ? startOfDay(range.from, timeZone) : null,
  before: range.to ? startOfDay(addDays(range.to, 1), timeZone) : null,
});

/** "20 Nov", or "20 Nov 2027" if that is not the year of `today`. */
export function dayLabel(day: Day, today?: Day): string {
  const [year = "", month = "", date = ""] = day.split("-");
  const short = `${Number(date)} ${MONTHS[Number(month) - 1]}`;
  return today && today.slice(0, 4) === year ? short : `${short} ${year}`;
}

/** "14:52" in `timeZone`. */
export const timeLabel = (instant: Date, timeZone: string): string =>
  new Date(instant.getTime() + offsetAt(instant, timeZone)).toISOString().slice(11, 16);

/** "20 Nov, 14:52" in `timeZone`, with the year if it is not the one of `today`. */
export const momentLabel = (instant: Date, timeZone: string, today?: Day): string =>
  `${dayLabel(dayOf(instant, timeZone), today)}, ${timeLabel(instant, timeZone)}`;

/** ISO 8601 with the zone's offset: "2026-11-20T14:52:07.120+00:00". */
export function zonedIso(instant: Date, timeZone: string): string {
  const offset = offsetAt(instant, timeZone);
  const minutes = Math.abs(Math.round(offset / MINUTE));
  const pad = (value: number) => String(value).padStart(2, "0");
  const local = new Date(instant.getTime() + offset).toISOString().slice(0, -1);
  return `${local}${offset < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** How a zone is named in a heading: "Lisbon", "Buenos Aires", "UTC". */
export const zoneCity = (timeZone: string): string =>
  (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");
