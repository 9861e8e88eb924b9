import type { DayUse } from "@/lib/credits/core/forecast";
import { capAmong, capSince } from "@/lib/credits/queries/limits";
import type { Tx } from "@/lib/platform/db";
import { budgetDays, type Limit, limitedBy } from "@/lib/usage/core/team/budget";
import { periodsOf } from "@/lib/usage/core/team/periods";
import type { SumUsage, UsageScope } from "@/lib/usage/queries/team/sums";

/** A limit as the ledger names it, and the days that say where it stands. */
export type LimitFacts = Omit<Limit, "name" | "since"> & {
  target: string;
  since: Date | null;
  days: DayUse[];
};

/** The limit of the one thing that is asked for, with the days of its month so far; null where there is none. */
export async function limitIn(
  tx: Tx,
  sum: SumUsage,
  scope: UsageScope,
): Promise<LimitFacts | null> {
  const { workspaceId, kind, member, campaign, operation, starts, to } = scope;
  const only = limitedBy({ member, campaign, op: operation ?? null });
  if (!only) return null;
  const cap = await capAmong(tx, { workspaceId, kind, scope: only.scope }, targetsOf(only));
  if (!cap) return null;
  const days = periodsOf(budgetDays({ from: starts[0] ?? to, to }), "day");
  const sums = await sum({ ...scope, starts: days.map(({ from }) => from) }, ["period"]);
  return {
    ...cap,
    since: await capSince(tx, { workspaceId, kind }, cap),
    days: sums.flatMap(({ period, used }) => {
      const day = days[period]?.from;
      return day ? [{ day, used }] : [];
    }),
  };
}

/** A page is filtered by the bare id, whether a member's or an API key's. */
const targetsOf = ({ scope, id }: { scope: string; id: string }): string[] =>
  scope === "member" ? [id, `api_key:${id}`] : [id];
