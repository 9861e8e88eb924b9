import { cva } from "class-variance-authority";
import { CreditMark } from "@/components/credits/credit-mark";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import type { Credits, Kind } from "@/lib/credits/core/amount";
import { formatCredits, formatRange } from "@/lib/credits/core/format";

const chip = cva(
  "inline-flex h-5 items-center gap-[5px] whitespace-nowrap rounded-[5px] font-label text-xs tabular-nums",
  {
    variants: {
      look: {
        ai: "bg-ai-soft pr-[7px] pl-[5px] text-ai-ink",
        lead: "bg-lead-soft pr-[7px] pl-[5px] text-lead-ink",
        over: "bg-critical-soft pr-[7px] pl-[5px] text-critical-ink",
        free: "bg-sunken px-[7px] text-foreground-2 shadow-[inset_0_0_0_1px_var(--border)]",
        button:
          "-mr-[5px] bg-[color-mix(in_oklch,currentColor_16%,transparent)] px-[7px] text-current in-aria-disabled:bg-transparent",
      },
    },
  },
);

/** What an operation costs, before it runs. `max` is the most it can be. */
export type Cost = { kind: Kind; min: Credits; max: Credits };

type CostChipProps = {
  /** Null while the quote is being computed. */
  cost: Cost | null;
  /** Says "up to" the maximum instead of the range. */
  upTo?: boolean;
  /** If this is less than the maximum, the chip says so. */
  available?: Credits;
  /** The widest cost that it may come to show. Room is kept for it, so that nothing around it moves. */
  widest?: Cost;
  /** Inside a filled button: no mark, and the button's own text colour. */
  onButton?: boolean;
  className?: string;
};

/** The price on everything that can charge: exact, a range, "up to", Free, or more than there is. */
export function CostChip({
  cost,
  upTo = false,
  available,
  widest,
  onButton = false,
  className,
}: CostChipProps) {
  if (cost === null) return <Estimating onButton={onButton} className={className} />;
  const look = onButton ? "button" : appearanceOf(cost, available);
  const marked = look !== "button" && look !== "free";
  return (
    <span className={cn(chip({ look }), className)}>
      {marked ? <CreditMark kind={cost.kind} size={12} /> : null}
      <Steady widest={widest && costText(widest, upTo)}>
        {look === "over" ? overText(cost, available) : costText(cost, upTo)}
      </Steady>
      {cost.max > 0 ? <span className="sr-only"> credits</span> : null}
    </span>
  );
}

/** The words, in the space of the widest ones. */
function Steady({ widest, children }: { widest: string | undefined; children: string }) {
  if (widest === undefined) return children;
  return (
    <span className="inline-grid text-center *:[grid-area:1/1]">
      <span aria-hidden className="invisible">
        {widest}
      </span>
      <span>{children}</span>
    </span>
  );
}

type EstimatingProps = { onButton: boolean; className: string | undefined };

function Estimating({ onButton, className }: EstimatingProps) {
  return (
    <span className={cn(chip({ look: onButton ? "button" : "free" }), "w-[76px]", className)}>
      <span className="sr-only">cost is being estimated</span>
      <Skeleton className="h-2 w-full" />
    </span>
  );
}

function appearanceOf(cost: Cost, available: Credits | undefined) {
  if (cost.max === 0) return "free";
  return available !== undefined && available < cost.max ? "over" : cost.kind;
}

/** "1.00", "0.80 to 1.10", "up to 49.00", "Free". */
export const costText = (cost: Cost, upTo = false): string =>
  upTo && cost.max > 0
    ? `up to ${formatCredits(cost.max, cost.kind)}`
    : formatRange(cost.min, cost.max, cost.kind);

const overText = (cost: Cost, available: Credits | undefined): string =>
  `${formatCredits(cost.max, cost.kind)}, have ${formatCredits(available ?? 0, cost.kind)}`;
