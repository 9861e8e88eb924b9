"use client";
import { chargesHref } from "@/components/usage/team/address";
import { BandSwatch } from "@/components/usage/team/band-swatch";
import type { Active, ChartProps, Chosen } from "@/components/usage/team/chart-frame";
import { TooltipBefore, TooltipCard, TooltipLink } from "@/components/usage/team/tooltip-card";
import { formatCredits } from "@/lib/credits/core/format";
import { drillOf } from "@/lib/usage/core/team/drill";
import { periodLabel } from "@/lib/usage/core/team/periods";
import { comparisonLabel, drillText } from "@/lib/usage/core/team/words";

type ChartTooltipProps = ChartProps & {
  left: number;
  active: NonNullable<Active>;
  chosen: Chosen;
};

/** What a bar says in numbers, largest first. */
export function ChartTooltip({ page, usage, left, active, chosen }: ChartTooltipProps) {
  const { bars, bands } = usage;
  const bar = bars[active.index];
  if (!bar) return null;
  const { step, today, view } = page;
  const { kind } = view;
  const parts = bands
    .map((band, index) => ({ band, part: bar.parts[index] ?? 0 }))
    .filter(({ part }) => part > 0)
    .toSorted((a, b) => b.part - a.part);
  const drill = drillOf(bar, bands, chosen);
  return (
    <TooltipCard
      active={active}
      count={bars.length}
      left={left}
      title={`${periodLabel(bar, today)}${bar.to === today ? ", so far" : ""}`}
      total={formatCredits(bar.used, kind)}
    >
      {parts.map(({ band, part }) => (
        <p key={band.id} className="flex items-center gap-2">
          <BandSwatch band={band} kind={kind} />
          <span className="min-w-0 flex-1 truncate">{band.label}</span>
          <span>{formatCredits(part, kind)}</span>
        </p>
      ))}
      {bar.before === null || !bar.beforePeriod ? null : (
        <TooltipBefore
          label={comparisonLabel(bar.beforePeriod, step, today)}
          amount={formatCredits(bar.before, kind)}
        />
      )}
      <TooltipLink
        href={chargesHref(page, bar, drill.filter)}
        charges={drill.charges}
        text={drillText(drill, "transaction")}
        by={active.by}
      />
    </TooltipCard>
  );
}
