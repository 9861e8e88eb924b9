"use client";
import * as PopoverPrimitive from "radix-ui/popover";
import { type ComponentProps, useRef } from "react";
import { cn } from "@/components/ui/cn";
import type { Opening } from "@/components/ui/opening";

export type PopoverContentProps = ComponentProps<typeof PopoverPrimitive.Content>;

/** A small dialog: give it an `aria-label` or `aria-labelledby`. */
export function PopoverContent({
  className,
  align = "start",
  sideOffset = 6,
  opening,
  ...props
}: PopoverContentProps & { opening: Opening }) {
  const { open, change, trigger, contentId } = opening;
  const wentElsewhere = useRef(false);
  return (
    <PopoverPrimitive.Root open={open} onOpenChange={change}>
      <PopoverPrimitive.Anchor virtualRef={trigger} />
      <PopoverPrimitive.Portal>
        <PopoverPrimitive.Content
          data-slot="popover"
          id={contentId}
          align={align}
          sideOffset={sideOffset}
          collisionPadding={8}
          className={cn(
            "pop-motion z-50 max-h-(--radix-popover-content-available-height) w-72 max-w-[calc(100vw-16px)] overflow-y-auto rounded-lg bg-popover p-3.5 text-foreground text-sm shadow-pop outline-none",
            className,
          )}
          {...props}
          onInteractOutside={(event) => {
            // The trigger closes it by itself. If it were closed here as well, the click would open it again.
            if (trigger.current?.contains(event.target as Node)) event.preventDefault();
            else wentElsewhere.current = true;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (!wentElsewhere.current) trigger.current?.focus();
            wentElsewhere.current = false;
          }}
        />
      </PopoverPrimitive.Portal>
    </PopoverPrimitive.Root>
  );
}
