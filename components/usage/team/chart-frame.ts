import type { Kind } from "@/lib/credits/core/amount";
import { formatCredits } from "@/lib/credits/core/format";
import type { Period } from "@/lib/usage/core/team/periods";
import type { TeamUsage, TeamUsagePage } from "@/lib/usage/types";

/** The chart's box, in pixels. The drawing and what lies over it agree on it. */
export const FRAME = { height: 236, top: 28, bottom: 26 } as const;

/** A value of the axis: whole credits without decimals. */
export const axisLabel = (value: number, kind: Kind): string =>
  value % 100 === 0 ? formatCredits(value, "lead") : formatCredits(value, kind);

/** How much room the labels of the axis need. */
export const axisWidth = (ticks: readonly number[], kind: Kind): number =>
  Math.max(30, ...ticks.map((tick) => Math.ceil(axisLabel(tick, kind).length * 6.4) + 12));

/** What every part of the chart is given. */
export type ChartProps = {
  page: TeamUsagePage;
  usage: Pick<TeamUsage, "bands" | "bars" | "marks" | "since">;
};

/** The days of a column, and whether nothing can have been used in them. */
export type Column = Period & { blank: boolean };

/** The bands that are drawn, by their ids; null: all. */
export type Chosen = readonly string[] | null;

/** A column that is pointed at or reached by keyboard. */
export type Active = { index: number; by: "pointer" | "keyboard" | "touch" } | null;
