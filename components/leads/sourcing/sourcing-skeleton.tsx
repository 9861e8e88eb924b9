import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** The switch, the text and the last requests, at about their final height. */
export const SourcingSkeleton = () => (
  <div role="status">
    <span className="sr-only">Loading sourcing</span>
    <div className="border-border border-t pt-5">
      <Skeleton className="w-20" />
      <Skeleton className="mt-4 h-14 w-full rounded" />
      <Skeleton className="mt-4 w-80 max-w-full" />
    </div>
    <div className="mt-6 border-border border-t pt-5">
      <Skeleton className="w-40" />
      <Skeleton className="mt-4 h-20 w-full rounded" />
    </div>
    <div className="mt-6 border-border border-t pt-5">
      <Skeleton className="mb-4 w-36" />
      <SkeletonRows rows={4} />
    </div>
  </div>
);
