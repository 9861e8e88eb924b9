import type { CapMode, CapScope } from "../../../credits/core/cap";
import { addDays } from "../../../credits/core/date";
import { type DayUse, PACE_DAYS, paceOf } from "../../../credits/core/forecast";
import type { Day } from "../calendar";
import { addMonths, type Period, periodsOf } from "./periods";
import type { Range, Step, UsageView } from "./view";

/**
 * A monthly limit of the one thing by which a page is filtered. `amount` in hundredths of a credit; `since` is the day
 * on which it was set to that, null if nobody knows.
 */
export type Limit = {
  scope: CapScope;
  name: string;
  amount: number;
  mode: CapMode;
  since: Day | null;
};

/** What a month's use comes to if it continues at its pace. */
type Forecast = {
  /** Use a day: the average of the last 14 complete days. */
  pace: number;
  /** All use of the month by the end of today, and by the end of each day left in it. */
  days: { day: Day; total: number }[];
  /** The first day by whose end the limit is reached. Null if that is not in this month. */
  reachesOn: Day | null;
};

/** A limit beside the use of its month. */
export type Budget = Limit & {
  month: Range;
  used: number;
  isReached: boolean;
  /** The day on which use reached the limit. Null if it has not, or if it may have done so before the limit was set. */
  reachedOn: Day | null;
  /** Null if the month is over, the limit is reached, or fewer than three of the last 14 days had use. */
  forecast: Forecast | null;
};

/** Whom or what a page is filtered by, if it is exactly one thing that can have a limit. */
export function limitedBy(
  view: Pick<UsageView, "member" | "campaign" | "op">,
): { scope: CapScope; id: string } | null {
  const filters = [
    { scope: "member", id: view.member },
    { scope: "campaign", id: view.campaign },
    { scope: "operation", id: view.op },
  ] as const;
  const [only, ...more] = filters.flatMap(({ scope, id }) => (id === null ? [] : [{ scope, id }]));
  return only && more.length === 0 ? only : null;
}

/**
 * The calendar month that a limit counts, if the range is that month so far, or whole. Null for any other range, which
 * begins or ends where no limit does.
 */
export function limitMonth({ from, to }: Range, today: Day): Range | null {
  const end = addDays(addMonths(from, 1), -1);
  if (!from.endsWith("-01") || from.slice(0, 7) !== to.slice(0, 7)) return null;
  return to === today || to === end ? { from, to: end } : null;
}

/** The days from which a budget is computed: those of its range, and the ones before it that a pace counts. */
export const budgetDays = ({ from, to }: Range): Range => ({
  from: addDays(from, -PACE_DAYS),
  to,
});

/**
 * How use compares with a limit. `days` are those of `budgetDays` that had use, `range` is the month so far or whole.
 */
export function budgetOf(
  limit: Limit,
  {
    days,
    range,
    month,
    today,
  }: { days: readonly DayUse[]; range: Range; month: Range; today: Day },
): Budget {
  const used = new Map(days.map((one) => [one.day, one.used]));
  const usedOn = (day: Day) => used.get(day) ?? 0;
  let total = 0;
  let reachedOn: Day | null = null;
  for (const { from: day } of periodsOf(range, "day")) {
    total += usedOn(day);
    if (reachedOn === null && usedOn(day) > 0 && total >= limit.amount) reachedOn = day;
  }
  const isReached = reachedOn !== null;
  const goesOn = !isReached && range.to === today;
  const pace = goesOn ? paceOf(days, today) : null;
  const forecast =
    pace === null
      ? null
      : forecastOf({ pace, before: total - usedOn(today), sofar: usedOn(today) }, limit.amount, {
          from: today,
          to: month.to,
        });
  const shownDay = reachedOn !== null && heldBefore(limit, reachedOn) ? reachedOn : null;
  return { ...limit, month, used: total, isReached, reachedOn: shownDay, forecast };
}

/** On the very day on which it was set, use may have reached it in the hours before. */
const heldBefore = ({ since }: Limit, day: Day): boolean => since !== null && since < day;

/** Today ends at its pace, or at what it already has if that is more. */
function forecastOf(
  { pace, before, sofar }: { pace: number; before: number; sofar: number },
  limit: number,
  left: Range,
): Forecast {
  let total = before + Math.max(sofar, pace);
  const days = periodsOf(left, "day").map(({ from: day }, index) => {
    if (index > 0) total += pace;
    return { day, total };
  });
  return { pace, days, reachesOn: days.find((one) => one.total >= limit)?.day ?? null };
}

/** A column of the chart that lies ahead: its days, and what use may have reached by their end. */
export type Ahead = Period & { total: number | null };

/** The columns from the end of the range to the end of the limit's month. */
export function aheadOf({ month, forecast }: Budget, range: Range, step: Step): Ahead[] {
  return periodsOf(month, step)
    .filter(({ to }) => to > range.to)
    .map(({ from, to }) => ({ from: from > range.to ? from : addDays(range.to, 1), to }))
    .map((period) => ({
      ...period,
      total: forecast?.days.find(({ day }) => day === period.to)?.total ?? null,
    }));
}
