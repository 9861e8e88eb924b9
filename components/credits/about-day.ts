import { formatTime } from "@/components/ui/time";
import type { Balance } from "@/lib/credits/core/balance";

type Seen = { asOf: string; timeZone: string };

/**
 * "5 Dec" of "2026-12-05", which is a date of the workspace already; with its year where the balance is of another one.
 */
export function dayWords(date: string, { asOf, timeZone }: Seen): string {
  const thisYear = formatTime(asOf, timeZone, "date").endsWith(date.slice(0, 4));
  return formatTime(`${date}T12:00:00Z`, "UTC", thisYear ? "day" : "date");
}

/** Whether `date` is the very day that the balance is of. */
export const isToday = (date: string, { asOf, timeZone }: Seen): boolean =>
  formatTime(asOf, timeZone, "date") === formatTime(`${date}T12:00:00Z`, "UTC", "date");

/** How long a balance lasts at its pace, as a sentence; null where there is no pace. */
export function outlookOf(
  { runsOut, asOf }: Pick<Balance, "runsOut" | "asOf">,
  timeZone: string,
): string | null {
  if (!runsOut) return null;
  const seen = { asOf, timeZone };
  return isToday(runsOut.date, seen)
    ? "At this pace they run out today."
    : `At this pace they last until about ${dayWords(runsOut.date, seen)}.`;
}
