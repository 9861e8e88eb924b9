"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import {
  activityHref,
  type ActivityFilters as Filters,
} from "@/components/activity/activity-address";
import { ActivityFilters, filterWords } from "@/components/activity/activity-filters";
import { ActivityTable } from "@/components/activity/activity-table";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { canGo } from "@/components/ui/fetched";
import { Link } from "@/components/ui/link";
import { Arrived } from "@/components/usage/arrived";
import { useSteadyRows } from "@/components/usage/use-steady-rows";
import type { ActivityRow } from "@/lib/credits/types";

type Choice = { id: string; name: string; removed?: boolean };

type ActivityViewProps = {
  workspace: string;
  timeZone: string;
  canStop: boolean;
  rows: readonly ActivityRow[];
  /** Where the next page begins. */
  next: string | null;
  operations: readonly Choice[];
  people: readonly Choice[];
  filters: Filters;
  /** Where this page begins; null on the newest. */
  after: string | null;
};

/** Everything that uses credits: filters, rows that keep their places while they change, and the pages. */
export function ActivityView(props: ActivityViewProps) {
  const { workspace, timeZone, canStop, rows, next, operations, people, filters, after } = props;
  const older = after !== null;
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const steady = useSteadyRows(rows, activityHref(workspace, filters, after));
  const go = (change: Partial<Filters>) => {
    if (!canGo()) return;
    startTransition(() =>
      router.push(activityHref(workspace, { ...filters, ...change }), { scroll: false }),
    );
  };
  const filtered = filters.state !== "all" || filters.op !== null || filters.by !== null;
  const empty = steady.rows.length === 0;
  return (
    <section aria-label="Runs" aria-busy={pending}>
      {empty && !filtered ? null : (
        <ActivityFilters filters={filters} operations={operations} people={people} onChange={go}>
          <Arrived count={older ? 0 : steady.arrived} name="run" onShow={steady.show} />
        </ActivityFilters>
      )}
      {empty ? (
        <NoRuns workspace={workspace} words={filterWords(filters, operations, people)} />
      ) : (
        <>
          <ActivityTable
            rows={steady.rows}
            workspace={workspace}
            timeZone={timeZone}
            canStop={canStop}
          />
          <Legend />
        </>
      )}
      <Pages workspace={workspace} filters={filters} next={next} older={older} />
    </section>
  );
}

/** What the columns mean, once and quietly. */
const Legend = () => (
  <p className="mt-3 text-muted-foreground text-xs">
    Quoted: said before it ran, and never exceeded. Held: set aside while it works. Charged: what it
    delivered. Returned: held and not used, back in your balance.
  </p>
);

type PagesProps = { workspace: string; filters: Filters; next: string | null; older: boolean };

function Pages({ workspace, filters, next, older }: PagesProps) {
  if (!next && !older) return null;
  return (
    <nav aria-label="Pages of runs" className="mt-4 flex gap-2">
      {older ? (
        <Button asChild size="sm">
          <Link href={activityHref(workspace, filters)}>Newest</Link>
        </Button>
      ) : null}
      {next ? (
        <Button asChild size="sm">
          <Link href={activityHref(workspace, filters, next)} prefetch={false}>
            Load older
          </Link>
        </Button>
      ) : null}
    </nav>
  );
}

function NoRuns({ workspace, words }: { workspace: string; words: string }) {
  if (words) {
    return (
      <Empty
        title="No runs match these filters"
        action={
          <Button asChild size="sm">
            <Link href={`/${workspace}/activity`}>Clear filters</Link>
          </Button>
        }
      >
        {words}.
      </Empty>
    );
  }
  return (
    <Empty
      title="No runs yet"
      action={
        <Button asChild size="sm">
          <Link href={`/${workspace}/leads/import`}>Import leads</Link>
        </Button>
      }
    >
      A run appears here when you import leads, or when one of your programs holds credits. You see
      its price before it starts.
    </Empty>
  );
}
