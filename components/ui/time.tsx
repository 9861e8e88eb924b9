import type { ComponentProps } from "react";

const FORMATS = {
  /** 20 Nov, 14:52 */
  minute: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
  /** 20 Nov 2026, 14:31 */
  full: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
  /** 20 Nov 2026 */
  date: { day: "numeric", month: "short", year: "numeric" },
  /** 20 Nov */
  day: { day: "numeric", month: "short" },
  /** November 2026 */
  month: { month: "long", year: "numeric" },
  /** 14:52 */
  clock: { hour: "2-digit", minute: "2-digit" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type TimeFormat = keyof typeof FORMATS;

/**
 * An instant in words, in `timeZone`: the workspace's, never the server's. Undefined is the viewer's own, for what only a
 * browser draws. Months have three letters everywhere: "Sept", which some engines write and others do not, would differ
 * from the history and between server and browser.
 */
export const formatTime = (
  at: string | Date,
  timeZone: string | undefined,
  format: TimeFormat,
): string =>
  formatIn(timeZone, format)
    .format(new Date(at))
    .replace(/Sept\b/, "Sep");

/** Making a format takes a hundred times longer than using it, and a page has hundreds of instants. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string | undefined, format: TimeFormat): Intl.DateTimeFormat {
  const name = format + timeZone;
  const made =
    formats.get(name) ??
    new Intl.DateTimeFormat("en-GB", { ...FORMATS[format], timeZone, hourCycle: "h23" });
  formats.set(name, made);
  return made;
}

/**
 * Until when something lasts: "14:31" if that is on the day of `now` in `timeZone`, otherwise "27 Nov, 14:31"; with the
 * day also if `now` is not known.
 */
export function formatUntil(at: string, timeZone: string, now: string | null): string {
  const dayOf = (instant: string) => formatTime(instant, timeZone, "date");
  const today = now !== null && dayOf(at) === dayOf(now);
  return formatTime(at, timeZone, today ? "clock" : "minute");
}

type TimeProps = Omit<ComponentProps<"time">, "dateTime"> & {
  at: string | Date;
  timeZone: string;
  format?: TimeFormat;
};

/** Workspace time; pointing at it shows UTC. */
export function Time({ at, timeZone, format = "minute", ...props }: TimeProps) {
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={`${formatTime(at, "UTC", "full")} UTC`}
      {...props}
    >
      {formatTime(at, timeZone, format)}
    </time>
  );
}
