import type { Credits } from "@/lib/credits/core/amount";
import type { Day } from "./calendar";

/** The balance over time: what it was at the start of each day, and what came in. Plain JSON. */
export type BalanceSeries = {
  /** The day of the first entry, or null if there is none. */
  since: Day | null;
  points: { at: string; balance: Credits }[];
  steps: {
    id: string;
    at: string;
    type: "purchase" | "grant";
    amount: Credits;
    balanceAfter: Credits;
  }[];
};

export type Frame = {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
};
type Point = { x: number; y: number };

/** When everything that can be spent is used up, and what is still there then: what disputes keep frozen. */
export type Forecast = { date: number; from: number; to: number; frozen: number };

/** Credits that came in. `linked`: there is room to point at it. */
type ChartStep = Point & {
  from: number;
  amount: number;
  id: string;
  at: string;
  type: "purchase" | "grant";
  labelled: boolean;
  linked: boolean;
};

/** The balance chart, fully laid out: whoever draws it has nothing to compute. */
export type BalanceChart = {
  line: string;
  area: string;
  ticks: { value: number; label: string; y: number }[];
  /** Where the lines begin: further in than the frame says if a tick's label needs the room. */
  left: number;
  thresholdY: number | null;
  today: Point;
  steps: ChartStep[];
  forecast: { end: Point; isReached: boolean; cone: string } | null;
  /** The left edge of time, for the first label, and the instant there. */
  start: Point & { at: number };
  xOf: (at: number) => number;
};

const DAY = 86_400_000;
/** Between a tick's label and its line, in pixels. */
export const TICK_GAP = 7;
/** However far away the end is, the past keeps at least this part of the width. */
const LONGEST_FORECAST_DAYS = 20;

/**
 * Lays the chart out: a straight line between the days' balances, a vertical step where credits came in, and the
 * forecast from today to the day they are used up, with the cone between its earliest and latest day.
 */
export function layOutBalance(input: {
  series: BalanceSeries;
  current: number;
  now: number;
  threshold: number | null;
  forecast: Forecast | null;
  frame: Frame;
}): BalanceChart {
  const { series, current, now, frame } = input;
  // A day's balance is the one at its end, so what came in on the first day is already in it.
  const start = Math.min(
    now - DAY,
    ...[...series.points, ...series.steps].map(({ at }) => Date.parse(at)),
  );
  const end = now + horizon(input.forecast, now);
  const highest = Math.max(
    current,
    ...series.points.map(({ balance }) => balance),
    ...series.steps.map(({ balanceAfter }) => balanceAfter),
  );
  const ticks = niceTicks(highest);
  const top = Math.max(highest * 1.08, ticks.at(-1) ?? 1);
  const left = Math.max(frame.left, ...ticks.map((value) => roomFor(tickLabel(value))));

  // A tenth of a pixel is as exact as anybody sees, and every further digit is sent several times.
  const xOf = (at: number) =>
    round(left + ((at - start) / (end - start)) * (frame.width - left - frame.right));
  const yOf = (value: number) =>
    round(frame.height - frame.bottom - (value / top) * (frame.height - frame.top - frame.bottom));
  const point = (at: number, value: number): Point => ({ x: xOf(at), y: yOf(value) });

  const drawn = vertices(series, current, now).map(({ at, value }) => point(at, value));
  const today = point(now, current);
  const floor = yOf(0);
  const line = pathOf(drawn);
  const largest = largestOf(series.steps);
  return {
    line,
    area: `${line}L${today.x} ${floor}L${drawn[0]?.x ?? today.x} ${floor}Z`,
    ticks: ticks.map((value) => ({ value, label: tickLabel(value), y: yOf(value) })),
    left,
    thresholdY: thresholdAt(input.threshold, yOf, frame),
    today,
    steps: withLinks(
      series.steps.map((step) => ({
        ...point(Date.parse(step.at), step.balanceAfter),
        ...step,
        from: yOf(step.balanceAfter - step.amount),
        labelled: largest.has(step),
      })),
    ),
    forecast: input.forecast && cone(input.forecast, { current, now, end }, point),
    start: { x: xOf(start), y: floor, at: start },
    xOf,
  };
}

/** Where the threshold is drawn. It is left out if it would lie on the baseline, or above the chart. */
function thresholdAt(
  threshold: number | null,
  yOf: (value: number) => number,
  frame: Frame,
): number | null {
  const y = threshold === null ? 0 : yOf(threshold);
  return y > frame.top && y < frame.height - frame.bottom - 14 ? y : null;
}

/** Every corner of the line: each day's balance, both ends of each step, and now. */
function vertices(series: BalanceSeries, current: number, now: number) {
  const days = series.points.map(({ at, balance }) => ({
    at: Date.parse(at),
    value: Number(balance),
  }));
  const steps = series.steps.flatMap((step) => {
    const at = Date.parse(step.at);
    return [
      { at, value: step.balanceAfter - step.amount },
      { at, value: Number(step.balanceAfter) },
    ];
  });
  const known = [...days, ...steps].sort((a, b) => a.at - b.at);
  return [...known.filter(({ at }) => at < now), { at: now, value: current }];
}

/** At most six labels, on the largest steps: more would overlap. */
const largestOf = (steps: BalanceSeries["steps"]) =>
  new Set(steps.toSorted((a, b) => b.amount - a.amount).slice(0, 6));

/** The width and height of what can be pointed at. No two of them overlap. */
const TARGET = 28;

/** The largest steps get the room first; those between them are in the table only. */
function withLinks(steps: readonly Omit<ChartStep, "linked">[]): ChartStep[] {
  const linked: Omit<ChartStep, "linked">[] = [];
  for (const step of steps.toSorted((a, b) => b.amount - a.amount)) {
    const apart = (other: Point) =>
      Math.abs(other.x - step.x) >= TARGET || Math.abs(other.y - step.y) >= TARGET;
    if (linked.every(apart)) linked.push(step);
  }
  // Without room to point at it, there is no room for words.
  return steps.map((step) => {
    const clear = linked.includes(step);
    return { ...step, linked: clear, labelled: clear && step.labelled };
  });
}

function horizon(forecast: Forecast | null, now: number): number {
  if (!forecast) return 2 * DAY;
  const wanted = Math.max(forecast.to, forecast.date) - now + 2 * DAY;
  return Math.min(Math.max(wanted, 6 * DAY), LONGEST_FORECAST_DAYS * DAY);
}

/**
 * The dashed line to zero, or to what is frozen, cut off where the chart ends, and the area between the earliest and
 * the latest day.
 */
function cone(
  forecast: Forecast,
  { current, now, end }: { current: number; now: number; end: number },
  point: (at: number, value: number) => Point,
) {
  const { frozen } = forecast;
  const reach = (usedUpAt: number) => {
    if (usedUpAt <= end) return point(usedUpAt, frozen);
    const left = (current - frozen) * (1 - (end - now) / (usedUpAt - now));
    return point(end, frozen + left);
  };
  const edge = [forecast.from, forecast.to].map(reach);
  // If the late side leaves the chart above that, the cone is cut along the edge.
  const corner = forecast.to > end && forecast.from <= end ? [point(end, frozen)] : [];
  const corners = [point(now, current), edge[0], ...corner, edge[1]].filter(
    (at) => at !== undefined,
  );
  return {
    end: reach(forecast.date),
    isReached: forecast.date <= end,
    cone: `${pathOf(corners)}Z`,
  };
}

/** Round values from 0 to at most `highest`, three or four lines besides the baseline: 1, 2, 2.5 or 5 times ten to the n. */
export function niceTicks(highest: number): number[] {
  if (highest <= 0) return [0, 10_000];
  const magnitude = 10 ** Math.floor(Math.log10(highest));
  // Nothing is smaller than a hundredth of a credit, so no line lies between two of them.
  const step =
    [0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5]
      .map((one) => one * magnitude)
      .find((one) => Number.isInteger(one) && highest / one <= 4) ?? magnitude;
  const count = Math.max(1, Math.floor(highest / step + 1e-9));
  return Array.from({ length: count + 1 }, (_, index) => Math.round(index * step));
}

/** In credits. Thousands and more are shortened, so that the labels fit their narrow column. */
function tickLabel(hundredths: number): string {
  const credits = hundredths / 100;
  if (credits >= 1_000_000_000) return `${credits / 1_000_000_000}b`;
  if (credits >= 1_000_000) return `${credits / 1_000_000}m`;
  return credits >= 1000 ? `${credits / 1000}k` : credits.toLocaleString("en-US");
}

/** The width that a label and its gap take: a digit is 7 pixels wide. */
const roomFor = (label: string): number => label.length * 7 + TICK_GAP;

const round = (value: number): number => Math.round(value * 10) / 10;

/** Through all points, in as few letters as it can be said: a busy month has two hundred, which are drawn four times. */
function pathOf(points: readonly Point[]): string {
  let path = "";
  let last: Point | undefined;
  for (const { x, y } of points) {
    if (!last) path = `M${x} ${y}`;
    else if (x !== last.x && y !== last.y) path += `L${x} ${y}`;
    else if (x !== last.x) path += `H${x}`;
    else if (y !== last.y) path += `V${y}`;
    last = { x, y };
  }
  return path;
}
