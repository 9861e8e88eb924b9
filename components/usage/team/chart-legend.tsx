"use client";
import type { MouseEvent } from "react";
import { cn } from "@/components/ui/cn";
import { BandSwatch } from "@/components/usage/team/band-swatch";
import type { Chosen } from "@/components/usage/team/chart-frame";
import type { Band } from "@/lib/usage/core/team/bands";
import { comparisonLabel } from "@/lib/usage/core/team/words";
import type { TeamUsagePage } from "@/lib/usage/types";

/** Which bands are drawn, and which one is pointed at, while the others are dimmed. */
export type Highlight = { chosen: Chosen; pointed: string | null };

type ChartLegendProps = {
  page: TeamUsagePage;
  bands: readonly Band[];
  /** Some bar has something to be compared with. */
  compares: boolean;
  shown: Highlight;
  onShow: (shown: Highlight) => void;
};

/**
 * The bands from the baseline up: pointing at one dims the others, a click leaves only that one, and with Shift adds
 * it.
 */
export function ChartLegend({ page, bands, compares, shown, onShow }: ChartLegendProps) {
  const { view, step, compared, today } = page;
  const choose = (id: string) => (event: MouseEvent) =>
    onShow({ ...shown, chosen: chosenAfter(shown.chosen, id, event.shiftKey, bands.length) });
  return (
    <ul
      aria-label="Legend. Choose one to see it alone, with Shift to add."
      className="flex flex-wrap items-center gap-x-1 text-foreground-2 text-xs max-md:order-last max-md:-mx-1.5 max-md:w-full"
    >
      {bands.map((band) => (
        <li key={band.id} className="max-w-full">
          <button
            data-print
            type="button"
            aria-pressed={shown.chosen?.includes(band.id) ?? false}
            className={cn(
              "flex min-h-6 max-w-full items-center gap-1.5 rounded-xs px-1.5 hover:text-foreground max-md:min-h-11",
              shown.chosen &&
                !shown.chosen.includes(band.id) &&
                "text-muted-foreground line-through",
            )}
            onClick={choose(band.id)}
            onPointerEnter={() => onShow({ ...shown, pointed: band.id })}
            onPointerLeave={() => onShow({ ...shown, pointed: null })}
          >
            <BandSwatch band={band} kind={view.kind} />
            <span className="truncate" title={band.label}>
              {band.label}
            </span>
          </button>
        </li>
      ))}
      {compared && compares ? (
        <li className="flex min-h-6 items-center gap-1.5 px-1.5 tabular-nums">
          <i aria-hidden className="w-4 border-foreground-2 border-t-[1.5px] border-dashed" />
          {comparisonLabel(compared, step, today)}
        </li>
      ) : null}
    </ul>
  );
}

/** Only this one; the same again brings all back; with Shift one more, or one less. */
function chosenAfter(chosen: Chosen, id: string, adds: boolean, count: number): Chosen {
  if (!adds || chosen === null) return chosen?.length === 1 && chosen[0] === id ? null : [id];
  const next = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
  return next.length === 0 || next.length === count ? null : next;
}
