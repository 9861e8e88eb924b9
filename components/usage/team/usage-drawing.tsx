"use client";
import { useId } from "react";
import { Bar, usePlotArea } from "recharts";
import type { ChartProps } from "@/components/usage/team/chart-frame";
import type { Highlight } from "@/components/usage/team/chart-legend";
import { DrawingFrame } from "@/components/usage/team/drawing-frame";
import type { Band } from "@/lib/usage/core/team/bands";
import { beforePath } from "@/lib/usage/core/team/before-line";
import type { Bar as UsageBar } from "@/lib/usage/core/team/chart";

type UsageDrawingProps = ChartProps & { ticks: readonly number[]; left: number; shown: Highlight };

/** The picture of the bars, stacked. */
export function UsageDrawing({ page, usage, ticks, left, shown }: UsageDrawingProps) {
  const { kind } = page.view;
  const { bars, bands } = usage;
  const id = useId().replaceAll(":", "");
  const drawn = bands.filter((band) => shown.chosen?.includes(band.id) ?? true);
  const data = bars.map((bar) => ({ from: bar.from, bar }));
  const top = ticks.at(-1) ?? 1;
  return (
    <DrawingFrame
      {...{ data, kind, ticks, left }}
      gap={bars.length > 40 ? "18%" : "19%"}
      across={{ days: "from" }}
    >
      <Patterns id={id} />
      {drawn.map((band) => (
        <Bar
          key={band.id}
          stackId="used"
          maxBarSize={56}
          isAnimationActive={false}
          dataKey={(row: { bar: UsageBar }) => row.bar.parts[bands.indexOf(band)] ?? 0}
          shape={(piece: Piece) => (
            <Segment
              {...piece}
              fill={band.tone === null ? `url(#${id}-other)` : `var(--chart-${kind}-${band.tone})`}
              last={isTop(piece.payload?.bar, band, drawn, bands)}
              first={band === drawn[0]}
              dim={shown.pointed !== null && shown.pointed !== band.id}
              partial={piece.payload?.bar.to === page.today ? `url(#${id}-partial)` : null}
            />
          )}
        />
      ))}
      <BeforeLine bars={bars} top={top} />
      <NoUse bars={bars} />
    </DrawingFrame>
  );
}

/** Other is hatched, and so is the end of a day that is not over. */
const Patterns = ({ id }: { id: string }) => (
  <defs>
    <pattern
      id={`${id}-other`}
      width="4"
      height="4"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect width="4" height="4" fill="var(--chart-other)" opacity=".28" />
      <rect width="1.6" height="4" fill="var(--chart-other)" />
    </pattern>
    <pattern
      id={`${id}-partial`}
      width="4"
      height="4"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect width="1.6" height="4" fill="var(--background)" />
    </pattern>
  </defs>
);

type Piece = {
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  payload?: { bar: UsageBar };
};

type SegmentProps = Piece & {
  fill: string;
  first: boolean;
  last: boolean;
  dim: boolean;
  partial: string | null;
};

const GAP = 1.5;

/** One band of one bar: with a gap to the one below, and never too thin to be seen. */
function Segment({ x = 0, y = 0, width = 0, height = 0, ...look }: SegmentProps) {
  if (height <= 0) return null;
  const { fill, first, last, dim, partial } = look;
  const drawn = Math.max(1, first ? height : height - GAP);
  const radius = Math.min(last ? 3 : 1, drawn);
  const shape = { x, y, width, rx: radius };
  return (
    <g opacity={dim ? 0.25 : 1}>
      <rect {...shape} height={drawn} fill={fill} />
      {last && partial ? <rect {...shape} height={Math.min(drawn, 8)} fill={partial} /> : null}
    </g>
  );
}

/** Whether nothing is stacked on this band in this bar. */
function isTop(
  bar: UsageBar | undefined,
  band: Band,
  drawn: readonly Band[],
  bands: readonly Band[],
): boolean {
  const above = drawn.slice(drawn.indexOf(band) + 1);
  return above.every((one) => (bar?.parts[bands.indexOf(one)] ?? 0) <= 0);
}

/** The compared use as steps, each as wide as its bar's column. */
function BeforeLine({ bars, top }: { bars: readonly UsageBar[]; top: number }) {
  const plot = usePlotArea();
  if (!plot || bars.every(({ before }) => before === null)) return null;
  return (
    <path
      d={beforePath(bars, plot, top)}
      fill="none"
      stroke="var(--foreground-2)"
      strokeWidth={1.25}
      strokeDasharray="3.5 2.5"
    />
  );
}

/** A day without use is a tick on the baseline, since it was counted. A day before the first entry is blank. */
function NoUse({ bars }: { bars: readonly UsageBar[] }) {
  const plot = usePlotArea();
  if (!plot) return null;
  const wide = plot.width / bars.length;
  return bars.map(({ used, blank, from }, index) =>
    used > 0 || blank ? null : (
      <rect
        key={from}
        x={plot.x + wide * (index + 0.3)}
        y={plot.y + plot.height - 2}
        width={wide * 0.4}
        height={1}
        fill="var(--muted-foreground)"
      />
    ),
  );
}
