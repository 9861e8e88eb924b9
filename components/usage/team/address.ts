import { historyHref } from "@/components/usage/history-address";
import { ALL_CHARGES } from "@/lib/usage/core/operations";
import type { NameFilter } from "@/lib/usage/core/team/bands";
import { type Range, type UsageView, usageSearch } from "@/lib/usage/core/team/view";
import type { TeamUsagePage } from "@/lib/usage/types";

/** The address of a view of the team's usage. */
export const usageHref = (workspace: string, view: UsageView): string =>
  `/${workspace}/settings/usage${usageSearch(view)}`;

/** The address of exactly the charges that a number counts, in the history of Billing. */
export const chargesHref = (
  { workspace, view }: Pick<TeamUsagePage, "workspace" | "view">,
  days: Range,
  filter: NameFilter | null = null,
): string =>
  historyHref(workspace, {
    op: view.op ?? ALL_CHARGES,
    kind: view.kind,
    member: view.member,
    campaign: view.campaign,
    from: days.from,
    to: days.to,
    ...filter,
  });
