"use client";
import * as TooltipPrimitive from "radix-ui/tooltip";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

/** Once, in the root layout. Content can be pointed at and is dismissed with Escape (WCAG 1.4.13). */
export function TooltipProvider(props: ComponentProps<typeof TooltipPrimitive.Provider>) {
  return <TooltipPrimitive.Provider delayDuration={350} skipDelayDuration={200} {...props} />;
}

export const Tooltip = TooltipPrimitive.Root;
export const TooltipTrigger = TooltipPrimitive.Trigger;

export function TooltipContent({
  className,
  sideOffset = 6,
  ...props
}: ComponentProps<typeof TooltipPrimitive.Content>) {
  return (
    <TooltipPrimitive.Portal>
      <section aria-label="Tip">
        <TooltipPrimitive.Content
          sideOffset={sideOffset}
          collisionPadding={8}
          className={cn(
            "pop-motion z-50 max-w-72 rounded bg-popover px-2.5 py-1.5 text-foreground text-xs tabular-nums shadow-pop",
            className,
          )}
          {...props}
        />
      </section>
    </TooltipPrimitive.Portal>
  );
}
