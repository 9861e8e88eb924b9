import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

/** A quiet bar with the final width and height, so that nothing moves when the words arrive. */
export function Skeleton({ className, ...props }: ComponentProps<"span">) {
  return (
    <span
      aria-hidden
      data-slot="skeleton"
      className={cn("block h-2.5 rounded-[5px] bg-active", className)}
      {...props}
    />
  );
}

const WIDTHS = [190, 150, 210, 170];

/** Rows of a table that is still loading, at the height of the real ones. */
export function SkeletonRows({ rows = 8 }: { rows?: number }) {
  return (
    <div role="status">
      <span className="sr-only">Loading</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of nothing have no identity
        <div key={row} className="flex h-row items-center gap-4 border-grid border-b">
          <Skeleton className="w-[84px] shrink-0" />
          <Skeleton className="shrink" style={{ width: WIDTHS[row % WIDTHS.length] }} />
          <Skeleton className="ml-auto w-[46px] shrink-0" />
        </div>
      ))}
    </div>
  );
}
