import { chargesHref } from "@/components/usage/team/address";
import type { Stop } from "@/components/usage/team/bar-links";
import type { ChartProps, Chosen } from "@/components/usage/team/chart-frame";
import { formatCredits } from "@/lib/credits/core/format";
import type { Bar } from "@/lib/usage/core/team/chart";
import { type Drill, drillOf } from "@/lib/usage/core/team/drill";
import { periodLabel } from "@/lib/usage/core/team/periods";
import { drillText } from "@/lib/usage/core/team/words";

/** Every bar leads to its charges, or to those of the band that is shown alone. */
export function barStops({ page, usage }: ChartProps, chosen: Chosen): Stop[] {
  return usage.bars.map((bar) => {
    const drill = drillOf(bar, usage.bands, chosen);
    return {
      from: bar.from,
      href: drill.charges > 0 ? chargesHref(page, bar, drill.filter) : null,
      name: nameOf(bar, drill, { page, usage }),
    };
  });
}

/** "Tue 17 Nov, 50.58. Direct messages 19.63, Regeneration 8.08. Lists 31 charges." */
function nameOf(bar: Bar, drill: Drill, { page, usage }: ChartProps): string {
  const { kind } = page.view;
  const parts = usage.bands
    .map((band, index) => ({ label: band.label, part: bar.parts[index] ?? 0 }))
    .filter(({ part }) => part > 0)
    .toSorted((a, b) => b.part - a.part)
    .map(({ label, part }) => `${label} ${formatCredits(part, kind)}`);
  const title = `${periodLabel(bar, page.today)}, ${formatCredits(bar.used, kind)}`;
  return [
    `${title}.`,
    ...(parts.length > 0 ? [`${parts.join(", ")}.`] : []),
    `Lists ${drillText(drill, "charge")}.`,
  ].join(" ");
}
