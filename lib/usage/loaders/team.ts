import { addDays } from "@/lib/credits/core/date";
import "server-only";
import { cache } from "react";
import type { Balance } from "@/lib/credits/core/balance";
import { loadBalances } from "@/lib/credits/loaders";
import { requirePermission } from "@/lib/identity/gates";
import { clock } from "@/lib/platform/clock";
import { type Day, dayOf } from "@/lib/usage/core/calendar";
import { operationLabel } from "@/lib/usage/core/operations";
import { type Band, bandsOf } from "@/lib/usage/core/team/bands";
import { type Budget, budgetOf, limitMonth } from "@/lib/usage/core/team/budget";
import { barsOf, marksOf } from "@/lib/usage/core/team/chart";
import { observe } from "@/lib/usage/core/team/observation";
import { comparedPeriods, periodsOf } from "@/lib/usage/core/team/periods";
import { actorUses } from "@/lib/usage/core/team/rows";
import { stripOf } from "@/lib/usage/core/team/strip";
import { byName, totalOf } from "@/lib/usage/core/team/sums";
import { itemsOf, peopleOf, plainBands } from "@/lib/usage/core/team/usage";
import {
  type Grouping,
  type Range,
  rangeOf,
  type Step,
  stepOf,
  stepsFor,
  type UsageView,
} from "@/lib/usage/core/team/view";
import { labelOf } from "@/lib/usage/queries/team/names";
import { findTeamUsage, firstUsed, type TeamFacts } from "@/lib/usage/queries/team/usage";
import type { Choice, TeamUsage, TeamUsagePage } from "@/lib/usage/types";

/** What the page shows before any number is known: its range, and what it is compared with. Owners and admins only. */
export const loadTeamUsagePage = cache(
  async (slug: string, view: UsageView): Promise<TeamUsagePage> => {
    const member = await requirePermission(slug, "usage:view");
    const now = clock.now();
    const today = dayOf(now, member.timeZone);
    const range = rangeOf(view, today);
    const step = stepOf(view.by, range);
    return {
      workspace: member.workspaceSlug,
      timeZone: member.timeZone,
      canBuy: member.can("credits:buy"),
      now: now.toISOString(),
      today,
      view,
      range,
      step,
      steps: stepsFor(range),
      compared: comparedRange(range, step, view),
    };
  },
);

function comparedRange(range: Range, step: Step, { compare }: UsageView): Range | null {
  const compared = comparedPeriods(periodsOf(range, step), step, compare);
  const [first, last] = [compared?.[0], compared?.at(-1)];
  return first && last ? { from: first.from, to: last.to } : null;
}

/** Everything on the page, at one instant. Owners and admins only. */
export const loadTeamUsage = cache(async (slug: string, view: UsageView): Promise<TeamUsage> => {
  const [{ workspaceId }, page, balances] = await Promise.all([
    requirePermission(slug, "usage:view"),
    loadTeamUsagePage(slug, view),
    loadBalances(slug),
  ]);
  const { range, step, timeZone } = page;
  const scope = { workspaceId, timeZone, operation: view.op, ...view };
  const periods = periodsOf(range, step);
  const facts = await findTeamUsage({
    ...scope,
    periods,
    step,
    comparison: view.compare,
    ofLimit: budgetMonth(page) !== null,
  });
  const usage = usageFrom(facts, page, balances);
  const wider = usage.charges > 0 ? null : await firstUsed(scope, widerRanges(page, facts.since));
  return { ...usage, wider };
});

/** Only cumulative use is shown beside a limit. */
const budgetMonth = ({ view, range, today }: TeamUsagePage): Range | null =>
  view.sum === "cumulative" ? limitMonth(range, today) : null;

function usageFrom(
  facts: TeamFacts,
  page: TeamUsagePage,
  balances: readonly Balance[],
): Omit<TeamUsage, "wider"> {
  const { view, step, range, compared } = page;
  const { group, kind } = view;
  const { names, since } = facts;
  // There is nothing to compare with before the first entry.
  const before = since && compared && compared.to >= since ? facts.before : null;
  const balance = balances.find((one) => one.kind === kind);
  if (!balance) throw new Error(`No balance of ${kind} credits.`);
  const label = (name: string) => labelOf(name, group, names);
  const items = itemsOf(facts.uses, before?.uses ?? null, label);
  const bands = namedBands(bandsOf(items, byName(facts.ranking), group), group, view);
  const actors = itemsOf(facts.actors, before?.actors ?? null, (name) =>
    labelOf(name, "member", names),
  );
  const operations = itemsOf(facts.operations, before?.operations ?? null, (name) =>
    labelOf(name, "operation", names),
  );
  const shares =
    group === "member" ? facts.actors.map((one) => ({ ...one, actor: one.name })) : facts.shares;
  return {
    ...totalOf(facts.uses),
    before: before && totalOf(before.uses).used,
    balance,
    people: peopleOf(actors, names.members),
    bands,
    bars: barsOf({
      periods: periodsOf(range, step),
      step,
      comparison: view.compare,
      bands,
      uses: facts.uses,
      before: before?.uses ?? null,
      since,
    }),
    marks: marksOf(facts.arrivals, periodsOf(range, step).length),
    since,
    actors: actorUses(actors, bands, shares).map((row) => ({
      ...row,
      removed: hasLeft(row.name, facts),
    })),
    tableBands:
      group === "member"
        ? namedBands(plainBands(operations, "operation"), "operation", view)
        : bands,
    observation: observe(
      facts.regenerations.map((one) => ({
        ...one,
        label: labelOf(one.campaign, "campaign", names),
      })),
    ),
    members: [...names.members, ...names.keys].toSorted(
      (a, b) => Number(Boolean(a.removed)) - Number(Boolean(b.removed)),
    ),
    campaigns: campaignChoices(facts),
    operations: operationChoices(facts, view.op),
    budget: budgetFrom(facts, page),
    strip: facts.costs && stripOf(facts.costs, totalOf(facts.uses).charges),
    rows: facts.uses.length + (facts.before?.uses.length ?? 0),
  };
}

const hasLeft = (actor: string, { names }: TeamFacts): boolean =>
  names.members.some(({ id, removed }) => id === actor && removed === true);

/** If the page is filtered by one operation, a band is that operation, even if it is one of a group. */
const namedBands = (bands: Band[], group: Grouping, { op }: UsageView): Band[] =>
  op && group === "operation"
    ? bands.map((band) => ({ ...band, label: operationLabel(op), filter: { op } }))
    : bands;

function budgetFrom({ limit, names }: TeamFacts, page: TeamUsagePage): Budget | null {
  const { range, today, timeZone } = page;
  const month = budgetMonth(page);
  if (!(limit && month)) return null;
  const { target, days, since: at, ...cap } = limit;
  const since = at && dayOf(at, timeZone);
  const name = labelOf(target, cap.scope, names);
  return budgetOf({ ...cap, name, since }, { days, range, month, today });
}

/** The operations that used credits in the range, by name; and the chosen one in any case. */
function operationChoices({ operationNames }: TeamFacts, chosen: string | null): Choice[] {
  return [...new Set([...operationNames, ...(chosen ? [chosen] : [])])]
    .filter((op) => op !== "")
    .map((op) => ({ id: op, name: operationLabel(op) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The campaigns that used credits in the range, by name; and the chosen one, if there is such a campaign. */
const campaignChoices = ({ names }: TeamFacts): Choice[] =>
  [...names.campaigns]
    .map(([id, name]) => ({ id, name }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** Ranges wider than the page's, the nearest first. */
function widerRanges({ range, today }: TeamUsagePage, since: Day | null) {
  const back = (days: number) => ({ from: addDays(today, 1 - days), to: today });
  const candidates = [
    { label: "Last 30 days", ...back(30) },
    { label: "Last 90 days", ...back(90) },
    { label: "Last 365 days", ...back(365) },
    ...(since ? [{ label: "Since the first day", from: since, to: today }] : []),
  ];
  return candidates.filter(({ from }) => from < range.from || today > range.to);
}
