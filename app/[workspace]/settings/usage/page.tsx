import type { Metadata } from "next";
import { Suspense } from "react";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { OtherDays } from "@/components/usage/other-days";
import { SectionBoundary } from "@/components/usage/section-boundary";
import { usageHref } from "@/components/usage/team/address";
import { TeamUsageView } from "@/components/usage/team/team-usage-view";
import { UsageExport } from "@/components/usage/team/usage-export";
import { UsageSkeleton } from "@/components/usage/team/usage-skeleton";
import { UnknownFilter } from "@/components/usage/unknown-filter";
import { zoneCity } from "@/lib/usage/core/calendar";
import { otherDays } from "@/lib/usage/core/given-days";
import { spanLabel } from "@/lib/usage/core/team/periods";
import type { UsageView } from "@/lib/usage/core/team/view";
import { knownOnly } from "@/lib/usage/core/unknown-filter";
import { loadUnknown } from "@/lib/usage/loaders";
import { loadTeamUsage, loadTeamUsagePage } from "@/lib/usage/loaders/team";
import { usageViewSchema } from "@/lib/usage/schema";

export const metadata: Metadata = { title: "Team usage" };

type TeamUsagePageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Who used credits, and on what. The filters are in the address. */
export default async function UsagePage({ params, searchParams }: TeamUsagePageProps) {
  const { workspace } = await params;
  const search = await searchParams;
  const view = usageViewSchema.parse(search);
  const { timeZone, now, range, today } = await loadTeamUsagePage(workspace, view);
  return (
    <>
      <PageHeader
        title="Team usage"
        description={
          <>
            Who used credits, and on what. Days end at midnight, {zoneCity(timeZone)}. Updated{" "}
            <Time at={now} timeZone={timeZone} format="clock" className="tabular-nums" />.
          </>
        }
        actions={
          <Suspense fallback={<Skeleton className="h-8 w-[122px] rounded max-md:h-11" />}>
            <Export workspace={workspace} view={view} />
          </Suspense>
        }
        className="mb-4"
      />
      <OtherDays words={otherDays(search, range, spanLabel(range, today))} />
      <SectionBoundary title="Usage did not load" note="Your balance is not affected.">
        <Suspense fallback={<UsageSkeleton />}>
          <Usage workspace={workspace} view={view} />
        </Suspense>
      </SectionBoundary>
    </>
  );
}

type PartProps = { workspace: string; view: UsageView };

async function Usage({ workspace, view }: PartProps) {
  const [page, usage, unknown] = await Promise.all([
    loadTeamUsagePage(workspace, view),
    loadTeamUsage(workspace, view),
    loadUnknown(workspace, view),
  ]);
  return (
    <>
      <UnknownFilter
        unknown={unknown}
        clearHref={usageHref(workspace, { ...view, ...knownOnly(unknown) })}
      />
      <TeamUsageView page={page} usage={usage} />
    </>
  );
}

/** Hidden if nothing was loaded; the error is shown below. */
async function Export({ workspace, view }: PartProps) {
  const page = await loadTeamUsagePage(workspace, view);
  const usage = await loadTeamUsage(workspace, view).catch(() => null);
  if (!usage || usage.rows === 0) return null;
  const { rows, members, campaigns } = usage;
  return <UsageExport page={page} usage={{ rows, members, campaigns }} />;
}
