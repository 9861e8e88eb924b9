import { KINDS } from "@/lib/credits/core/amount";
import { inWorkspace } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/generated/prisma/client";
import type { Filters } from "../core/filters";
import type { Count } from "../core/operations";
import { branches, dateBounds, matches } from "./predicates";

type Scope = { workspaceId: string; timeZone: string; filters: Filters };

/** How many rows the filters leave: what an export says before it is downloaded. */
export async function countHistory(scope: Scope): Promise<number> {
  const counts = await countRows(scope, branches(scope.filters.op));
  return counts.reduce((sum, { count }) => sum + count, 0);
}

/** The rows that the filters other than the operation leave, by operation, or by type where there is none. */
export const countByOperation = (scope: Scope): Promise<Count[]> =>
  countRows(scope, branches(null));

async function countRows(scope: Scope, wanted: readonly Prisma.Sql[]): Promise<Count[]> {
  const kinds = scope.filters.kind ? [scope.filters.kind] : KINDS;
  const parts = kinds.flatMap((kind) =>
    wanted.map(
      (branch) => Prisma.sql`
        select case when type = 'charge' then coalesce(operation, 'charge') else type::text end as name
        from credit_history
        where workspace_id = ${scope.workspaceId}::uuid and kind = ${kind}::credit_kind
          and ${branch} ${matches(scope.filters)} ${dateBounds(scope, kind)}`,
    ),
  );
  const rows = await inWorkspace(
    scope.workspaceId,
    (tx) => tx.$queryRaw<{ name: string; count: bigint }[]>`
      select name, count(*) as count from (${Prisma.join(parts, " union all ")}) row
      group by name order by count(*) desc, name`,
  );
  return rows.map(({ name, count }) => ({ name, count: Number(count) }));
}
