"use client";
import * as DialogPrimitive from "radix-ui/dialog";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { CloseButton, scrimClasses } from "@/components/ui/dialog";

export const Sheet = DialogPrimitive.Root;
export const SheetTrigger = DialogPrimitive.Trigger;
export const SheetClose = DialogPrimitive.Close;
export const SheetTitle = DialogPrimitive.Title;
export const SheetDescription = DialogPrimitive.Description;

type SheetContentProps = ComponentProps<typeof DialogPrimitive.Content> & {
  side?: "right" | "left";
};

/** Right: 440 px, inset by 8, the whole screen below 640. Left: the navigation on a phone. */
export function SheetContent({ className, side = "right", ...props }: SheetContentProps) {
  return (
    <DialogPrimitive.Portal>
      <DialogPrimitive.Overlay className={scrimClasses} />
      <DialogPrimitive.Content
        data-slot="sheet"
        className={cn(
          "fixed z-50 flex flex-col overflow-y-auto bg-popover text-popover-foreground text-sm shadow-pop outline-none",
          side === "right"
            ? "sheet-motion inset-0 px-5 pt-3.5 pb-[max(18px,env(safe-area-inset-bottom))] sm:inset-y-2 sm:right-2 sm:left-auto sm:w-[440px] sm:rounded-lg"
            : "fade-motion inset-y-0 left-0 w-[280px] max-w-[85vw] bg-canvas",
          className,
        )}
        {...props}
      />
    </DialogPrimitive.Portal>
  );
}

/** The line at the top: what it is on the left, actions and close on the right. */
export function SheetHeader({ className, children, ...props }: ComponentProps<"div">) {
  return (
    <div
      className={cn("mb-4 flex min-h-8 items-center gap-1 text-muted-foreground", className)}
      {...props}
    >
      <div className="flex min-w-0 flex-1 items-center justify-between gap-1">{children}</div>
      <CloseButton className="-mr-1.5" />
    </div>
  );
}

/** Stays at the bottom edge of the sheet, over what scrolls under it. */
export function SheetFooter({ className, ...props }: ComponentProps<"div">) {
  return (
    <div className="sticky -bottom-[max(18px,env(safe-area-inset-bottom))] mt-auto -mb-[max(18px,env(safe-area-inset-bottom))] pt-5">
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
