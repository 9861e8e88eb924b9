import { CumulativeChart, UsageChart } from "@/components/gallery/charts";
import { Specimen } from "@/components/gallery/specimen";
import {
  COSTS,
  CROWD,
  LIMITED,
  NEVER,
  NOTHING,
  ONE_MEMBER,
  USUAL,
  usagePage,
} from "@/components/gallery/usage-cast";
import { ActorTable } from "@/components/usage/team/actor-table";
import { BandTable } from "@/components/usage/team/band-table";
import { NoUsage } from "@/components/usage/team/no-usage";
import { NotForMembers } from "@/components/usage/team/not-for-members";
import { RunCosts } from "@/components/usage/team/run-strip";
import { UsageExport } from "@/components/usage/team/usage-export";
import { UsageFigures } from "@/components/usage/team/usage-figures";
import { UsageFilters } from "@/components/usage/team/usage-filters";
import { UsageSkeleton } from "@/components/usage/team/usage-skeleton";
import { UsageTable } from "@/components/usage/team/usage-table";
import type { TeamUsage } from "@/lib/usage/types";

const page = usagePage();

/** Team usage in every state. */
export function UsageGallery() {
  return (
    <div className="grid gap-y-[26px]">
      <Specimen title="Team usage">
        <UsageFilters
          page={page}
          members={USUAL.members}
          campaigns={[]}
          operations={USUAL.operations}
        />
        <Usage usage={USUAL} />
        <UsageExport page={page} usage={USUAL} />
      </Specimen>
      <Specimen title="As a table">
        <UsageTable page={usagePage({ view: "table" })} usage={USUAL} />
      </Specimen>
      <Specimen title="Added up beside a limit, and what one run costs">
        <CumulativeChart page={usagePage({ sum: "cumulative" })} usage={LIMITED} />
        {COSTS ? <RunCosts page={page} strip={COSTS} /> : null}
        <RunCosts page={page} strip="refunded" />
        <RunCosts page={page} strip="older" />
      </Specimen>
      <Specimen title="Fifty members, forty operations, very large numbers, long names">
        <Usage usage={CROWD} />
      </Specimen>
      <Specimen title="One member, since a few days">
        <Usage usage={ONE_MEMBER} />
      </Specimen>
      <Specimen title="Nothing in the range">
        <NoUsage
          page={page}
          usage={{
            ...NOTHING,
            wider: { label: "Last 90 days", from: "2026-08-23", to: "2026-11-20" },
          }}
        />
      </Specimen>
      <Specimen title="Nothing yet">
        <NoUsage page={page} usage={NEVER} />
      </Specimen>
      <Specimen title="Not for members">
        <NotForMembers />
      </Specimen>
      <Specimen title="Loading">
        <UsageSkeleton />
      </Specimen>
    </div>
  );
}

function Usage({ usage }: { usage: TeamUsage }) {
  const { bands, bars, marks, since } = usage;
  return (
    <>
      <UsageFigures page={page} usage={usage} />
      <UsageChart page={page} usage={{ bands, bars, marks, since }} />
      <div className="mt-3.5 grid items-start gap-x-12 gap-y-4 xl:grid-cols-2">
        <ActorTable page={page} usage={usage} />
        <BandTable page={page} usage={usage} />
      </div>
    </>
  );
}
