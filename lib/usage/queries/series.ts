import type { Credits, Kind } from "@/lib/credits/core/amount";
import { addDays, daysBetween } from "@/lib/credits/core/date";
import { balancesBefore } from "@/lib/credits/queries/balance-inputs";
import { inWorkspace } from "@/lib/platform/db";
import { type Day, dayOf, startOfDay } from "@/lib/usage/core/calendar";
import type { BalanceSeries } from "@/lib/usage/core/series";
import { dateBounds } from "@/lib/usage/queries/predicates";

/** The newest steps that are drawn one by one; each day's balance is right without the older ones. */
const STEPS = 100;

/**
 * The balance at the end of each of the last `days` days and right now, and what came in meanwhile. One index
 * look-up a day, whatever the number of entries; right also when what the clock ended has no row yet.
 */
export async function findBalanceSeries(query: {
  workspaceId: string;
  kind: Kind;
  timeZone: string;
  days: number;
  now: Date;
}): Promise<BalanceSeries> {
  const { workspaceId, kind, timeZone, now } = query;
  const today = dayOf(now, timeZone);
  const first = addDays(today, -query.days);
  const boundaries = Array.from({ length: daysBetween(first, today) + 1 }, (_, index) =>
    startOfDay(addDays(first, index), timeZone),
  );

  return inWorkspace(
    workspaceId,
    async (tx) => {
      const closings = await balancesBefore(tx, { workspaceId, kind }, boundaries);
      const steps = await tx.$queryRaw<Step[]>`
      select seq, at, type::text as type, amount, current_after as "currentAfter" from credit_history
      where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
        and type in ('purchase', 'grant', 'refund', 'expiry', 'adjustment')
        and type in ('purchase', 'grant') ${dateBounds({ workspaceId, timeZone, filters: { from: first, to: null } }, kind)}
      order by seq desc limit ${STEPS}`;
      return {
        since: await firstDay(tx, query),
        points: boundaries.flatMap((at, index) => {
          const balance = closings[index] ?? null;
          return balance === null ? [] : [{ at: at.toISOString(), balance }];
        }),
        steps: steps.reverse().map((step) => ({
          id: `${kind}-${step.seq}`,
          at: step.at.toISOString(),
          type: step.type,
          amount: Number(step.amount) as Credits,
          balanceAfter: Number(step.currentAfter) as Credits,
        })),
      };
    },
    { snapshot: true },
  );
}

type Step = {
  seq: bigint;
  at: Date;
  type: "purchase" | "grant";
  amount: bigint;
  currentAfter: bigint;
};

async function firstDay(
  tx: Parameters<Parameters<typeof inWorkspace>[1]>[0],
  { workspaceId, kind, timeZone }: { workspaceId: string; kind: Kind; timeZone: string },
): Promise<Day | null> {
  const [first] = await tx.$queryRaw<{ at: Date }[]>`
    select at from credit_history where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
    order by at limit 1`;
  return first ? dayOf(first.at, timeZone) : null;
}
