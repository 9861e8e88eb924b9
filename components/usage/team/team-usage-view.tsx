import { RotateCcw } from "lucide-react";
import { Link } from "@/components/ui/link";
import { ActorTable } from "@/components/usage/team/actor-table";
import { usageHref } from "@/components/usage/team/address";
import { BandTable } from "@/components/usage/team/band-table";
import { CumulativeChart } from "@/components/usage/team/cumulative-chart";
import { NoUsage } from "@/components/usage/team/no-usage";
import { RunCosts } from "@/components/usage/team/run-strip";
import { UsageChart } from "@/components/usage/team/usage-chart";
import { UsageFigures } from "@/components/usage/team/usage-figures";
import { UsageFilters } from "@/components/usage/team/usage-filters";
import { UsageTable } from "@/components/usage/team/usage-table";
import { formatCount, formatCredits } from "@/lib/credits/core/format";
import { partsNote, shareText } from "@/lib/usage/core/team/words";
import type { TeamUsage, TeamUsagePage } from "@/lib/usage/types";

type TeamUsageViewProps = { page: TeamUsagePage; usage: TeamUsage };

/** How much, how fast, until when, who, and on what. All at one instant, so its parts agree to the hundredth. */
export function TeamUsageView({ page, usage }: TeamUsageViewProps) {
  const { members, campaigns, operations } = usage;
  const { op } = page.view;
  return (
    <>
      <UsageFilters page={page} {...{ members, campaigns, operations }} />
      <UsageFigures page={page} usage={usage} />
      {usage.charges === 0 ? (
        <NoUsage page={page} usage={usage} />
      ) : (
        <>
          <ChosenView page={page} usage={usage} />
          <div className="mt-3.5 grid items-start gap-x-12 gap-y-4 xl:grid-cols-[minmax(0,1.18fr)_minmax(0,1fr)]">
            <ActorTable page={page} usage={usage} />
            <div>
              <BandTable page={page} usage={usage} />
              <Observed page={page} usage={usage} />
              {usage.strip ? <RunCosts page={page} strip={usage.strip} /> : null}
            </div>
          </div>
          <p className="mt-4 text-muted-foreground text-xs">
            A refund is taken off the day, the person and the operation of the charge it returns.{" "}
            {partsNote(op ? [op] : operations.map(({ id }) => id))}
          </p>
        </>
      )}
    </>
  );
}

/** The same numbers in one of three ways: as bars, as a cumulative line, or as a table of either. */
function ChosenView({ page, usage }: TeamUsageViewProps) {
  const { bands, bars, marks, since, budget } = usage;
  if (page.view.view === "table") return <UsageTable page={page} usage={usage} />;
  return page.view.sum === "cumulative" ? (
    <CumulativeChart page={page} usage={{ bars, since, budget }} />
  ) : (
    <UsageChart page={page} usage={{ bands, bars, marks, since }} />
  );
}

/** The one fact that calls for action, if there is one. */
function Observed({ page, usage }: TeamUsageViewProps) {
  if (!usage.observation || page.view.campaign) return null;
  const { campaign, label, part, whole } = usage.observation;
  const { workspace, view } = page;
  return (
    <p className="mt-3 flex gap-2 rounded bg-sunken px-3 py-2.5 text-foreground-2 text-xs tabular-nums">
      <RotateCcw aria-hidden className="mt-0.5 size-3.5" />
      <span>
        {formatCount(part.charges)} of {formatCount(whole.charges)} regenerations came from one
        campaign,{" "}
        <Link href={usageHref(workspace, { ...view, campaign })} scroll={false} className="link">
          {label}
        </Link>
        . They cost {formatCredits(part.used, view.kind)}, or {shareText(part.used, usage.used)} of
        all use.
      </span>
    </p>
  );
}
