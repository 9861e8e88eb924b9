import type { Kind } from "../../../credits/core/amount";
import { daysBetween } from "../../../credits/core/date";
import type { Day } from "../calendar";
import { presetRange } from "../filters";

export const GROUPINGS = ["operation", "member", "campaign"] as const;
/** What the bars are divided by. */
export type Grouping = (typeof GROUPINGS)[number];

export const STEPS = ["day", "week", "month"] as const;
/** How long one bar is. Weeks begin on Monday. */
export type Step = (typeof STEPS)[number];

export const COMPARISONS = ["before", "year", "none"] as const;
/** Compared with what: the same weekdays just before, the year before, or nothing. */
export type Comparison = (typeof COMPARISONS)[number];

export const SUMS = ["each", "cumulative"] as const;
/** What a column means: the use of its own days, or all use of the range up to their end. */
export type Summing = (typeof SUMS)[number];

/** The state of the Team usage page in its address. Null means that the page chooses. */
export type UsageView = {
  kind: Kind;
  from: Day | null;
  to: Day | null;
  compare: Comparison;
  group: Grouping;
  by: Step | null;
  /** As in the history: a member's or an API key's id, or "system". */
  member: string | null;
  campaign: string | null;
  /** One operation by its name; not a group. */
  op: string | null;
  sum: Summing;
  view: "chart" | "table";
};

/** Inclusive days of the workspace's time zone. */
export type Range = { from: Day; to: Day };

/** The longest range of a chart: 120 months are as many bars as one can tell apart. */
const LONGEST_YEARS = 10;
const MOST_DAY_BARS = 100;
const DAY_BARS = 45;
const WEEK_BARS = 200;

/** The days of an address: this month so far unless it says otherwise, and never beyond today. */
export function rangeOf({ from, to }: Pick<UsageView, "from" | "to">, today: Day): Range {
  if (!(from || to)) return presetRange("month", today);
  const last = to && to < today ? to : today;
  const first = from ?? `${last.slice(0, 8)}01`;
  if (first > last) return { from: last, to: last };
  const [, start = first] = [first, addYears(last, -LONGEST_YEARS)].toSorted();
  return { from: start, to: last };
}

/** The steps with which a range is readable. */
export function stepsFor({ from, to }: Range): Step[] {
  const days = daysBetween(from, to) + 1;
  return STEPS.filter((step) => {
    if (step === "day") return days <= MOST_DAY_BARS;
    return step === "week" ? days > 7 && days <= MOST_DAY_BARS * 7 : days > 31;
  });
}

/** The step asked for, if the range is readable with it; otherwise days, weeks above 45 days, months above 200. */
export function stepOf(by: Step | null, range: Range): Step {
  if (by && stepsFor(range).includes(by)) return by;
  const days = daysBetween(range.from, range.to) + 1;
  if (days <= DAY_BARS) return "day";
  return days <= WEEK_BARS ? "week" : "month";
}

const DEFAULTS = {
  kind: "ai",
  compare: "before",
  group: "operation",
  sum: "each",
  view: "chart",
} as const satisfies Partial<UsageView>;

const PARAMETERS = [
  "kind",
  "from",
  "to",
  "compare",
  "group",
  "by",
  "member",
  "campaign",
  "op",
  "sum",
  "view",
] as const satisfies (keyof UsageView)[];

/** The query string of a view, in a fixed order, without what the page would choose anyway. */
export function usageSearch(view: UsageView): string {
  const search = new URLSearchParams();
  const usual: Partial<UsageView> = DEFAULTS;
  for (const name of PARAMETERS) {
    const value = view[name];
    if (value && value !== usual[name]) search.set(name, value);
  }
  const text = search.toString();
  return text ? `?${text}` : "";
}

/** The same date some years away; 29 February becomes the 28th where there is none. */
function addYears(day: Day, years: number): Day {
  const year = String(Number(day.slice(0, 4)) + years);
  const leap = day.endsWith("-02-29") ? "-02-28" : day.slice(4);
  return `${year}${leap}`;
}
