import { formatCount } from "@/lib/credits/core/format";
import type { Kind } from "../../../credits/core/amount";
import { formatCredits } from "../../../credits/core/format";
import type { Day } from "../calendar";
import { groupOf } from "../operations";
import type { Bar } from "./chart";
import type { Drill } from "./drill";
import { periodLabel, spanLabel } from "./periods";
import type { Grouping, Range, Step } from "./view";

const MINUS = "\u2212";

/** A part of a whole in percent, with one decimal: "33.8%". Nothing of nothing is "0.0%". */
export const shareText = (part: number, whole: number): string =>
  `${percent(whole === 0 ? 0 : part / whole)}%`;

/** How much more or less than before: "+31.0%", "−3.1%", "0.0%"; "new" if there was nothing before. */
export function changeText(now: number, before: number): string {
  if (before === 0) return now === 0 ? "0.0%" : "new";
  const change = now / before - 1;
  const text = percent(Math.abs(change));
  if (Number(text.replaceAll(",", "")) === 0) return "0.0%";
  return `${change < 0 ? MINUS : "+"}${text}%`;
}

/**
 * "18.4% more", "3.1% less", "As much"; null if there was nothing to compare with. With `soFar` the last day is not
 * over, but is compared with a whole one: "3.1% less so far".
 */
export function changeWords(
  now: number,
  before: number,
  { soFar }: { soFar: boolean } = { soFar: false },
): string | null {
  if (before === 0) return null;
  const text = changeText(now, before);
  const more = text.startsWith("+") ? "more" : "less";
  const words = text === "0.0%" ? "As much" : `${text.slice(1)} ${more}`;
  return soFar ? `${words} so far` : words;
}

/** What a range is compared with: "in 4 to 30 Oct", "on 20 Oct". */
export const duringText = (span: Range, today: Day): string =>
  `${span.from === span.to ? "on" : "in"} ${spanLabel(span, today)}`;

/** The line of the comparison in the legend: "4 to 30 Oct, same weekdays", "20 Oct, same weekday"; months have none. */
export function comparisonLabel(span: Range, step: Step, today: Day): string {
  const label = spanLabel(span, today);
  if (step === "month") return label;
  return `${label}, same ${span.from === span.to ? "weekday" : "weekdays"}`;
}

/** What a bar leads to: "31 charges", or "12 charges of Direct messages" if that band is shown alone. */
export function drillText({ charges, label }: Drill, noun: "charge" | "transaction"): string {
  const count = `${formatCount(charges)} ${charges === 1 ? noun : `${noun}s`}`;
  return label === null ? count : `${count} of ${label}`;
}

/** The days between which credits may run out, "between 11 and 16 Dec"; null if they are the same day. */
export const betweenText = (span: Range, today: Day): string | null =>
  span.from === span.to ? null : `between ${spanLabel(span, today).replace(" to ", " and ")}`;

/** What one charge came to on average, to the hundredth. */
export const perCharge = (used: number, charges: number): number =>
  charges === 0 ? 0 : Math.round(used / charges);

/** How charges count if imports are among the operations: "Charges" is not the number of imports. */
export const partsNote = (operations: readonly string[]): string | null =>
  operations.some((name) => groupOf(name)?.id === "import")
    ? "An import is charged in parts: each part is a charge."
    : null;

const percent = (ratio: number): string =>
  new Intl.NumberFormat("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(
    Math.round(ratio * 1_000) / 10,
  );

export const kindWords = (kind: Kind): string => (kind === "ai" ? "AI credits" : "lead credits");

/** One sentence that says what a chart shows, as a caption and for those who cannot see it. */
export function chartSummary(input: {
  kind: Kind;
  bars: readonly Bar[];
  step: Step;
  group: Grouping;
  range: Range;
  today: Day;
}): string {
  const { kind, bars, step, group, range, today } = input;
  const highest = bars.toSorted((a, b) => b.used - a.used)[0];
  const used = bars.reduce((sum, bar) => sum + bar.used, 0);
  const title = `${kind === "ai" ? "AI" : "Lead"} credits used per ${step}, ${spanLabel(range, today)}, by ${group}.`;
  if (!highest || highest.used === 0) return `${title} None.`;
  return `${title} ${formatCredits(used, kind)} in all. The highest ${step} is ${periodLabel(highest, today)}, with ${formatCredits(highest.used, kind)}.`;
}
