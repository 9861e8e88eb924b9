"use client";
import dynamic from "next/dynamic";
import { useId, useState } from "react";
import { barStops } from "@/components/usage/team/bar-stops";
import { ChartBox } from "@/components/usage/team/chart-box";
import { axisWidth, type ChartProps } from "@/components/usage/team/chart-frame";
import { ChartHeading } from "@/components/usage/team/chart-heading";
import { ChartLegend, type Highlight } from "@/components/usage/team/chart-legend";
import { ChartMissing } from "@/components/usage/team/chart-missing";
import { ChartSkeleton } from "@/components/usage/team/chart-skeleton";
import { ChartTooltip } from "@/components/usage/team/chart-tooltip";
import { axisOf, highestOf } from "@/lib/usage/core/team/chart";
import { chartSummary } from "@/lib/usage/core/team/words";

/** Recharts is loaded when there is a chart to draw, and never holds up the figures and tables. */
const UsageDrawing = dynamic(
  () =>
    import("@/components/usage/team/usage-drawing").then(
      (drawing) => drawing.UsageDrawing,
      () => ChartMissing,
    ),
  { ssr: false, loading: () => <ChartSkeleton /> },
);

/** Credits used, bar by bar. */
export function UsageChart({ page, usage }: ChartProps) {
  const { view, step, range, today } = page;
  const { bars, bands, marks, since } = usage;
  const [shown, setShown] = useState<Highlight>({ chosen: null, pointed: null });
  const [heading, summary] = [useId(), useId()];
  const { chosen } = shown;
  const ticks = axisOf(highestOf(bars));
  const left = axisWidth(ticks, view.kind);
  return (
    <figure aria-labelledby={heading} aria-describedby={summary}>
      <figcaption>
        <ChartHeading id={heading} page={page} className="mb-2.5">
          <ChartLegend
            page={page}
            bands={bands}
            compares={bars.some(({ before }) => before !== null)}
            shown={shown}
            onShow={setShown}
          />
        </ChartHeading>
      </figcaption>
      <p id={summary} className="sr-only">
        {chartSummary({ kind: view.kind, bars, step, group: view.group, range, today })}
      </p>
      <ChartBox
        {...{ page, marks, since, left }}
        columns={bars}
        label="Bars, with the charges of each. Arrow keys go from bar to bar."
        stops={barStops({ page, usage }, chosen)}
        drawing={<UsageDrawing {...{ page, usage, ticks, left, shown }} />}
        tooltip={(active) => <ChartTooltip {...{ page, usage, left, active, chosen }} />}
      />
    </figure>
  );
}
