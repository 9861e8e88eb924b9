"use client";
import dynamic from "next/dynamic";
import { useId, useState } from "react";
import { BarLinks } from "@/components/usage/team/bar-links";
import {
  type Active,
  axisWidth,
  type ChartProps,
  FRAME,
} from "@/components/usage/team/chart-frame";
import { ChartLegend, type Shown } from "@/components/usage/team/chart-legend";
import { ChartMarks } from "@/components/usage/team/chart-marks";
import { ChartSkeleton } from "@/components/usage/team/chart-skeleton";
import { ChartTooltip } from "@/components/usage/team/chart-tooltip";
import { axisOf, highestOf } from "@/lib/usage/core/team/chart";
import { chartSummary } from "@/lib/usage/core/team/words";

/** Recharts comes when there is a chart to draw, and never in the way of the figures and tables. */
const UsageDrawing = dynamic(
  () => import("@/components/usage/team/usage-drawing").then((drawing) => drawing.UsageDrawing),
  { ssr: false, loading: () => <ChartSkeleton /> },
);

/** Credits used, bar by bar: a drawing, and over it a link for each bar, so that a bar is a link like any other. */
export function UsageChart({ page, usage }: ChartProps) {
  const { view, step, range, today } = page;
  const { bars, bands } = usage;
  const [active, setActive] = useState<Active>(null);
  const [shown, setShown] = useState<Shown>({ chosen: null, pointed: null });
  const [heading, summary] = [useId(), useId()];
  const { chosen } = shown;
  const ticks = axisOf(highestOf(bars));
  const left = axisWidth(ticks, view.kind);
  return (
    <figure aria-labelledby={heading} aria-describedby={summary}>
      <ChartLegend
        id={heading}
        page={page}
        bands={bands}
        compares={bars.some(({ before }) => before !== null)}
        shown={shown}
        onShow={setShown}
      />
      <p id={summary} className="sr-only">
        {chartSummary({ kind: view.kind, bars, step, group: view.group, range, today })}
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what a bar inside has opened */}
      <div
        className="relative isolate"
        style={{ height: FRAME.height }}
        onPointerLeave={() => setActive((now) => (now?.by === "pointer" ? null : now))}
        onKeyDown={(event) => {
          if (event.key === "Escape") setActive(null);
        }}
      >
        <ChartMarks page={page} usage={usage} left={left} active={active?.index ?? null} />
        <div aria-hidden className="absolute inset-0">
          <UsageDrawing page={page} usage={usage} ticks={ticks} left={left} shown={shown} />
        </div>
        <BarLinks {...{ page, usage, left, active, chosen }} onActive={setActive} />
        {active ? <ChartTooltip {...{ page, usage, left, active, chosen }} /> : null}
      </div>
    </figure>
  );
}
