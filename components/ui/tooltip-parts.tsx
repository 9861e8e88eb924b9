"use client";
import { DismissableLayer, Popper } from "radix-ui/internal";
import { Portal } from "radix-ui/portal";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import type { Tip } from "@/components/ui/tip";

export type TooltipContentProps = ComponentProps<typeof Popper.Content>;

/** Can be pointed at, and is dismissed with Escape (WCAG 1.4.13). */
export function TooltipContent({
  className,
  sideOffset = 6,
  side = "top",
  tip,
  ...props
}: TooltipContentProps & { tip: Tip }) {
  return (
    <Popper.Root>
      <Popper.Anchor virtualRef={tip.trigger} />
      <Portal asChild>
        <section aria-label="Tip">
          <DismissableLayer.Root
            asChild
            onFocusOutside={(event) => event.preventDefault()}
            onDismiss={tip.hide}
          >
            <Popper.Content
              role="tooltip"
              id={tip.id}
              data-state="delayed-open"
              side={side}
              sideOffset={sideOffset}
              collisionPadding={8}
              onPointerEnter={tip.stay}
              onPointerLeave={tip.leave}
              className={cn(
                "pop-motion z-50 max-w-72 rounded bg-popover px-2.5 py-1.5 text-foreground text-xs tabular-nums shadow-pop",
                className,
              )}
              {...props}
            />
          </DismissableLayer.Root>
        </section>
      </Portal>
    </Popper.Root>
  );
}
