"use client";
import dynamic from "next/dynamic";
import { useId } from "react";
import { chargesHref } from "@/components/usage/team/address";
import type { Stop } from "@/components/usage/team/bar-links";
import { BudgetLine } from "@/components/usage/team/budget-line";
import { ChartBox } from "@/components/usage/team/chart-box";
import { type Active, axisWidth } from "@/components/usage/team/chart-frame";
import { ChartHeading } from "@/components/usage/team/chart-heading";
import { ChartMissing } from "@/components/usage/team/chart-missing";
import { ChartSkeleton } from "@/components/usage/team/chart-skeleton";
import { TooltipBefore, TooltipCard, TooltipLink } from "@/components/usage/team/tooltip-card";
import { formatCredits } from "@/lib/credits/core/format";
import { type Ahead, aheadOf } from "@/lib/usage/core/team/budget";
import { axisOf } from "@/lib/usage/core/team/chart";
import { cumulate, highestPoint, type Point } from "@/lib/usage/core/team/cumulative";
import {
  cumulativeSummary,
  ownLabel,
  pointName,
  pointTitle,
  untilText,
} from "@/lib/usage/core/team/cumulative-words";
import { comparisonLabel, drillText } from "@/lib/usage/core/team/words";
import type { TeamUsage, TeamUsagePage } from "@/lib/usage/types";

/** Uses Recharts, like the bars. */
const CumulativeDrawing = dynamic(
  () =>
    import("@/components/usage/team/cumulative-drawing").then(
      (drawing) => drawing.CumulativeDrawing,
      () => ChartMissing,
    ),
  { ssr: false, loading: () => <ChartSkeleton /> },
);

type CumulativeChartProps = {
  page: TeamUsagePage;
  usage: Pick<TeamUsage, "bars" | "since" | "budget">;
};

/** Credits used in the range so far, day after day, beside the previous range and the limit, if there is one. */
export function CumulativeChart({ page, usage }: CumulativeChartProps) {
  const { view, range, step, today, compared } = page;
  const { since, budget } = usage;
  const [heading, summary] = [useId(), useId()];
  const points = cumulate(usage.bars);
  const ahead = budget ? aheadOf(budget, range, step) : [];
  const columns = [...points, ...ahead.map((one) => ({ ...one, blank: false }))];
  const ticks = axisOf(highestPoint(points, ahead, budget));
  const left = axisWidth(ticks, view.kind);
  const compares = compared && points.some(({ before }) => before !== null);
  return (
    <figure aria-labelledby={heading} aria-describedby={summary}>
      <figcaption>
        <ChartHeading id={heading} page={page} className="mb-1.5">
          {compares ? (
            <p className="flex min-h-6 items-center gap-1.5 text-foreground-2 text-xs tabular-nums max-md:order-last max-md:w-full">
              <i aria-hidden className="w-4 border-foreground-2 border-t-[1.5px] border-dashed" />
              {comparisonLabel(compared, step, today)}
            </p>
          ) : null}
        </ChartHeading>
      </figcaption>
      <p id={summary} className="sr-only">
        {cumulativeSummary(points, page)}
      </p>
      <BudgetLine page={page} budget={budget} />
      <ChartBox
        {...{ page, columns, since, left }}
        marks={[]}
        label="Days, with all charges up to each. Arrow keys go from one to the next."
        stops={[...points.map((point) => stopOf(point, page)), ...ahead.map(nowhere)]}
        drawing={<CumulativeDrawing {...{ page, points, ahead, budget, ticks, left }} />}
        tooltip={(active) => (
          <PointTooltip
            {...{ page, budget, left, active }}
            point={points[active.index]}
            count={columns.length}
          />
        )}
      />
    </figure>
  );
}

/** All charges of the range up to the end of a column. */
const hrefOf = (page: TeamUsagePage, { to }: Point): string =>
  chargesHref(page, { from: page.range.from, to });

const stopOf = (point: Point, page: TeamUsagePage): Stop => ({
  from: point.from,
  href: point.total.charges > 0 ? hrefOf(page, point) : null,
  name: pointName(point, page),
});

/** A column that lies ahead leads nowhere, but has its width. */
const nowhere = ({ from }: Ahead): Stop => ({ from, href: null, name: "" });

type PointTooltipProps = {
  page: TeamUsagePage;
  point: Point | undefined;
  budget: TeamUsage["budget"];
  count: number;
  left: number;
  active: NonNullable<Active>;
};

function PointTooltip({ page, point, budget, count, left, active }: PointTooltipProps) {
  if (!point) return null;
  const { kind } = page.view;
  const { own, total, before, beforePeriod } = point;
  const room = budget && budget.amount - total.used;
  return (
    <TooltipCard
      {...{ active, count, left }}
      title={pointTitle(point, page)}
      total={formatCredits(total.used, kind)}
    >
      <Row label={ownLabel(page.step)} amount={formatCredits(own.used, kind)} />
      {budget && room !== null ? (
        <Row
          label={`${room < 0 ? "Above" : "Left of"} the limit of ${formatCredits(budget.amount, kind)}`}
          amount={formatCredits(room, kind)}
        />
      ) : null}
      {before === null || !beforePeriod ? null : (
        <TooltipBefore
          label={untilText(beforePeriod, page.today)}
          amount={formatCredits(before, kind)}
        />
      )}
      <TooltipLink
        href={hrefOf(page, point)}
        charges={total.charges}
        text={drillText({ charges: total.charges, filter: null, label: null }, "transaction")}
        by={active.by}
      />
    </TooltipCard>
  );
}

const Row = ({ label, amount }: { label: string; amount: string }) => (
  <p className="flex items-baseline gap-2">
    <span className="min-w-0 flex-1 text-foreground-2">{label}</span>
    <span>{amount}</span>
  </p>
);
