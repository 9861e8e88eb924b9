import { Skeleton } from "@/components/ui/skeleton";
import { UsageSkeleton } from "@/components/usage/team/usage-skeleton";

export default function UsageLoading() {
  return (
    <>
      <div className="mb-4 grid h-[50px] content-center gap-3">
        <Skeleton className="w-28" />
        <Skeleton className="w-80 max-w-full" />
      </div>
      <UsageSkeleton />
    </>
  );
}
