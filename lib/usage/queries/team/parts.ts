import { addDays } from "@/lib/credits/core/date";
import type { Day } from "@/lib/usage/core/calendar";
import { type Period, periodsOf } from "@/lib/usage/core/team/periods";

type Days = { starts: readonly Day[]; to: Day };

/** A part of a range, and the place of the period that it belongs to. */
export type Part = Period & { period: number };

/** The periods, the last day of all by itself: it is mostly today, which every charge changes. */
export const periodParts = ({ starts, to }: Days): Part[] =>
  starts.flatMap((from, period) => {
    const next = starts[period + 1];
    if (next) return [{ from, to: addDays(next, -1), period }];
    return lastApart({ from, to }).map((part) => ({ ...part, period }));
  });

/** The whole range by months, which ranges have in common, and the last day by itself. */
export function rangeParts({ starts, to }: Days): Part[] {
  const [from] = starts;
  if (!from) return [];
  return lastApart({ from, to })
    .flatMap((part) => periodsOf(part, "month"))
    .map((part) => ({ ...part, period: 0 }));
}

const lastApart = ({ from, to }: Period): Period[] => [
  ...(from < to ? [{ from, to: addDays(to, -1) }] : []),
  { from: to, to },
];

/** Parts that follow on each other, as one. */
export function stretchesOf(parts: readonly Period[]): Period[] {
  const stretches: Period[] = [];
  for (const { from, to } of parts) {
    const last = stretches.at(-1);
    if (last && addDays(last.to, 1) === from) last.to = to;
    else stretches.push({ from, to });
  }
  return stretches;
}
