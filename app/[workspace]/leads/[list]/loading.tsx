import { RowsSkeleton } from "@/components/leads/skeletons";
import { PageHeader } from "@/components/ui/page-header";

export default function Loading() {
  return (
    <>
      <PageHeader title="Lead lists" />
      <RowsSkeleton />
    </>
  );
}
