import { Skeleton } from "@/components/ui/skeleton";

const rows = (count: number) => Array.from({ length: count }, (_, at) => `row-${at}`);

/** The import page below its header, in its final proportions, while its data loads. */
export function ImportSkeleton() {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-13 gap-y-6 lg:grid-cols-[minmax(300px,404px)_minmax(0,1fr)]">
      <div className="grid content-start gap-4">
        <Skeleton className="h-[75px]" />
        <Skeleton className="h-[150px]" />
        <Skeleton className="h-16" />
      </div>
      <Skeleton className="h-80" />
    </div>
  );
}

/** A table of lists or leads while its rows load. */
export function RowsSkeleton({ count = 8 }: { count?: number }) {
  return (
    <div className="grid gap-2 pt-8">
      {rows(count).map((row) => (
        <Skeleton key={row} className="h-8" />
      ))}
    </div>
  );
}
