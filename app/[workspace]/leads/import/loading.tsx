import { ImportSkeleton } from "@/components/leads/skeletons";

export default function Loading() {
  return <ImportSkeleton />;
}
