"use client";
import { BalanceDetails, type BalanceDetailsProps } from "@/components/credits/balance-details";
import type { Opening } from "@/components/ui/opening";
import { PopoverContent } from "@/components/ui/popover-parts";

/** What the badge opens. */
export function BalancePopover({ opening, ...props }: BalanceDetailsProps & { opening: Opening }) {
  return (
    <PopoverContent opening={opening} align="end" className="w-80 pb-3" aria-label="Credit balance">
      <BalanceDetails {...props} onNavigate={() => opening.change(false)} />
    </PopoverContent>
  );
}
