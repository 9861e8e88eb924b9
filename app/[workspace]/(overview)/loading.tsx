import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <Skeleton className="mb-2 h-5 w-36" />
      <Skeleton className="mb-8 w-72" />
      <SkeletonRows rows={8} />
    </>
  );
}
