"use client";
import { useQueryState } from "nuqs";
import { useEffect, useRef, useState } from "react";
import { BuyPanel } from "@/components/billing/buy-rail";
import { ClosedLine } from "@/components/billing/closed-line";
import { ActionBar } from "@/components/ui/action-bar";
import { Button } from "@/components/ui/button";
import { Sheet, SheetContent, SheetHeader, SheetTitle, SheetTrigger } from "@/components/ui/sheet";
import type { BuyRailData } from "@/lib/billing/types";
import type { Kind } from "@/lib/credits/core/amount";

type BuyBarProps = { rail: BuyRailData; returnPath?: string; only?: Kind };

/** On a phone: one button at the bottom of the page, which opens what the rail shows elsewhere. */
export function BuyBar({ rail, ...page }: BuyBarProps) {
  const [open, setOpen] = useState(false);
  const [asks] = useQueryState("ask");
  const [goes] = useQueryState("go");
  const sent = asks ?? goes;
  const bar = useRef<HTMLDivElement>(null);
  // If somebody was sent here to ask (`?ask=1`) or to buy (`?go=buy`) and the bar replaces the rail, open what it
  // opens.
  useEffect(() => {
    if (sent !== null && bar.current && bar.current.getClientRects().length > 0) setOpen(true);
  }, [sent]);
  return (
    <ActionBar ref={bar} className="md:hidden">
      <ClosedLine className="text-center" />
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
