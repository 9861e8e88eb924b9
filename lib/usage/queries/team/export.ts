import { inWorkspace } from "@/lib/platform/db";
import type { UsageLine } from "@/lib/usage/core/team/csv";
import { comparedPeriods, type Period } from "@/lib/usage/core/team/periods";
import { labelOf, type Names } from "@/lib/usage/queries/team/names";
import { usageOf } from "@/lib/usage/queries/team/sums";
import {
  COLUMN,
  findUsageNames,
  scopeOf,
  type TeamUsageQuery,
} from "@/lib/usage/queries/team/usage";

const PERIODS_AT_ONCE = 50;

/**
 * What the page shows, row by row: every operation, actor or campaign that used credits in a period, then the same of
 * the compared periods. In batches, each its own short transaction, so that a slow reader holds no connection.
 */
export async function* exportUsage(query: TeamUsageQuery): AsyncGenerator<UsageLine[]> {
  const { periods, step, comparison } = query;
  const compared = comparedPeriods(periods, step, comparison) ?? [];
  for (const [range, all] of [
    ["shown", periods],
    ["compared", compared],
  ] as const) {
    const names = all.length > 0 ? await findUsageNames(query, all) : null;
    for (let first = 0; names && first < all.length; first += PERIODS_AT_ONCE) {
      const some = all.slice(first, first + PERIODS_AT_ONCE);
      const lines = await linesOf(query, some, names);
      if (lines.length > 0) yield lines.map((line) => ({ ...line, range }));
    }
  }
}

function linesOf(
  query: TeamUsageQuery,
  periods: readonly Period[],
  names: Names,
): Promise<Omit<UsageLine, "range">[]> {
  const { kind, group } = query;
  const column = COLUMN[group];
  return inWorkspace(
    query.workspaceId,
    async (tx) => {
      const sum = await usageOf(tx, query);
      const rows = await sum(scopeOf(query, periods), ["period", column]);
      return rows
        .toSorted(
          (a, b) => a.period - b.period || b.used - a.used || (a[column] < b[column] ? -1 : 1),
        )
        .flatMap(({ period, used, charges, [column]: name }) => {
          const days = periods[period];
          const label = labelOf(name, group, names);
          return days ? [{ period: days, kind, group, name, label, used, charges }] : [];
        });
    },
    { snapshot: true },
  );
}
