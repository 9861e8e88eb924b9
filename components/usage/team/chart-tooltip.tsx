"use client";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { chargesHref } from "@/components/usage/team/address";
import { BandSwatch } from "@/components/usage/team/band-swatch";
import type { Active, ChartProps, Chosen } from "@/components/usage/team/chart-frame";
import { formatCredits } from "@/lib/credits/core/format";
import type { Bar } from "@/lib/usage/core/team/chart";
import { type Drill, drillOf } from "@/lib/usage/core/team/drill";
import { periodLabel } from "@/lib/usage/core/team/periods";
import { comparisonLabel, drillText } from "@/lib/usage/core/team/words";
import type { TeamUsagePage } from "@/lib/usage/types";

type ChartTooltipProps = ChartProps & {
  left: number;
  active: NonNullable<Active>;
  chosen: Chosen;
};

/** What the bar says in numbers, largest first. Beside the bar, never over it; the bar's own name says the same. */
export function ChartTooltip({ page, usage, left, active, chosen }: ChartTooltipProps) {
  const { bars, bands } = usage;
  const bar = bars[active.index];
  if (!bar) return null;
  const { kind } = page.view;
  const parts = bands
    .map((band, index) => ({ band, part: bar.parts[index] ?? 0 }))
    .filter(({ part }) => part > 0)
    .toSorted((a, b) => b.part - a.part);
  return (
    <div
      data-usage-tooltip
      className={cn(
        "absolute top-6 z-10 w-[228px] max-w-[calc(100%-8px)] rounded bg-popover px-[11px] py-[9px] text-xs leading-[19px] shadow-pop tabular-nums print:hidden",
        active.by !== "touch" && "pointer-events-none",
      )}
      style={placeOf(active.index, bars.length, left)}
    >
      <p className="mb-1 flex justify-between gap-3 font-semibold">
        <span>
          {periodLabel(bar, page.today)}
          {bar.to === page.today ? ", so far" : ""}
        </span>
        <span>{formatCredits(bar.used, kind)}</span>
      </p>
      {parts.map(({ band, part }) => (
        <p key={band.id} className="flex items-center gap-2">
          <BandSwatch band={band} kind={kind} />
          <span className="min-w-0 flex-1 truncate">{band.label}</span>
          <span>{formatCredits(part, kind)}</span>
        </p>
      ))}
      <Before bar={bar} page={page} />
      <Way page={page} bar={bar} drill={drillOf(bar, bands, chosen)} by={active.by} />
    </div>
  );
}

function Before({ bar, page }: { bar: Bar; page: TeamUsagePage }) {
  if (bar.before === null || !bar.beforePeriod) return null;
  return (
    <p className="mt-1.5 flex items-center gap-2 border-border border-t pt-1.5 text-muted-foreground">
      <i aria-hidden className="w-2.5 border-current border-t-[1.5px] border-dashed" />
      <span className="min-w-0 flex-1">
        {comparisonLabel(bar.beforePeriod, page.step, page.today)}
      </span>
      <span>{formatCredits(bar.before, page.view.kind)}</span>
    </p>
  );
}

type WayProps = { page: TeamUsagePage; bar: Bar; drill: Drill; by: NonNullable<Active>["by"] };

/** What leads to the charges: said to a mouse and to keys, a link to a finger. */
function Way({ page, bar, drill, by }: WayProps) {
  if (drill.charges === 0) return <p className="mt-1 text-muted-foreground">No charges</p>;
  const which = drill.charges === 1 ? "this" : "these";
  const these = `${which} ${drillText(drill, "transaction")}`;
  if (by === "touch") {
    return (
      <Link
        href={chargesHref(page, bar, drill.filter)}
        prefetch={false}
        className="link mt-1 flex min-h-11 items-center"
      >
        List {these}
      </Link>
    );
  }
  return (
    <p className="mt-1 text-muted-foreground">
      {by === "keyboard" ? "Enter" : "Click"} to list {these}
    </p>
  );
}

/** To the right of bars in the left half, to the left of the others. */
function placeOf(index: number, count: number, left: number) {
  const at = (edge: number) => `(100% - ${left}px) * ${edge / count}`;
  return index < count / 2
    ? { left: `min(calc(${left}px + ${at(index + 1)} + 8px), calc(100% - 228px))` }
    : { right: `min(calc(100% - ${left}px - ${at(index)} + 8px), calc(100% - 228px))` };
}
