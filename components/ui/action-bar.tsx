import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

/** The one primary action of a page on a phone, always within reach of a thumb. Wider screens do not show it. */
export function ActionBar({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="action-bar"
      className={cn(
        "fixed inset-x-0 bottom-0 z-20 flex items-center gap-3 border-border border-t bg-background px-4 pt-3 pb-[max(24px,env(safe-area-inset-bottom))] *:flex-1 md:hidden print:hidden",
        className,
      )}
      {...props}
    />
  );
}
