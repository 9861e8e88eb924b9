"use client";
import { type KeyboardEvent, useRef } from "react";
import { BalanceDetails, type BalanceDetailsProps } from "@/components/credits/balance-details";
import type { Opening } from "@/components/ui/opening";
import { PopoverContent } from "@/components/ui/popover-parts";

/** What the badge opens. `B` buys, wherever in it the focus is; at first it is on the whole popover. */
export function BalancePopover({ opening, ...props }: BalanceDetailsProps & { opening: Opening }) {
  const buy = useRef<HTMLAnchorElement>(null);
  const onKeyDown = ({ key, metaKey, ctrlKey, altKey }: KeyboardEvent) => {
    if (key.toLowerCase() === "b" && !metaKey && !ctrlKey && !altKey) buy.current?.click();
  };
  return (
    <PopoverContent
      opening={opening}
      align="end"
      className="w-80 pb-3"
      aria-label="Credit balance"
      onKeyDown={onKeyDown}
    >
      <BalanceDetails {...props} buy={buy} onNavigate={() => opening.change(false)} />
    </PopoverContent>
  );
}
