"use client";
import { Area, Line, ReferenceDot, ReferenceLine } from "recharts";
import { DrawingFrame } from "@/components/usage/team/drawing-frame";
import { formatCredits } from "@/lib/credits/core/format";
import type { Ahead, Budget } from "@/lib/usage/core/team/budget";
import { crossingLabel } from "@/lib/usage/core/team/budget-words";
import { crossingAt, type Point, stepsOf } from "@/lib/usage/core/team/cumulative";
import type { TeamUsagePage } from "@/lib/usage/types";

type CumulativeDrawingProps = {
  page: TeamUsagePage;
  points: readonly Point[];
  ahead: readonly Ahead[];
  budget: Budget | null;
  ticks: readonly number[];
  left: number;
};

const STILL = { isAnimationActive: false, dot: false, activeDot: false } as const;

/** The picture of cumulative use: steps, each as wide as its column, and the limit across them. */
export function CumulativeDrawing(props: CumulativeDrawingProps) {
  const { page, points, ahead, budget, ticks, left } = props;
  const { kind } = page.view;
  const count = points.length + ahead.length;
  const colour = `var(--chart-${kind}-2)`;
  return (
    <DrawingFrame
      {...{ kind, ticks, left }}
      data={stepsOf(points, ahead)}
      across={{ edges: "edge", count }}
    >
      <Line
        {...STILL}
        type="stepAfter"
        dataKey="before"
        stroke="var(--foreground-2)"
        strokeWidth={1.25}
        strokeDasharray="3.5 2.5"
      />
      {budget ? <ReferenceLine y={budget.amount} stroke="var(--foreground-2)" /> : null}
      <Area
        {...STILL}
        type="stepAfter"
        dataKey="used"
        stroke={colour}
        strokeWidth={1.75}
        fill={colour}
        fillOpacity={0.1}
      />
      <Line
        {...STILL}
        type="stepAfter"
        dataKey="ahead"
        stroke={colour}
        strokeWidth={1.5}
        strokeLinecap="round"
        strokeDasharray="0.5 4"
      />
      <EndLabel {...props} count={count} />
      {budget ? <LimitLabels {...{ page, points, ahead, budget, count }} /> : null}
    </DrawingFrame>
  );
}

/** Words over lines have an outline in the colour of the sheet. */
const WORDS = {
  fontSize: 11,
  fill: "var(--foreground)",
  stroke: "var(--background)",
  strokeWidth: 3,
  strokeLinejoin: "round",
  paintOrder: "stroke",
  className: "tabular-nums",
} as const;

type Box = { viewBox?: unknown };
type Anchor = "start" | "end";

/** Words at a point, `dx` and `dy` pixels from it. */
const words =
  (text: string, { anchor, dx, dy }: { anchor: Anchor; dx: number; dy: number }) =>
  ({ viewBox }: Box) => {
    const { x = 0, y = 0, width = 0 } = (viewBox ?? {}) as Record<string, number | undefined>;
    return (
      <text {...WORDS} x={x + width / 2 + dx} y={y + dy} textAnchor={anchor}>
        {text}
      </text>
    );
  };

/** What has been used, at the end of the line: in the room below the forecast, otherwise above the line. */
function EndLabel({
  page,
  points,
  ahead,
  budget,
  count,
}: CumulativeDrawingProps & { count: number }) {
  const last = points.at(-1);
  if (!last) return null;
  const sofar = last.to === page.today ? " so far" : "";
  const text = `${formatCredits(last.total.used, page.view.kind)}${sofar}`;
  const beside = ahead.length > count * 0.3;
  return (
    <ReferenceDot
      x={points.length}
      y={last.total.used}
      r={3}
      fill={`var(--chart-${page.view.kind}-2)`}
      stroke="var(--background)"
      label={words(text, {
        anchor: beside ? "start" : "end",
        dx: beside ? 8 : -2,
        dy: budget?.forecast ? 16 : -8,
      })}
    />
  );
}

type LimitLabelsProps = Omit<CumulativeDrawingProps, "budget" | "ticks" | "left"> & {
  budget: Budget;
  count: number;
};

/** The limit's amount, at the end that is clear of the crossing, and its day at the crossing. */
function LimitLabels({ page, points, ahead, budget, count }: LimitLabelsProps) {
  const { amount } = budget;
  const at = crossingAt(budget, points, ahead);
  const day = crossingLabel(budget, page.today);
  const atLeft = at === null || at > count / 2;
  const label = `Limit ${formatCredits(amount, page.view.kind)}`;
  return (
    <>
      <ReferenceDot
        x={atLeft ? 0 : count}
        y={amount}
        r={0}
        label={words(label, { anchor: atLeft ? "start" : "end", dx: atLeft ? 2 : -2, dy: -6 })}
      />
      {at === null || day === null ? null : (
        <ReferenceDot
          x={at}
          y={amount}
          r={4}
          fill="var(--background)"
          stroke={budget.reachedOn ? "var(--critical)" : "var(--warning)"}
          strokeWidth={2}
          label={words(day, { anchor: at > count / 2 ? "end" : "start", dx: 0, dy: -9 })}
        />
      )}
    </>
  );
}
