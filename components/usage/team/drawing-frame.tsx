"use client";
import { type ReactNode, useRef } from "react";
import { CartesianGrid, ComposedChart, XAxis, YAxis } from "recharts";
import { axisLabel, FRAME } from "@/components/usage/team/chart-frame";
import { usePaperWidth } from "@/components/usage/team/use-paper-width";
import type { Kind } from "@/lib/credits/core/amount";

type DrawingFrameProps = {
  data: object[];
  kind: Kind;
  ticks: readonly number[];
  left: number;
  /** Room between bars. */
  gap?: string;
  /** Columns by their first day, or the edges between so many of them. */
  across: { days: string } | { edges: string; count: number };
  children: ReactNode;
};

/** Axis, grid and baseline, drawn by Recharts. Everything that a drawing shows is also available in words. */
export function DrawingFrame({
  data,
  kind,
  ticks,
  left,
  gap,
  across,
  children,
}: DrawingFrameProps) {
  const box = useRef<HTMLDivElement>(null);
  const paper = usePaperWidth(box);
  return (
    <div ref={box}>
      <ComposedChart
        {...(paper === null ? { responsive: true, width: "100%" } : { width: paper })}
        data={data}
        height={FRAME.height}
        // A mark on the last edge must be drawn in full.
        className="[&_svg]:overflow-visible"
        margin={{ top: FRAME.top, right: 0, bottom: 0, left: 0 }}
        {...(gap ? { barCategoryGap: gap } : {})}
        accessibilityLayer={false}
        tabIndex={-1}
      >
        <CartesianGrid vertical={false} stroke="var(--grid)" />
        <XAxis
          {...("days" in across
            ? { dataKey: across.days }
            : { dataKey: across.edges, type: "number", domain: [0, across.count] })}
          height={FRAME.bottom}
          tick={false}
          tickLine={false}
          axisLine={{ stroke: "var(--border-strong)" }}
        />
        <YAxis
          width={left}
          domain={[0, ticks.at(-1) ?? 1]}
          ticks={[...ticks]}
          interval={0}
          axisLine={false}
          tickLine={false}
          tick={{ fontSize: 11, fill: "var(--muted-foreground)" }}
          tickFormatter={(value: number) => axisLabel(value, kind)}
        />
        {children}
      </ComposedChart>
    </div>
  );
}
