import type { Metadata } from "next";
import { Suspense } from "react";
import { ActivityView } from "@/components/activity/activity-view";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { SectionBoundary } from "@/components/usage/section-boundary";
import { loadActivity } from "@/lib/credits/loaders/activity";
import { type ActivitySearch, activitySearchSchema } from "@/lib/credits/schema";

export const metadata: Metadata = { title: "Activity" };

type ActivityPageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Every run of the workspace: what was quoted, held, charged and returned. */
export default async function ActivityPage({ params, searchParams }: ActivityPageProps) {
  const { workspace } = await params;
  const search = activitySearchSchema.parse(await searchParams);
  return (
    <>
      <PageHeader
        title="Activity"
        description="Every run: quoted before, held while it works, charged for what it did."
      />
      <SectionBoundary title="Runs did not load" note="Your balance is not affected.">
        <Suspense fallback={<SkeletonRows />}>
          <Runs workspace={workspace} search={search} />
        </Suspense>
      </SectionBoundary>
    </>
  );
}

async function Runs({ workspace, search }: { workspace: string; search: ActivitySearch }) {
  const { canBuy: _, ...activity } = await loadActivity(workspace, search);
  const { state, op, by, after } = search;
  return (
    <ActivityView
      {...activity}
      filters={{ state, op, by }}
      after={after && `${after.at}.${after.id}`}
    />
  );
}
