import { Skeleton } from "@/components/ui/skeleton";
import { FRAME } from "@/components/usage/team/chart-frame";

/** The chart at its final height, before it can be drawn. */
export const ChartSkeleton = () => (
  <span
    aria-hidden
    className="grid content-between pl-8"
    style={{ height: FRAME.height, paddingTop: FRAME.top, paddingBottom: FRAME.bottom }}
  >
    {["top", "upper", "lower", "base"].map((line) => (
      <Skeleton key={line} className="h-px rounded-none" />
    ))}
  </span>
);
