import { cn } from "@/components/ui/cn";
import type { Kind } from "@/lib/credits/core/amount";
import type { Band } from "@/lib/usage/core/team/bands";

/** The fill of a band as CSS: a step of the kind's ramp; Other is hatched, so that it reads without colour. */
export const bandStyle = ({ tone }: Pick<Band, "tone">, kind: Kind) =>
  tone === null ? undefined : { background: `var(--chart-${kind}-${tone})` };

/** The square for a band in legends and tables. Decorative: its name is beside it. */
export const BandSwatch = ({ band, kind }: { band: Pick<Band, "tone">; kind: Kind }) => (
  <i
    aria-hidden
    data-bar
    className={cn("size-2.5 shrink-0 rounded-[2.5px]", band.tone === null && "hatch-other")}
    style={bandStyle(band, kind)}
  />
);
