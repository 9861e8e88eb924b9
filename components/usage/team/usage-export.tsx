"use client";
import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { useHistoryKeys } from "@/components/usage/use-history-keys";
import { formatCount } from "@/lib/credits/core/format";
import { operationLabel } from "@/lib/usage/core/operations";
import { spanLabel } from "@/lib/usage/core/team/periods";
import { usageSearch } from "@/lib/usage/core/team/view";
import { kindWords } from "@/lib/usage/core/team/words";
import type { TeamUsage, TeamUsagePage } from "@/lib/usage/types";

type UsageExportProps = {
  page: TeamUsagePage;
  usage: Pick<TeamUsage, "rows" | "members" | "campaigns">;
};

/** Says what the file will hold before it is downloaded: exactly what the page shows. `E` opens it. */
export function UsageExport({ page, usage }: UsageExportProps) {
  const [open, setOpen] = useState(false);
  useHistoryKeys({ exportRows: () => setOpen(true) });
  const { view, workspace, range, step } = page;
  // The days and the step that the page shows, even if it chose them by itself.
  const search = usageSearch({ ...view, ...range, by: step });
  const href = `/api/exports/usage${search}&workspace=${encodeURIComponent(workspace)}`;
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button className="print:hidden">
          <Download aria-hidden />
          Export CSV
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label="Export usage" className="w-72">
        <p className="font-label tabular-nums">
          {formatCount(usage.rows)} {usage.rows === 1 ? "row" : "rows"}
        </p>
        <p className="text-foreground-2 tabular-nums">{scopeOf({ page, usage })}</p>
        <p className="mt-1 text-muted-foreground text-xs">
          One row for each {view.group} in each {step}. Amounts as numbers.
        </p>
        <Button asChild className="mt-3 w-full" onClick={() => setOpen(false)}>
          <a href={href} download>
            Download CSV
          </a>
        </Button>
      </PopoverContent>
    </Popover>
  );
}

/** "1 to 20 Nov and 4 to 23 Oct, AI credits, by Mei Tanaka" */
function scopeOf({ page, usage }: UsageExportProps): string {
  const { view, range, compared, today } = page;
  const member = usage.members.find(({ id }) => id === view.member)?.name;
  const campaign = usage.campaigns.find(({ id }) => id === view.campaign)?.name;
  const days = [range, ...(compared ? [compared] : [])].map((one) => spanLabel(one, today));
  return [
    days.join(" and "),
    kindWords(view.kind),
    view.member &&
      (view.member === "system" ? "scheduled runs" : `by ${member ?? "an unknown member"}`),
    view.op && operationLabel(view.op),
    view.campaign && (campaign ?? "an unknown campaign"),
  ]
    .filter(Boolean)
    .join(", ");
}
