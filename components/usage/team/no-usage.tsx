import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { usageHref } from "@/components/usage/team/address";
import { FRAME } from "@/components/usage/team/chart-frame";
import { operationLabel } from "@/lib/usage/core/operations";
import { spanLabel } from "@/lib/usage/core/team/periods";
import { kindWords } from "@/lib/usage/core/team/words";
import type { TeamUsage, TeamUsagePage } from "@/lib/usage/types";

/** How credits of a kind come to be used for the first time: by programs with API keys, by importing leads. */
const FIRST_USE = {
  ai: { label: "API keys", path: "settings/api-keys" },
  lead: { label: "Import leads", path: "leads/import" },
} as const;

/** There is nothing to draw: says so in place of the chart, and offers the nearest range that has something. */
export function NoUsage({ page, usage }: { page: TeamUsagePage; usage: TeamUsage }) {
  const { view, workspace, range, today } = page;
  const { wider } = usage;
  const filtered = [view.member, view.campaign, view.op].some((one) => one !== null);
  return (
    <div
      data-slot="empty"
      className="grid place-content-center justify-items-center gap-2 rounded border border-border-strong border-dashed px-4 text-center"
      style={{ minHeight: FRAME.height }}
    >
      <p className="font-label tabular-nums">{titleOf(page, usage)}</p>
      {wider === null && !filtered ? (
        <p className="text-muted-foreground">
          Credits are used when you generate content, message or import.
        </p>
      ) : null}
      <span className="flex flex-wrap justify-center gap-2">
        {usage.since === null ? (
          <Button asChild size="sm">
            <Link href={`/${workspace}/${FIRST_USE[view.kind].path}`}>
              {FIRST_USE[view.kind].label}
            </Link>
          </Button>
        ) : null}
        {wider ? (
          <Button asChild size="sm">
            <Link
              href={usageHref(workspace, { ...view, from: wider.from, to: wider.to, by: null })}
            >
              {wider.label}, {spanLabel(wider, today)}
            </Link>
          </Button>
        ) : null}
        {filtered ? (
          <Button asChild size="sm" variant={wider ? "ghost" : undefined}>
            <Link
              href={usageHref(workspace, {
                ...view,
                ...range,
                member: null,
                campaign: null,
                op: null,
              })}
            >
              Clear filters
            </Link>
          </Button>
        ) : null}
      </span>
    </div>
  );
}

const memberWords = (id: string, name: string | undefined): string =>
  id === "system" ? "scheduled runs" : (name ?? "an unknown member");

/** "No AI credits used from 1 to 20 Nov by Priya Raman" */
function titleOf({ view, range, today }: TeamUsagePage, usage: TeamUsage): string {
  const member = usage.members.find(({ id }) => id === view.member)?.name;
  const campaign = usage.campaigns.find(({ id }) => id === view.campaign)?.name;
  const who = view.member ? ` by ${memberWords(view.member, member)}` : "";
  const where = view.campaign ? ` in ${campaign ?? "an unknown campaign"}` : "";
  const what = view.op ? ` on ${operationLabel(view.op)}` : "";
  if (usage.since === null) return `No ${kindWords(view.kind)} used yet`;
  const when = range.from === range.to ? "on" : "from";
  return `No ${kindWords(view.kind)} used ${when} ${spanLabel(range, today)}${what}${who}${where}`;
}
