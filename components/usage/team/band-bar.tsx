import { cn } from "@/components/ui/cn";
import { bandStyle } from "@/components/usage/team/band-swatch";
import type { Kind } from "@/lib/credits/core/amount";
import { formatCredits } from "@/lib/credits/core/format";
import type { Band } from "@/lib/usage/core/team/bands";

type BandBarProps = {
  bands: readonly Band[];
  parts: readonly number[];
  /** The value of the widest bar in the column. */
  most: number;
  kind: Kind;
};

/** One actor's use in the bands of the chart, as wide as it is large in proportion to the largest. */
export function BandBar({ bands, parts, most, kind }: BandBarProps) {
  const filled = bands.flatMap((band, index) => {
    const part = parts[index] ?? 0;
    return part > 0 ? [{ band, part }] : [];
  });
  const used = filled.reduce((sum, { part }) => sum + part, 0);
  return (
    <>
      <span className="sr-only">
        {filled.map(({ band, part }) => `${band.label} ${formatCredits(part, kind)}`).join(", ")}
      </span>
      <span
        aria-hidden
        className="flex h-2.5 min-w-0.5 gap-[1.5px]"
        style={{ width: `${most > 0 ? (used / most) * 100 : 0}%` }}
      >
        {filled.map(({ band, part }) => (
          <i
            key={band.id}
            data-bar
            title={`${band.label} ${formatCredits(part, kind)}`}
            className={cn(
              "h-full min-w-px basis-0 rounded-[1px] first:rounded-l-[3px] last:rounded-r-[3px]",
              band.tone === null && "hatch-other",
            )}
            style={{ ...bandStyle(band, kind), flexGrow: part }}
          />
        ))}
      </span>
    </>
  );
}
