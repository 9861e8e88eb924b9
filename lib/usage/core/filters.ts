import type { Kind } from "../../credits/core/amount";
import { addDays } from "../../credits/core/date";
import { type Day, dayLabel } from "./calendar";

/** What narrows the history. Dates are inclusive days in the workspace's time zone. */
export type Filters = {
  /** An operation, a group ("group:messages") or a type of row ("refund"). */
  op: string | null;
  kind: Kind | null;
  /** A member's id, or "system". */
  member: string | null;
  campaign: string | null;
  run: string | null;
  from: Day | null;
  to: Day | null;
};

/** Where in the history the reader is: filters, one edge of the page, and the row whose drawer is open. */
export type HistoryView = Filters & {
  /** An entry id: the page shows the rows older than it. */
  before: string | null;
  /** An entry id: the page shows the rows newer than it. */
  after: string | null;
  tx: string | null;
  /** "table": the chart above the history is shown as a table. */
  view: "table" | null;
};

export const NO_FILTERS: Filters = {
  op: null,
  kind: null,
  member: null,
  campaign: null,
  run: null,
  from: null,
  to: null,
};

export const PRESETS = ["today", "7d", "30d", "month", "last-month", "90d"] as const;
export type Preset = (typeof PRESETS)[number];

const PRESET_LABELS: Record<Preset, string> = {
  today: "Today",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  month: "This month",
  "last-month": "Last month",
  "90d": "Last 90 days",
};

export const presetLabel = (preset: Preset): string => PRESET_LABELS[preset];

/** The inclusive days that a preset means on `today`. */
export function presetRange(preset: Preset, today: Day): { from: Day; to: Day } {
  const firstOfMonth = `${today.slice(0, 8)}01`;
  const lastOfPrevious = addDays(firstOfMonth, -1);
  switch (preset) {
    case "today":
      return { from: today, to: today };
    case "7d":
      return { from: addDays(today, -6), to: today };
    case "30d":
      return { from: addDays(today, -29), to: today };
    case "90d":
      return { from: addDays(today, -89), to: today };
    case "month":
      return { from: firstOfMonth, to: today };
    case "last-month":
      return { from: `${lastOfPrevious.slice(0, 8)}01`, to: lastOfPrevious };
  }
}

/** How a date filter reads: the preset that it equals today, or its days. Null if there is none. */
export function rangeLabel({ from, to }: { from: Day | null; to: Day | null }, today: Day) {
  if (!(from || to)) return null;
  const preset = PRESETS.find((one) => {
    const range = presetRange(one, today);
    return range.from === from && range.to === to;
  });
  if (preset) return PRESET_LABELS[preset];
  if (from && to) return from === to ? dayLabel(from, today) : spanLabel(from, to, today);
  return from ? `Since ${dayLabel(from, today)}` : `Until ${dayLabel(to ?? today, today)}`;
}

function spanLabel(from: Day, to: Day, today: Day): string {
  const sameMonth = from.slice(0, 7) === to.slice(0, 7);
  const start = sameMonth ? String(Number(from.slice(8))) : dayLabel(from, today);
  return `${start} to ${dayLabel(to, today)}`;
}

export const isFiltered = (filters: Filters): boolean =>
  Object.keys(NO_FILTERS).some((name) => filters[name as keyof Filters] !== null);

const PARAMETERS = [
  "op",
  "kind",
  "member",
  "campaign",
  "run",
  "from",
  "to",
  "before",
  "after",
  "tx",
  "view",
] as const satisfies (keyof HistoryView)[];

/** The query string of a view, in a fixed order, "" if nothing is set: equal views have equal addresses. */
export function searchOf(view: Partial<HistoryView>): string {
  const search = new URLSearchParams();
  for (const name of PARAMETERS) {
    const value = view[name];
    if (value) search.set(name, value);
  }
  const text = search.toString();
  return text ? `?${text}` : "";
}

/** The view after a filter changed: back at the newest page, with the drawer closed. */
export const filteredView = (view: HistoryView, change: Partial<Filters>): HistoryView => ({
  ...view,
  ...change,
  before: null,
  after: null,
  tx: null,
});

/** The active filters in words, for an empty result: "Regeneration, by Mei Tanaka, last 7 days". */
export function filterWords(
  filters: Filters,
  names: { operation: string | null; member: string | null; campaign: string | null },
  today: Day,
): string {
  const range = rangeLabel(filters, today);
  const words = [
    names.operation,
    filters.kind && (filters.kind === "ai" ? "AI credits" : "lead credits"),
    filters.member && `by ${names.member ?? "nobody of this workspace"}`,
    filters.campaign && `in ${names.campaign ?? "no campaign of this workspace"}`,
    filters.run && "of one run",
    range && range.charAt(0).toLowerCase() + range.slice(1),
  ].filter((word): word is string => Boolean(word));
  const sentence = words.join(", ");
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/**
 * Filters one step wider than `filters`, offered for an empty result. The change that keeps closest to the question
 * comes first.
 */
export function widerFilters(
  filters: Filters,
  today: Day,
): { label: string; change: Partial<Filters> }[] {
  const wider: { label: string; change: Partial<Filters> }[] = [];
  if (filters.from || filters.to) {
    const span = presetRange("90d", today);
    const reachesFurther =
      !filters.from || filters.from > span.from || (filters.to ?? today) < today;
    if (reachesFurther) wider.push({ label: "Last 90 days", change: span });
    wider.push({ label: "Any date", change: { from: null, to: null } });
  }
  if (filters.op) wider.push({ label: "All operations", change: { op: null } });
  if (filters.member) wider.push({ label: "Everyone", change: { member: null } });
  if (filters.kind) wider.push({ label: "Both kinds of credits", change: { kind: null } });
  if (filters.campaign) wider.push({ label: "All campaigns", change: { campaign: null } });
  if (filters.run) wider.push({ label: "All runs", change: { run: null } });
  return wider;
}
