import { ArrowRight } from "lucide-react";
import { CreditMark } from "@/components/credits/credit-mark";
import { cn } from "@/components/ui/cn";
import { credits } from "@/lib/credits/core/amount";
import { formatCost, formatCredits } from "@/lib/credits/core/format";

type BalanceProps = {
  cost: number;
  /** The most that can be chosen. Room is kept for it, so that nothing moves while less is chosen. */
  widest: number;
  available: number;
};

/** What an import costs, what is available, and what that leaves or lacks. */
export function ImportBalance({ cost, widest, available }: BalanceProps) {
  const after = Math.max(0, available - cost);
  const short = cost > available;
  return (
    <div className="tabular-nums">
      <div className="mb-[7px] flex flex-wrap items-center justify-between gap-x-3">
        <span className="flex items-center gap-2">
          <CreditMark kind="lead" />
          <b className="font-semibold text-lg" style={{ minWidth: `calc(${roomFor(widest)})` }}>
            {formatCost(credits(cost), "lead")}
          </b>
          {cost > 0 ? <span className="text-foreground-2">lead credits</span> : null}
        </span>
        <span className="flex items-center gap-1 text-foreground-2">
          {formatCredits(available, "lead")} <ArrowRight aria-hidden className="size-3" />
          <span className="sr-only">before, </span>
          <span
            className="inline-flex justify-end gap-1"
            style={{ minWidth: `calc(${roomFor(Math.max(available, widest))} + 2.7em)` }}
          >
            <b className={cn("font-label", short ? "text-critical-ink" : "text-foreground")}>
              {formatCredits(Math.abs(available - cost), "lead")}
            </b>{" "}
            <span className={cn("w-[2.45em] text-right", short && "font-label text-critical-ink")}>
              {short ? "short" : "after"}
            </span>
          </span>
        </span>
      </div>
      <div aria-hidden className="mb-3.5 flex h-2 gap-0.5">
        {after > 0 ? (
          <div
            data-bar
            className="rounded-l-[3px] rounded-r-[1px] bg-lead"
            style={{ flex: after }}
          />
        ) : null}
        {cost > 0 ? (
          <div
            data-bar
            className="hatch-lead rounded-l-[1px] rounded-r-[3px]"
            style={{ flex: Math.min(cost, Math.max(available, 1)) }}
          />
        ) : null}
        {after === 0 && cost === 0 ? <div className="flex-1 rounded-[3px] bg-active" /> : null}
      </div>
    </div>
  );
}

/** The width of an amount: a comma is narrower than a digit. */
function roomFor(amount: number): string {
  const [...signs] = formatCredits(amount, "lead");
  const commas = signs.filter((sign) => sign === ",").length;
  return `${signs.length - commas}ch + ${commas * 0.32}em`;
}
