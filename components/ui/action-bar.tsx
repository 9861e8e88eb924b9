import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

/**
 * Around the primary action of a page. On a phone it is in a bar at the bottom, always within reach of a thumb;
 * elsewhere it stays where it is written.
 */
export function ActionBar({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="action-bar"
      className={cn(
        "md:contents",
        "max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-30 max-md:border-border max-md:border-t max-md:bg-background max-md:px-4 max-md:pt-3 max-md:pb-[max(12px,env(safe-area-inset-bottom))] max-md:*:w-full",
        className,
      )}
      {...props}
    />
  );
}
