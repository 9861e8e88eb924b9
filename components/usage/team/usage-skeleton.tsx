import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { ChartSkeleton } from "@/components/usage/team/chart-skeleton";

/** Chips, figures, chart and tables at their final height. */
export const UsageSkeleton = () => (
  <div role="status">
    <span className="sr-only">Loading usage</span>
    <div className="mb-4 flex flex-wrap gap-1.5 max-md:h-[184px] max-md:content-start max-md:gap-y-3">
      {[214, 126, 150, 140, 78, 96].map((width) => (
        <Skeleton key={width} className="h-[30px] rounded-full max-md:h-11" style={{ width }} />
      ))}
    </div>
    <div className="mb-[18px] grid grid-cols-2 border-border border-y lg:grid-cols-4">
      {["used", "pace", "runs out", "people"].map((figure) => (
        <div
          key={figure}
          className="grid h-[95px] min-w-0 grid-cols-[minmax(0,1fr)] content-center gap-3 px-5 first:pl-0 max-md:h-[110px] max-md:px-3.5"
        >
          <Skeleton className="w-12" />
          <Skeleton className="h-6 w-28" />
          <Skeleton className="w-36 max-w-full" />
        </div>
      ))}
    </div>
    {/* On a phone the legend stands below the heading, in one to four rows. */}
    <div className="max-md:h-[132px]">
      <Skeleton className="mb-5 w-40" />
    </div>
    <ChartSkeleton />
    <div className="mt-3.5 grid grid-cols-[minmax(0,1fr)] gap-x-12 xl:grid-cols-[repeat(2,minmax(0,1fr))]">
      <SkeletonRows rows={6} />
      <SkeletonRows rows={6} />
    </div>
  </div>
);
