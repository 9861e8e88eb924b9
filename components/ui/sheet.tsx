"use client";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { Deferred } from "@/components/ui/deferred";
import { ClickTrigger, Opened, OpeningRoot } from "@/components/ui/opening";
import type { SheetContentProps } from "@/components/ui/sheet-parts";

const parts = new Deferred(() => import("@/components/ui/sheet-parts"));

/** Fetches what sheets are made of, for something on a sheet that is itself yet to load. */
export const loadSheet = parts.load;
export const Sheet = OpeningRoot;
export const SheetTrigger = ClickTrigger;
export const SheetContent = (props: SheetContentProps) => (
  <Opened from={parts} choose={(file) => file.SheetContent} props={props} />
);
export const SheetHeader = parts.part((file) => file.SheetHeader);
export const SheetTitle = parts.part((file) => file.SheetTitle);
export const SheetDescription = parts.part((file) => file.SheetDescription);

/**
 * Stays at the bottom edge of the sheet, over what scrolls under it; in a window too low for both, at the sheet's end.
 */
export function SheetFooter({ className, ...props }: ComponentProps<"div">) {
  return (
    <div className="[@media(min-height:480px)]:sticky -bottom-[max(18px,env(safe-area-inset-bottom))] mt-auto -mb-[max(18px,env(safe-area-inset-bottom))] pt-5">
      <div
        className={cn(
          "-mx-5 flex items-center gap-2 border-grid border-t bg-popover px-5 pt-3 pb-[max(14px,env(safe-area-inset-bottom))]",
          className,
        )}
        {...props}
      />
    </div>
  );
}
