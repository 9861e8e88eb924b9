import { ChevronRight } from "lucide-react";
import { CreditMark } from "@/components/credits/credit-mark";
import { LiveRun } from "@/components/credits/live-run";
import { Link } from "@/components/ui/link";
import { Tag } from "@/components/ui/tag";
import type { Run } from "@/lib/credits/core/run";
import { costWords, endWord } from "@/lib/credits/core/run-words";
import { isolated } from "@/lib/identity/core/isolated";
import { type Day, dayOf, momentLabel, timeLabel } from "@/lib/usage/core/calendar";
import { operationLabel } from "@/lib/usage/core/operations";
import type { Overview } from "@/lib/usage/types";

type RunsProps = { workspace: string; timeZone: string; today: Day; overview: Overview };

/** The work in progress, live. */
export function RunningNow({ workspace, overview }: RunsProps) {
  const { running, can } = overview;
  return (
    <section aria-labelledby="running-heading" className="mb-8">
      <h2 id="running-heading" className="mb-2.5">
        Running now
      </h2>
      {running.length === 0 ? (
        <p className="border-grid border-t py-2.5 text-muted-foreground">Nothing is running.</p>
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
          {running.map((run) => (
            <LiveRun
              key={run.id}
              run={run}
              title={`${operationLabel(run.operation)}, ${isolated(run.subject)}`}
              unit="done"
              canStop={can.importLeads}
              continueHref={`/${workspace}/activity/${run.id}`}
            />
          ))}
        </div>
      )}
    </section>
  );
}

/** What ended recently, the newest first, each with a link to its receipt. */
export function RecentRuns(props: RunsProps) {
  const { workspace, overview } = props;
  return (
    <section aria-labelledby="recent-heading">
      <div className="mb-2.5 flex items-baseline justify-between gap-3 max-md:min-h-11 max-md:items-center">
        <h2 id="recent-heading">What ran</h2>
        <Link href={`/${workspace}/activity`} className="link tap text-muted-foreground">
          All activity
        </Link>
      </div>
      {overview.recent.length === 0 ? (
        <p className="border-grid border-t py-2.5 text-muted-foreground">Nothing has run yet.</p>
      ) : (
        <ul>
          {overview.recent.map((run) => (
            <Recent key={run.id} run={run} {...props} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Recent({ run, workspace, timeZone, today, overview }: RunsProps & { run: Run }) {
  const at = new Date(run.finishedAt ?? run.createdAt);
  const name = overview.names[run.actorId];
  const isToday = dayOf(at, timeZone) === today;
  return (
    <li className="relative flex min-h-12 items-center gap-3 border-grid border-t py-1.5 hover:bg-hover">
      <div className="min-w-0 flex-1 tabular-nums">
        <div className="flex justify-between gap-3 font-medium">
          <Link
            href={`/${workspace}/activity/${run.id}`}
            prefetch={false}
            className="flex min-w-0 flex-wrap items-center gap-x-2 no-underline after:absolute after:inset-0"
          >
            {operationLabel(run.operation)}
            {run.state === "done" ? null : (
              <Tag tone={run.state === "failed" ? "critical" : "neutral"}>{endWord(run)}</Tag>
            )}
          </Link>
          <span className="flex shrink-0 items-center gap-1.5 self-start">
            <CreditMark kind={run.kind} size={12} />
            {costWords(run)}
          </span>
        </div>
        <div className="flex justify-between gap-3 text-muted-foreground">
          <span className="min-w-0 truncate" title={run.subject}>
            {run.subject}
          </span>
          <span className="shrink-0">
            {isToday ? timeLabel(at, timeZone) : momentLabel(at, timeZone, today)}
            {name ? (
              <>
                , <bdi>{name.split(" ")[0]}</bdi>
              </>
            ) : null}
          </span>
        </div>
      </div>
      <ChevronRight aria-hidden className="size-3.5 shrink-0 text-muted-foreground" />
    </li>
  );
}
