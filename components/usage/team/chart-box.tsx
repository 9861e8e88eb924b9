"use client";
import { type ReactNode, useState } from "react";
import { BarLinks, type Stop } from "@/components/usage/team/bar-links";
import { type Active, type Column, FRAME } from "@/components/usage/team/chart-frame";
import { ChartMarks } from "@/components/usage/team/chart-marks";
import type { TeamUsage, TeamUsagePage } from "@/lib/usage/types";

type ChartBoxProps = {
  page: TeamUsagePage;
  columns: readonly Column[];
  marks: TeamUsage["marks"];
  since: TeamUsage["since"];
  left: number;
  /** Names the list of links. */
  label: string;
  stops: readonly Stop[];
  drawing: ReactNode;
  tooltip: (active: NonNullable<Active>) => ReactNode;
};

/** A drawing with a link over each column, so that a column is a link like any other. */
export function ChartBox(props: ChartBoxProps) {
  const { page, columns, marks, since, left, label, stops, drawing, tooltip } = props;
  const [pointed, setActive] = useState<Active>(null);
  // Columns that lie ahead have nothing to say yet.
  const active = pointed && stops[pointed.index]?.name ? pointed : null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what a column inside has opened
    <div
      className="relative isolate"
      style={{ height: FRAME.height }}
      onPointerLeave={() => setActive((now) => (now?.by === "pointer" ? null : now))}
      onKeyDown={(event) => {
        if (event.key === "Escape") setActive(null);
      }}
    >
      <ChartMarks {...{ page, columns, marks, since, left }} active={active?.index ?? null} />
      <div aria-hidden className="absolute inset-0">
        {drawing}
      </div>
      <BarLinks {...{ label, stops, left, active }} onActive={setActive} />
      {active ? tooltip(active) : null}
    </div>
  );
}
