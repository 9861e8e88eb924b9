import { SkeletonRows } from "@/components/ui/skeleton";

/** A settings page that is still loading. */
export function SettingsSkeleton({ title }: { title: string }) {
  return (
    <>
      <h1 className="mb-8">{title}</h1>
      <SkeletonRows rows={6} />
    </>
  );
}
