"use client";
import { useQueryState } from "nuqs";
import { useEffect, useRef, useState } from "react";
import { BuyPanel, CLOSED } from "@/components/billing/buy-rail";
import { ActionBar } from "@/components/ui/action-bar";
import { Button } from "@/components/ui/button";
import { Sheet, SheetContent, SheetHeader, SheetTitle, SheetTrigger } from "@/components/ui/sheet";
import type { BuyRailData } from "@/lib/billing/types";
import type { Kind } from "@/lib/credits/core/amount";

type BuyBarProps = { rail: BuyRailData; returnPath?: string; only?: Kind };

/** On a phone: one button at the bottom of the page that opens what the rail shows elsewhere. */
export function BuyBar({ rail, ...page }: BuyBarProps) {
  const [open, setOpen] = useState(false);
  const [checkout] = useQueryState("checkout");
  const [asks] = useQueryState("ask");
  const bar = useRef<HTMLDivElement>(null);
  // Sent here to ask (`?ask=1`): where the bar stands in for the rail, what it opens is opened.
  useEffect(() => {
    if (asks !== null && bar.current && bar.current.getClientRects().length > 0) setOpen(true);
  }, [asks]);
  return (
    <ActionBar ref={bar} className="md:hidden">
      {checkout === "closed" ? (
        <p role="status" className="mb-3 text-center text-foreground-2">
          {CLOSED}
        </p>
      ) : null}
      <Sheet open={open} onOpenChange={setOpen}>
        <SheetTrigger asChild>
          <Button variant="primary" size="lg">
            {rail.canBuy ? "Buy credits" : "Ask for credits"}
          </Button>
        </SheetTrigger>
        <SheetContent aria-describedby={undefined}>
          <SheetHeader>
            <SheetTitle className="font-semibold text-base text-foreground">Credits</SheetTitle>
          </SheetHeader>
          <BuyPanel rail={rail} {...page} />
        </SheetContent>
      </Sheet>
    </ActionBar>
  );
}
