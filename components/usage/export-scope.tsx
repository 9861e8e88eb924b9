"use client";
import { Button } from "@/components/ui/button";
import type { Opening } from "@/components/ui/opening";
import { PopoverContent } from "@/components/ui/popover-parts";
import { formatCount } from "@/lib/credits/core/format";
import { zoneCity } from "@/lib/usage/core/calendar";
import { rangeLabel, searchOf } from "@/lib/usage/core/filters";
import { operationFilter } from "@/lib/usage/core/operations";
import type { History } from "@/lib/usage/types";

/** Says what the file will hold before it is downloaded: exactly the filtered rows. */
export function ExportScope({ history, opening }: { history: History; opening: Opening }) {
  const { view, workspace, timeZone, total } = history;
  const { before: _before, after: _after, tx: _tx, ...filters } = view;
  const search = searchOf(filters);
  const zone = zoneCity(timeZone);
  const href = `/api/exports/transactions${search ? `${search}&` : "?"}workspace=${encodeURIComponent(workspace)}`;
  return (
    <PopoverContent opening={opening} align="end" aria-label="Export transactions" className="w-72">
      <p className="font-label tabular-nums">
        {formatCount(total)} {total === 1 ? "row" : "rows"}
      </p>
      <p className="text-foreground-2 tabular-nums">{scopeOf(history)}</p>
      <p className="mt-1 text-muted-foreground text-xs">
        Times in {zone === "UTC" ? zone : `UTC and in ${zone}`}. Amounts as numbers.
      </p>
      <Button asChild className="mt-3 w-full" onClick={() => opening.change(false)}>
        <a href={href} download>
          Download CSV
        </a>
      </Button>
    </PopoverContent>
  );
}

/** "1 to 20 Nov, AI credits, by Mei Tanaka" */
function scopeOf({ view, people, campaigns, today }: History): string {
  const member = people.find(({ id }) => id === view.member)?.name;
  const campaign = campaigns.find(({ id }) => id === view.campaign)?.name;
  return [
    rangeLabel(view, today) ?? "All dates",
    view.kind === null
      ? "both kinds of credits"
      : view.kind === "ai"
        ? "AI credits"
        : "lead credits",
    view.op && operationFilter(view.op).label,
    view.member &&
      (view.member === "system" ? "by the system" : `by ${member ?? "an unknown member"}`),
    view.campaign && (campaign ?? "an unknown campaign"),
    view.run && "one run",
  ]
    .filter(Boolean)
    .join(", ");
}
