import { addDays, daysBetween } from "../../../credits/core/date";
import { type Day, dayLabel } from "../calendar";
import type { Comparison, Range, Step } from "./view";

/** What one bar covers: inclusive days, cut off where the range begins and ends. */
export type Period = Range;

/** The range cut into days, weeks from Monday, or months. In order, without gaps. */
export function periodsOf({ from, to }: Range, step: Step): Period[] {
  const periods: Period[] = [];
  for (let start = from; start <= to; ) {
    const end = endOf(start, step);
    periods.push({ from: start, to: end < to ? end : to });
    start = addDays(end, 1);
  }
  return periods;
}

function endOf(day: Day, step: Step): Day {
  if (step === "day") return day;
  if (step === "week") return addDays(day, (7 - weekdayOf(day)) % 7);
  return addDays(addMonths(`${day.slice(0, 8)}01`, 1), -1);
}

/** 0 for Sunday, 6 for Saturday. */
export const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay();

export const isWeekend = (day: Day): boolean => weekdayOf(day) % 6 === 0;

/**
 * The periods that these are compared with, one for one. Days and weeks move by whole weeks, so that weekdays match:
 * four weeks, or as many as a longer range takes. Months move by whole years.
 */
export function comparedPeriods(
  periods: readonly Period[],
  step: Step,
  comparison: Comparison,
): Period[] | null {
  const [first, last] = [periods[0], periods.at(-1)];
  if (comparison === "none" || !first || !last) return null;
  const days = daysBetween(first.from, last.to) + 1;
  const move =
    step === "month"
      ? moveByYears(comparison === "year" ? 1 : Math.ceil(days / 366))
      : moveByWeeks(comparison === "year" ? 52 : Math.max(4, Math.ceil(days / 7)));
  return periods.map(({ from, to }) => ({ from: move(from), to: move(to) }));
}

const moveByWeeks = (weeks: number) => (day: Day) => addDays(day, -7 * weeks);

/** If a period ends with its month, so does the compared one: 28 February is compared with 29 February. */
const moveByYears = (years: number) => (day: Day) => {
  const endsMonth = addDays(day, 1).endsWith("-01");
  if (!endsMonth) return addMonths(day, -12 * years);
  return addDays(addMonths(addDays(day, 1), -12 * years), -1);
};

/** The same date some months away, or the last one of a shorter month. */
export function addMonths(day: Day, count: number): Day {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const month = `${String(Math.floor(months / 12)).padStart(4, "0")}-${String((months % 12) + 1).padStart(2, "0")}`;
  const length = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();
  return `${month}-${String(Math.min(Number(day.slice(8)), length)).padStart(2, "0")}`;
}

const WEEKDAYS = "Sun Mon Tue Wed Thu Fri Sat".split(" ");

/** The label below a bar: "17 Nov" for a day and the first day of a week, "Nov 2026" for a month. */
export const tickLabel = ({ from }: Period, step: Step, today: Day): string =>
  step === "month" ? dayLabel(from).replace(/^\d+ /, "") : dayLabel(from, today);

/** A bar's name: "Tue 17 Nov", "16 to 22 Nov", "November 2026", or "1 to 20 Nov" if that is cut off. */
export function periodLabel(period: Period, today: Day): string {
  const { from, to } = period;
  if (from === to) return `${WEEKDAYS[weekdayOf(from)]} ${dayLabel(from, today)}`;
  return spanLabel(period, today);
}

/** "1 to 20 Nov", "28 Oct to 3 Nov", "28 Dec 2025 to 3 Jan". */
export function spanLabel({ from, to }: Range, today: Day): string {
  if (from === to) return dayLabel(from, today);
  const sameMonth = from.slice(0, 7) === to.slice(0, 7);
  const start = sameMonth ? String(Number(from.slice(8))) : dayLabel(from, today);
  return `${start} to ${dayLabel(to, today)}`;
}
