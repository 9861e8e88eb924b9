"use client";
import * as DialogPrimitive from "radix-ui/dialog";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { CloseButton, scrimClasses, useReturningFocus } from "@/components/ui/dialog-parts";
import type { Opening } from "@/components/ui/opening";

export const SheetTitle = DialogPrimitive.Title;
export const SheetDescription = DialogPrimitive.Description;

export type SheetContentProps = ComponentProps<typeof DialogPrimitive.Content> & {
  side?: "right" | "left";
};

/** Right: 440 px, inset by 8, the whole screen below 640. Left: the navigation on a phone. */
export function SheetContent({
  className,
  side = "right",
  opening,
  ...props
}: SheetContentProps & { opening: Opening }) {
  const focus = useReturningFocus(opening, props);
  return (
    <DialogPrimitive.Root open={opening.open} onOpenChange={opening.change}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className={scrimClasses} />
        <DialogPrimitive.Content
          data-slot="sheet"
          id={opening.contentId}
          className={cn(
            "fixed z-50 flex scroll-pb-32 flex-col overflow-y-auto bg-popover text-foreground text-sm shadow-pop outline-none",
            side === "right"
              ? "sheet-motion inset-0 px-5 pt-3.5 pb-[max(18px,env(safe-area-inset-bottom))] sm:inset-y-2 sm:right-2 sm:left-auto sm:w-[440px] sm:rounded-lg"
              : "fade-motion inset-y-0 left-0 w-[280px] max-w-[85vw] bg-canvas",
            className,
          )}
          {...props}
          {...focus}
        />
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
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
