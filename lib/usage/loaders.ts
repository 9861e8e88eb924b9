import "server-only";
import { cache } from "react";
import type { Kind } from "@/lib/credits/core/amount";
import { loadBalances, loadChecks } from "@/lib/credits/loaders";
import { campaignNames } from "@/lib/credits/queries/campaigns";
import { requireMember, requirePermission } from "@/lib/identity/gates";
import { clock } from "@/lib/platform/clock";
import { dayOf } from "@/lib/usage/core/calendar";
import { type Filters, type HistoryView, isFiltered, widerFilters } from "@/lib/usage/core/filters";
import type { TimelineLot } from "@/lib/usage/core/lots";
import { operationFilter, operationOptions, totalOf } from "@/lib/usage/core/operations";
import type { BalanceSeries } from "@/lib/usage/core/series";
import type { UnknownFilters } from "@/lib/usage/core/unknown-filter";
import { countHistory } from "@/lib/usage/queries/counts";
import { findHistoryView } from "@/lib/usage/queries/history-view";
import { findLotsTimeline } from "@/lib/usage/queries/lots-timeline";
import { findOpenEntry } from "@/lib/usage/queries/open-entry";
import { findOverview } from "@/lib/usage/queries/overview";
import { findPeople, findPrograms } from "@/lib/usage/queries/people";
import { findBalanceSeries } from "@/lib/usage/queries/series";
import { findStatementMonths } from "@/lib/usage/queries/statements";
import { parseEntryId } from "@/lib/usage/schema";
import type { History, OpenEntry, Overview, PageContext, StatementList } from "@/lib/usage/types";

const SERIES_DAYS = 30;

/** The workspace's own names and calendar. */
export const loadPageContext = cache(async (slug: string): Promise<PageContext> => {
  const member = await requireMember(slug);
  const now = clock.now();
  return {
    workspace: member.workspaceSlug,
    workspaceName: member.workspaceName,
    canBuy: member.can("credits:buy"),
    timeZone: member.timeZone,
    today: dayOf(now, member.timeZone),
    now: now.toISOString(),
  };
});

/** The last 30 days of a balance. */
export async function loadSeries(slug: string, kind: Kind): Promise<BalanceSeries> {
  const { workspaceId, timeZone } = await requireMember(slug);
  return findBalanceSeries({ workspaceId, kind, timeZone, days: SERIES_DAYS, now: clock.now() });
}

/** What a balance consists of: each lot with the row of the history with which it came in, and when it was used up. */
export async function loadLotsTimeline(slug: string, kind: Kind): Promise<TimelineLot[]> {
  const { workspaceId } = await requireMember(slug);
  return findLotsTimeline(workspaceId, kind, clock.now());
}

/** The history at an address, and what it can be narrowed to. */
export async function loadHistory(slug: string, view: HistoryView): Promise<History> {
  const { workspaceId, timeZone, workspaceSlug } = await requireMember(slug);
  const scope = { workspaceId, timeZone, filters: view };
  const [{ page, counts, people, choices }, checks] = await Promise.all([
    findHistoryView({ ...scope, before: cursorOf(view.before), after: cursorOf(view.after) }),
    loadChecks(slug),
  ]);
  const total = totalOf(counts, view.op);
  return {
    workspace: workspaceSlug,
    view,
    page,
    total,
    wider: total === 0 && isFiltered(view) ? await nearestWider(scope) : null,
    operations: operationOptions(counts),
    operation: view.op ? operationFilter(view.op) : null,
    people,
    ...choices,
    today: dayOf(clock.now(), timeZone),
    timeZone,
    checks: checks.byKind,
  };
}

/** Which of the filters of an address name nobody, and nothing, of the workspace. */
export async function loadUnknown(
  slug: string,
  { member, campaign }: Pick<Filters, "member" | "campaign">,
): Promise<UnknownFilters> {
  const { workspaceId } = await requireMember(slug);
  const isPerson = member !== null && member !== "system";
  const [people, programs, campaigns] = await Promise.all([
    isPerson ? findPeople(workspaceId) : [],
    isPerson ? findPrograms(workspaceId) : [],
    campaignNames(workspaceId, campaign ? [campaign] : []),
  ]);
  return {
    member: isPerson && ![...people, ...programs].some(({ id }) => id === member),
    campaign: campaign !== null && !campaigns.has(campaign),
  };
}

/** The nearest of the wider filters that finds anything. */
async function nearestWider(scope: {
  workspaceId: string;
  timeZone: string;
  filters: HistoryView;
}): Promise<History["wider"]> {
  const today = dayOf(clock.now(), scope.timeZone);
  for (const wider of widerFilters(scope.filters, today)) {
    const filters = { ...scope.filters, ...wider.change };
    const count = await countHistory({ ...scope, filters });
    if (count > 0) return { ...wider, count };
  }
  return null;
}

const cursorOf = (id: string | null) => (id ? parseEntryId(id) : null);

/** The row whose drawer is open at an address. Null if none is, or there is no such row. */
export async function loadOpenEntry(slug: string, view: HistoryView): Promise<OpenEntry | null> {
  const of = cursorOf(view.tx);
  if (!of) return null;
  const { workspaceId, timeZone } = await requireMember(slug);
  return findOpenEntry({ workspaceId, timeZone, filters: view, of, now: clock.now() });
}

/** The months for which there are statements. For those who may buy. */
export async function loadStatements(slug: string, kind: Kind): Promise<StatementList> {
  const member = await requirePermission(slug, "credits:buy");
  const { workspaceId, workspaceSlug: workspace, workspaceName, timeZone } = member;
  const months = await findStatementMonths({ workspaceId, kind }, clock.now());
  return { workspace, workspaceName, kind, timeZone, months };
}

/** What is running, what ran, and the credits there are to run with. */
export async function loadOverview(slug: string): Promise<Overview> {
  const member = await requireMember(slug);
  const { workspaceId } = member;
  const [balances, { running, recent, people }] = await Promise.all([
    loadBalances(slug),
    findOverview(workspaceId, clock.now()),
  ]);
  return {
    balances,
    running,
    recent,
    names: Object.fromEntries(people.map(({ id, name }) => [id, name])),
    hasHistory: balances.some(({ last }) => last !== null) || running.length > 0,
    hasWorked:
      running.length + recent.length > 0 || balances.some(({ lifetimeUsed }) => lifetimeUsed > 0),
    isAlone: people.filter(({ removed }) => !removed).length === 1,
    can: {
      buy: member.can("credits:buy"),
      importLeads: member.can("leads:edit"),
      invite: member.can("members:manage"),
    },
  };
}
