"use client";
import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import {
  Sheet,
  SheetContent,
  SheetDescription,
  SheetHeader,
  SheetTitle,
} from "@/components/ui/sheet";

type BalanceHelpSheetProps = {
  /** The page without it, to which closing leads. */
  closeHref: string;
  children: ReactNode;
};

/**
 * The panel beside the history, at an address of its own (`?help=balance`). Closing it requests nothing: the page below
 * is already there, even without a network.
 */
export function BalanceHelpSheet({ closeHref, children }: BalanceHelpSheetProps) {
  return (
    <Sheet
      open={useSearchParams().has("help")}
      onOpenChange={(open) => (open ? undefined : window.history.replaceState(null, "", closeHref))}
    >
      <SheetContent
        tabIndex={-1}
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          document.getElementById("balance-help")?.focus();
        }}
      >
        <SheetHeader>
          <SheetTitle className="font-semibold text-base text-foreground">
            When the balance seems wrong
          </SheetTitle>
        </SheetHeader>
        <SheetDescription className="mb-4 text-foreground-2">
          Every change to your balance is a row here. Filter by date, or open a row to see how it
          was calculated. This was checked for you:
        </SheetDescription>
        {children}
      </SheetContent>
    </Sheet>
  );
}
