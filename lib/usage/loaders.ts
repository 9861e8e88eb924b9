import "server-only";
import { cache } from "react";
import type { Kind } from "@/lib/credits/core/amount";
import type { Balance } from "@/lib/credits/core/balance";
import { quoteOperation, type RateCard } from "@/lib/credits/core/rate-card";
import { loadBalances, loadChecks, loadLots } from "@/lib/credits/loaders";
import { campaignsOf } from "@/lib/credits/queries/campaigns";
import { findRateCard } from "@/lib/credits/queries/rate-card";
import { listRuns } from "@/lib/credits/queries/runs";
import { requireMember, requirePermission } from "@/lib/identity/gates";
import { clock } from "@/lib/platform/clock";
import { type Day, dayOf } from "./core/calendar";
import { type HistoryView, isFiltered, widerFilters } from "./core/filters";
import { currentLots, type Lot } from "./core/lots";
import { operationOptions, totalOf } from "./core/operations";
import type { BalanceSeries } from "./core/series";
import type { Explained } from "./core/why";
import { countByOperation, countHistory } from "./queries/counts";
import { findEntry } from "./queries/entry";
import { findHistory, findNeighbours, isInHistory } from "./queries/history";
import { findPeople, findPrograms } from "./queries/people";
import { findBalanceSeries } from "./queries/series";
import { findStatementMonths } from "./queries/statements";
import { parseEntryId } from "./schema";
import type { EntryDetail, History, OpenEntry, Overview, StatementList } from "./types";

const SERIES_DAYS = 30;

/** Where and when a page is read: days are the workspace's. */
export type Here = {
  workspace: string;
  workspaceName: string;
  canBuy: boolean;
  timeZone: string;
  today: Day;
  now: string;
};

/** The workspace's own names and calendar. */
export const loadHere = cache(async (slug: string): Promise<Here> => {
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

/** The balance of one kind with its last 30 days and its lots. */
export const loadBalanceCard = cache(
  async (
    slug: string,
    kind: Kind,
  ): Promise<{ balance: Balance; series: BalanceSeries; lots: Lot[]; lowBelow: number }> => {
    const { workspaceId, timeZone } = await requireMember(slug);
    const [balances, lots, series] = await Promise.all([
      loadBalances(slug),
      loadLots(slug),
      findBalanceSeries({ workspaceId, kind, timeZone, days: SERIES_DAYS, now: clock.now() }),
    ]);
    const balance = balances.find((one) => one.kind === kind);
    if (!balance) throw new Error(`No balance of ${kind} credits.`);
    return { balance, series, lots: currentLots(lots[kind]), lowBelow: balance.lowBelow };
  },
);

/** The history at an address, with what it can be narrowed to. */
export async function loadHistory(slug: string, view: HistoryView): Promise<History> {
  const { workspaceId, timeZone, workspaceSlug } = await requireMember(slug);
  const scope = { workspaceId, timeZone, filters: view };
  const [page, counts, people, programs, campaigns, checks] = await Promise.all([
    findHistory({ ...scope, before: cursorOf(view.before), after: cursorOf(view.after) }),
    countByOperation(scope),
    findPeople(workspaceId),
    findPrograms(workspaceId),
    campaignsOf(workspaceId),
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
    people: [...people, ...programs],
    campaigns,
    today: dayOf(clock.now(), timeZone),
    timeZone,
    checks: checks.byKind,
  };
}

/** The first of the wider filters, nearest first, that finds anything. */
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

/** The row whose drawer is open at an address; null when there is none, or no such row. */
export async function loadOpenEntry(slug: string, view: HistoryView): Promise<OpenEntry | null> {
  const id = cursorOf(view.tx);
  if (!id) return null;
  const { workspaceId, timeZone } = await requireMember(slug);
  const scope = { workspaceId, timeZone, filters: view, of: id };
  const [entry, neighbours, inFilter] = await Promise.all([
    findEntry(workspaceId, id),
    findNeighbours(scope),
    isFiltered(view) ? isInHistory(scope) : true,
  ]);
  return entry && { ...(await withFormula(entry)), ...neighbours, inFilter };
}

/** The formula of the very rate card that the charge was computed with. */
async function withFormula(entry: EntryDetail): Promise<EntryDetail> {
  const { rateCardVersion, operation } = entry.explained;
  const card = rateCardVersion ? await findRateCard(rateCardVersion, clock.now()) : null;
  const rate = card?.rates.find((one) => one.operation === operation);
  if (!rate) return entry;
  const { formulaText: text, decidedBy, unit, units } = rate;
  const formula = { text, decidedBy, unit, units };
  const cheaper = card && cheaperTier(entry.explained, card);
  return { ...entry, explained: { ...entry.explained, formula, cheaper } };
}

/** What premium messages would have cost on the standard tier, in the middle of its range. */
function cheaperTier({ operation, quantity }: Explained, card: RateCard): Explained["cheaper"] {
  if (operation !== "dm_premium" || !quantity) return null;
  const { likely } = quoteOperation("dm_standard", { quantity }, card);
  return { quantity, tier: "standard", amount: likely };
}

/** The months there are statements of: for those who may buy. */
export async function loadStatements(slug: string, kind: Kind): Promise<StatementList> {
  const member = await requirePermission(slug, "credits:buy");
  const { workspaceId, workspaceSlug: workspace, workspaceName, timeZone } = member;
  const months = await findStatementMonths({ workspaceId, kind }, timeZone, clock.now());
  return { workspace, workspaceName, kind, timeZone, months };
}

const ACTIVE = ["running", "stopping", "queued", "blocked"] as const;
const ENDED = ["done", "stopped", "failed"] as const;

/** What runs, what ran, and what there is to run with. */
export async function loadOverview(slug: string): Promise<Overview> {
  const member = await requireMember(slug);
  const { workspaceId } = member;
  const now = clock.now();
  const [balances, running, recent, people] = await Promise.all([
    loadBalances(slug),
    listRuns(workspaceId, { states: ACTIVE }, { after: null, size: 5 }, now),
    listRuns(workspaceId, { states: ENDED }, { after: null, size: 8 }, now),
    findPeople(workspaceId),
  ]);
  return {
    balances,
    running: running.runs,
    recent: recent.runs,
    names: Object.fromEntries(people.map(({ id, name }) => [id, name])),
    hasHistory: balances.some(({ last }) => last !== null) || running.runs.length > 0,
    isAlone: people.filter(({ removed }) => !removed).length === 1,
    can: {
      buy: member.can("credits:buy"),
      importLeads: member.can("leads:edit"),
      invite: member.can("members:manage"),
    },
  };
}
