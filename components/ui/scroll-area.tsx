import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

/** Scrolls inside its own bounds, with the browser's own thin bar; reachable by keyboard. Printed in full. */
export function ScrollArea({
  className,
  label,
  ...props
}: ComponentProps<"section"> & { label: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className={cn(
        "overflow-auto overscroll-contain [&:has(tfoot)]:scroll-pb-11 [&:has(thead)]:scroll-pt-9 [scrollbar-width:thin] print:max-h-none print:overflow-visible",
        className,
      )}
      {...props}
    />
  );
}
