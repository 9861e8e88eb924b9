import type { Day } from "../calendar";
import { type Band, bandIndex } from "./bands";
import { comparedPeriods, type Period } from "./periods";
import { type PeriodUse, plus, type Use } from "./sums";
import type { Comparison, Step } from "./view";

/** One bar: what was used in a period, band by band, and in the period it is compared with. */
export type Bar = Period &
  Use & {
    /** One for each band, in their order; together `used`. */
    parts: number[];
    /** How many of the charges each band has; together `charges`. */
    counts: number[];
    /** Null without a comparison, and if the compared period lies before the first entry: missing is not zero. */
    before: number | null;
    /** The days of `before`. */
    beforePeriod: Period | null;
    /** Nothing can have been used, because the first entry is later. */
    blank: boolean;
  };

/** The bars of a chart. Every row of `uses` goes into exactly one part of exactly one bar. */
export function barsOf(input: {
  periods: readonly Period[];
  step: Step;
  comparison: Comparison;
  bands: readonly Band[];
  uses: readonly PeriodUse[];
  /** The sums of the compared periods; null without a comparison. */
  before: readonly (Use & { period: number })[] | null;
  since: Day | null;
}): Bar[] {
  const { periods, bands, uses, before, since } = input;
  const compared = comparedPeriods(periods, input.step, input.comparison);
  const bandOf = bandIndex(bands);
  const isBlank = (period: Period | undefined) =>
    period === undefined || since === null || period.to < since;
  const bars = periods.map(
    (period, index): Bar => ({
      ...period,
      used: 0,
      charges: 0,
      parts: bands.map(() => 0),
      counts: bands.map(() => 0),
      before: before === null || isBlank(compared?.[index]) ? null : 0,
      beforePeriod: compared?.[index] ?? null,
      blank: isBlank(period),
    }),
  );
  for (const { period, name, used, charges } of uses) {
    const bar = bars[period];
    const band = bandOf.get(name);
    // A row that no bar or band takes would be missing from the chart.
    if (!bar || band === undefined) throw new Error(`No place for ${name} in period ${period}.`);
    Object.assign(bar, plus(bar, { used, charges }));
    bar.parts[band] = (bar.parts[band] ?? 0) + used;
    bar.counts[band] = (bar.counts[band] ?? 0) + charges;
  }
  for (const { period, used } of before ?? []) {
    const bar = bars[period];
    if (bar && bar.before !== null) bar.before += used;
  }
  return bars;
}

/** The highest value that a chart must have room for. */
export const highestOf = (bars: readonly Bar[]): number =>
  Math.max(0, ...bars.map(({ used, before }) => Math.max(used, before ?? 0)));

/**
 * The top of the axis: the first round value that nothing exceeds, and the round values below it. The step between
 * them is 1, 2, 2.5 or 5 times ten to the n, and a whole number of hundredths.
 */
export function axisOf(highest: number): number[] {
  if (highest <= 0) return [0, 1_00];
  const magnitude = 10 ** Math.floor(Math.log10(highest));
  const step =
    [0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5, 10]
      .map((one) => one * magnitude)
      .find((one) => Number.isInteger(one) && Math.ceil(highest / one) <= 4) ?? magnitude;
  const count = Math.ceil(highest / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** Which bars have a label: the first, the last, and some at equal distances between, about six at most. */
export function labelledBars(count: number, most = 6): number[] {
  const every = Math.max(1, Math.ceil((count - 1) / (most - 1)));
  const indexes = Array.from({ length: count }, (_, index) => index);
  return indexes.filter(
    (index) => index === count - 1 || (index % every === 0 && count - 1 - index >= every / 2),
  );
}

/** Labels at the ends of a crowded chart stay inside it; the others are centred under their bar. */
export function edgeOf(index: number, count: number): "start" | "end" | null {
  if (index === 0 && count > 20) return "start";
  return index === count - 1 && count > 10 ? "end" : null;
}

/** The most that a character of a label is wide, and the least distance between two labels, in pixels. */
const CHARACTER = 6.3;
const APART = 6;

/**
 * Which of these labels fit into a chart of this width without touching: the first, the last, and those that have room.
 */
export function labelsApart(
  labels: readonly { index: number; text: string }[],
  { count, width }: { count: number; width: number },
): Set<number> {
  const spans = labels.map(({ index, text }) => {
    const room = text.length * CHARACTER;
    const edge = edgeOf(index, count);
    const middle = ((index + 0.5) / count) * width - room / 2;
    const start = edge === "start" ? 0 : edge === "end" ? width - room : middle;
    return { index, start, end: start + room };
  });
  const last = spans.at(-1);
  const kept: typeof spans = [];
  for (const span of spans) {
    const clear =
      span.start >= (kept.at(-1)?.end ?? Number.NEGATIVE_INFINITY) + APART &&
      span.end + APART <= (last?.start ?? 0);
    if (kept.length === 0 || span === last || clear) kept.push(span);
  }
  return new Set(kept.map(({ index }) => index));
}

/** Credits that came in during a period. */
export type Arrival = { period: number; amount: number; type: "purchase" | "grant" | "both" };

/** What came in during one or more periods, shown as one sum above the middle of them. */
export type ArrivalMark = { periods: number[]; amount: number; type: Arrival["type"] };

const MOST_MARKS = 6;
/** Sums closer than a ninth of the chart would overlap. */
const ROOM = 1 / 9;

/** At most six sums, none overlapping: those too close to each other become one. Each says which periods it covers. */
export function marksOf(arrivals: readonly Arrival[], bars: number): ArrivalMark[] {
  const marks = arrivals
    .toSorted((a, b) => a.period - b.period)
    .map(({ period, ...rest }): ArrivalMark => ({ ...rest, periods: [period] }));
  for (;;) {
    const gaps = marks.slice(1).map((mark, index) => middleOf(mark) - middleOf(marks[index]));
    const nearest = Math.min(...gaps);
    if (marks.length <= MOST_MARKS && nearest >= bars * ROOM) return marks;
    const at = gaps.indexOf(nearest);
    const [one, other] = [marks[at], marks[at + 1]];
    if (!one || !other) return marks;
    marks.splice(at, 2, merged(one, other));
  }
}

/** Where the sum stands among the bars: 2.5 lies between the third and the fourth. */
export const middleOf = (mark: ArrivalMark | undefined): number =>
  ((mark?.periods[0] ?? 0) + (mark?.periods.at(-1) ?? 0)) / 2;

const merged = (one: ArrivalMark, other: ArrivalMark): ArrivalMark => ({
  periods: [...one.periods, ...other.periods],
  amount: one.amount + other.amount,
  type: one.type === other.type ? one.type : "both",
});
