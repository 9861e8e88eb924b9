import { type Credits, credits } from "./amount";
import type { Balance } from "./balance";
import { addDays } from "./date";

/** The pace is the average of the last 14 complete days, and is known when at least 3 of them saw use. */
export const PACE_DAYS = 14;
const ACTIVE_DAYS = 3;
/** Beyond this a date says nothing. */
const HORIZON_DAYS = 365;

export type DayUse = { day: string; used: number };

/** Average use a day; null when under 3 active days. `days` holds the complete days before today that saw use. */
export function paceOf(days: readonly DayUse[], today: string): Credits | null {
  const counted = daysBefore(days, today).filter(({ used }) => used > 0);
  if (counted.length < ACTIVE_DAYS) return null;
  return credits(Math.round(counted.reduce((sum, { used }) => sum + used, 0) / PACE_DAYS));
}

/**
 * When the pace uses up `available`: the likely date, and the dates at one standard error above and below the
 * pace. Null without a pace, or when it lasts longer than a year.
 */
export function runsOutOf(
  available: Credits,
  days: readonly DayUse[],
  today: string,
): Balance["runsOut"] {
  const pace = paceOf(days, today);
  if (!pace || available === 0) return null;
  const error = standardError(daysBefore(days, today), pace);
  const lasts = (perDay: number) => Math.floor(available / perDay);
  if (lasts(pace) > HORIZON_DAYS) return null;

  const latest = pace > error ? lasts(pace - error) : HORIZON_DAYS;
  return {
    date: addDays(today, lasts(pace)),
    from: addDays(today, lasts(pace + error)),
    to: addDays(today, Math.min(HORIZON_DAYS, latest)),
  };
}

const daysBefore = (days: readonly DayUse[], today: string): DayUse[] =>
  days.filter(({ day }) => addDays(today, -PACE_DAYS) <= day && day < today);

/** How far the average of these days may be from the true pace. Days without use count as zero. */
function standardError(days: readonly DayUse[], pace: number): number {
  const squares = days.reduce((sum, { used }) => sum + (used - pace) ** 2, 0);
  const idle = (PACE_DAYS - days.length) * pace ** 2;
  return Math.sqrt((squares + idle) / (PACE_DAYS - 1) / PACE_DAYS);
}
