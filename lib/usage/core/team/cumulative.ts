import type { Ahead, Budget } from "./budget";
import type { Bar } from "./chart";
import type { Period } from "./periods";
import type { Use } from "./sums";

/** What was used from the first day of the range to the end of one column. */
export type Point = Period & {
  /** `own`: in the column itself. `total`: in it and all before it. */
  own: Use;
  total: Use;
  /** Everything in the compared range up to then. Null without a comparison, and before its first entry. */
  before: number | null;
  /** The last days that `before` includes. */
  beforePeriod: Period | null;
  /** Nothing can have been used, because the first entry is later. */
  blank: boolean;
};

/** The bars of a chart, each together with all before it. The last point is the sum of the bars. */
export function cumulate(bars: readonly Bar[]): Point[] {
  const total = { used: 0, charges: 0 };
  let before: number | null = null;
  return bars.map(({ from, to, used, charges, blank, ...bar }) => {
    total.used += used;
    total.charges += charges;
    if (bar.before !== null) before = (before ?? 0) + bar.before;
    const own = { used, charges };
    const { beforePeriod } = bar;
    return { from, to, own, total: { ...total }, before, beforePeriod, blank };
  });
}

/** The highest value that an axis must have room for. */
export const highestPoint = (
  points: readonly Point[],
  ahead: readonly Ahead[],
  budget: Budget | null,
): number =>
  Math.max(
    budget?.amount ?? 0,
    ...points.map(({ total, before }) => Math.max(total.used, before ?? 0)),
    ...ahead.map(({ total }) => total ?? 0),
  );

/** A value that holds from one edge between columns to the next. Null: no line. */
export type StepRow = {
  edge: number;
  used: number | null;
  before: number | null;
  ahead: number | null;
};

/** Points, and what may follow, as steps. The last of each is given at both of its edges, so that it has its width. */
export function stepsOf(points: readonly Point[], ahead: readonly Ahead[]): StepRow[] {
  const rows = points.map(
    ({ total, before, blank }, edge): StepRow => ({
      edge,
      used: blank ? null : total.used,
      before,
      ahead: null,
    }),
  );
  const end = points.length;
  const last = rows.at(-1);
  if (!last) return [];
  rows.push({ ...last, edge: end });
  if (!ahead.some(({ total }) => total !== null)) return rows;
  const none = { used: null, before: null };
  rows.push({ ...none, edge: end, ahead: last.used });
  for (const [index, { total }] of ahead.entries()) {
    rows.push({ ...none, edge: end + index, ahead: total });
  }
  return [...rows, { ...none, edge: end + ahead.length, ahead: ahead.at(-1)?.total ?? null }];
}

/**
 * The edge at which use reaches the limit: where the column of that day begins or, for a forecast for today, where
 * today ends. Null if use does not reach it.
 */
export function crossingAt(
  { reachedOn, forecast }: Pick<Budget, "reachedOn" | "forecast">,
  points: readonly Period[],
  ahead: readonly Period[],
): number | null {
  const day = reachedOn ?? forecast?.reachesOn;
  if (!day) return null;
  const column = [...points, ...ahead].findIndex(({ from, to }) => from <= day && day <= to);
  return reachedOn ? column : Math.max(column, points.length);
}
