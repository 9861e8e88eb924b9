import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { RunList } from "@/components/credits/run-list";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { SectionBoundary } from "@/components/usage/section-boundary";
import { loadActivity } from "@/lib/credits/loaders";
import { type ACTIVITY_FILTERS, activitySearchSchema } from "@/lib/credits/schema";

export const metadata: Metadata = { title: "Activity" };

type ActivityPageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};
type Filter = (typeof ACTIVITY_FILTERS)[number];

const FILTERS: [Filter, string][] = [
  ["all", "All"],
  ["active", "Under way"],
  ["blocked", "Waiting for credits"],
  ["done", "Done"],
  ["stopped", "Stopped"],
  ["failed", "Failed"],
];

/** Every run of the workspace: what it was quoted, what is held for it, what it was charged, what came back. */
export default async function ActivityPage({ params, searchParams }: ActivityPageProps) {
  const { workspace } = await params;
  const search = activitySearchSchema.parse(await searchParams);
  return (
    <>
      <PageHeader
        title="Activity"
        description="Every run: quoted before, held while it works, charged for what it did."
      />
      <nav aria-label="Filter by state" className="-mt-2 mb-4 flex flex-wrap gap-1.5">
        {FILTERS.map(([filter, label]) => (
          <FilterLink
            key={filter}
            filter={filter}
            label={label}
            active={search.state === filter}
            workspace={workspace}
          />
        ))}
      </nav>
      <SectionBoundary title="Runs did not load" note="Your balance is not affected.">
        <Suspense key={`${search.state}`} fallback={<SkeletonRows />}>
          <Runs workspace={workspace} search={search} />
        </Suspense>
      </SectionBoundary>
    </>
  );
}

type FilterLinkProps = { filter: Filter; label: string; active: boolean; workspace: string };

function FilterLink({ filter, label, active, workspace }: FilterLinkProps) {
  return (
    <Link
      href={`/${workspace}/activity${filter === "all" ? "" : `?state=${filter}`}`}
      aria-current={active ? "page" : undefined}
      scroll={false}
      className={cn(
        "relative inline-flex h-[26px] items-center rounded-full border border-border-strong px-2.5 text-foreground-2 text-xs no-underline hover:text-foreground max-md:h-8 max-md:text-[13px] max-md:after:absolute max-md:after:-inset-1.5",
        active && "bg-active font-label text-foreground",
      )}
    >
      {label}
    </Link>
  );
}

type RunsProps = { workspace: string; search: ReturnType<typeof activitySearchSchema.parse> };

async function Runs({ workspace, search }: RunsProps) {
  const { runs, next, timeZone, canStop } = await loadActivity(
    workspace,
    search.state,
    search.after,
  );
  if (runs.length === 0) return <NoRuns workspace={workspace} filter={search.state} />;
  const filter = search.state === "all" ? "" : `&state=${search.state}`;
  return (
    <>
      <RunList rows={runs} timeZone={timeZone} canStop={canStop} />
      {next || search.after ? (
        <nav aria-label="Pages of runs" className="mt-4 flex gap-2">
          {search.after ? (
            <Button asChild size="sm">
              <Link href={`/${workspace}/activity?${filter.slice(1)}`}>Newest</Link>
            </Button>
          ) : null}
          {next ? (
            <Button asChild size="sm">
              <Link href={`/${workspace}/activity?after=${next}${filter}`} prefetch={false}>
                Load older
              </Link>
            </Button>
          ) : null}
        </nav>
      ) : null}
    </>
  );
}

function NoRuns({ workspace, filter }: { workspace: string; filter: Filter }) {
  if (filter === "all") {
    return (
      <Empty
        title="No runs yet."
        action={
          <Button asChild size="sm">
            <Link href={`/${workspace}/leads/import`}>Import leads</Link>
          </Button>
        }
      >
        A run appears here when you import leads. You see its price before it starts.
      </Empty>
    );
  }
  const label = FILTERS.find(([name]) => name === filter)?.[1].toLowerCase();
  return (
    <Empty
      title={`No runs: ${label}.`}
      action={
        <Button asChild size="sm">
          <Link href={`/${workspace}/activity`}>Show all runs</Link>
        </Button>
      }
    />
  );
}
