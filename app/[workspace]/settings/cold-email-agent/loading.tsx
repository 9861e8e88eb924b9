import { SourcingSkeleton } from "@/components/leads/sourcing/sourcing-skeleton";
import { Skeleton } from "@/components/ui/skeleton";
import { BalanceSkeleton, RailSkeleton } from "@/components/usage/billing-skeletons";

export default function ColdEmailAgentLoading() {
  return (
    <>
      <div className="mb-6 grid h-12 content-center gap-3">
        <Skeleton className="w-36" />
        <Skeleton className="w-80 max-w-full" />
      </div>
      <div className="grid items-start gap-x-11 lg:grid-cols-[minmax(0,1fr)_312px]">
        <div className="min-w-0">
          <BalanceSkeleton />
          <div className="mt-7">
            <SourcingSkeleton />
          </div>
        </div>
        <RailSkeleton />
      </div>
    </>
  );
}
