import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** How the balance, its chart and the latest check are arranged. */
export const BALANCE_GRID =
  "grid items-start gap-x-7 gap-y-3.5 md:max-lg:grid-cols-[248px_minmax(0,1fr)] md:max-lg:grid-rows-[auto_1fr] md:max-lg:gap-y-0 xl:grid-cols-[248px_minmax(0,1fr)] xl:grid-rows-[auto_1fr] xl:gap-y-0";

/** Where the chart is in that: beside both, if there is room. */
export const CHART_PLACE =
  "min-w-0 md:max-lg:col-start-2 md:max-lg:row-span-2 md:max-lg:row-start-1 xl:col-start-2 xl:row-span-2 xl:row-start-1";

/** The balance at its final height. */
export const CardSkeleton = () => (
  <div role="status" className="max-md:min-h-[133px]">
    <span className="sr-only">Loading the balance</span>
    <Skeleton className="mt-1 w-28" />
    <Skeleton className="mt-5 w-24" />
    <Skeleton className="mt-3 h-9 w-36" />
    <div className="mt-6 max-md:hidden">
      {["available", "held", "used", "last"].map((line) => (
        <div key={line} className="flex h-[35px] items-center border-grid border-t">
          <Skeleton className="w-24" />
          <Skeleton className="ml-auto w-16" />
        </div>
      ))}
    </div>
  </div>
);

/** Its chart at the final height: on a phone it is drawn as wide as the page, and its height follows. */
export const ChartSkeleton = () => (
  <div role="status" className="max-md:pb-7">
    <span className="sr-only">Loading the last 30 days</span>
    <Skeleton className="mt-1 mb-3 w-64 max-w-full" />
    <Skeleton className="h-[204px] w-full rounded max-md:aspect-[358/142] max-md:h-auto" />
    <Skeleton className="mt-3 w-20" />
  </div>
);

/** One bar, and the words under it. */
export const LotsSkeleton = () => (
  <div role="status" className="mt-5 border-border border-t pt-4 max-md:min-h-[105px]">
    <span className="sr-only">Loading the lots</span>
    <Skeleton className="w-12" />
    <Skeleton className="mt-3 h-3 w-full" />
    <Skeleton className="mt-3 w-40" />
    <Skeleton className="mt-2 w-48" />
  </div>
);

/** The balance, its chart and its lots. */
export const BalanceSkeleton = () => (
  <>
    <div className={BALANCE_GRID}>
      <CardSkeleton />
      <div className={CHART_PLACE}>
        <ChartSkeleton />
      </div>
    </div>
    <LotsSkeleton />
  </>
);

/** Filters and eight rows at their final height. */
export function HistorySkeleton() {
  return (
    <div>
      <Skeleton className="mb-5 w-36" />
      <div className="mb-4 flex gap-1.5">
        {[86, 74, 120, 78].map((width) => (
          <Skeleton key={width} className="h-[26px] rounded-full" style={{ width }} />
        ))}
      </div>
      <SkeletonRows />
    </div>
  );
}

/** Five packages at their final height. */
export const RailSkeleton = () => (
  <div className="h-[540px] rounded-lg border border-border p-4 max-md:hidden max-lg:mt-6 lg:col-start-2 lg:row-span-2 lg:row-start-1">
    <Skeleton className="mt-1 w-28" />
    <Skeleton className="mt-5 h-60 rounded-option" />
    <Skeleton className="mt-6 h-24 rounded" />
    <Skeleton className="mt-4 h-10 rounded-option" />
  </div>
);

/** The whole page. */
export const BillingSkeleton = () => (
  <>
    <div className="mb-6 grid h-12 content-center gap-3">
      <Skeleton className="w-20" />
      <Skeleton className="w-64 max-w-full" />
    </div>
    <div className="grid items-start gap-x-11 lg:grid-cols-[minmax(0,1fr)_312px]">
      <div className="min-w-0">
        <BalanceSkeleton />
        <HistorySkeleton />
      </div>
      <RailSkeleton />
    </div>
  </>
);
