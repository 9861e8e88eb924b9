import type { ComponentProps } from "react";
import { BuyBar } from "@/components/billing/buy-bar";
import { BuyRail } from "@/components/billing/buy-rail";

/**
 * Where credits are bought: at the side, in reach while the rest scrolls, unless the window is lower than the rail,
 * because its button would then stay below the edge until the end of the page. On a phone, behind one button at the
 * bottom.
 */
export const BuyCredits = (page: ComponentProps<typeof BuyRail>) => (
  <>
    <div className="top-[73px] max-md:hidden max-lg:mt-6 lg:col-start-2 lg:[@media(min-height:768px)]:sticky lg:row-span-2 lg:row-start-1">
      <BuyRail {...page} />
    </div>
    <BuyBar {...page} />
  </>
);
