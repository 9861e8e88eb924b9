import type { Kind } from "@/lib/credits/core/amount";
import { Prisma } from "@/lib/platform/generated/prisma/client";
import { instantsOf } from "@/lib/usage/core/calendar";
import type { Filters } from "@/lib/usage/core/filters";
import { operationFilter } from "@/lib/usage/core/operations";

/** What moved the balance; the rest set aside and gave back. */
export const VISIBLE = Prisma.sql`type not in ('hold', 'release', 'limit')`;

/** What the operation filter asks for, each part in the words of one index. */
export function branches(op: string | null): Prisma.Sql[] {
  if (!op) return [VISIBLE];
  const filter = operationFilter(op);
  if (filter.by === "charge") return [Prisma.sql`type = 'charge' and ${VISIBLE}`];
  if (filter.by === "type") {
    return [
      Prisma.sql`type in ('purchase', 'grant', 'refund', 'expiry', 'adjustment')
        and type = ${filter.type}::entry_type`,
    ];
  }
  return filter.names.map(
    (name) => Prisma.sql`type = 'charge' and ${VISIBLE} and operation = ${name}`,
  );
}

/** The filters besides operation, kind and date; each begins with `and`. */
export function matches(filters: Filters): Prisma.Sql {
  const parts = [Prisma.empty];
  if (filters.member === "system") {
    parts.push(Prisma.sql`and actor_id is null and actor_type = 'system'`);
  } else if (filters.member) {
    parts.push(Prisma.sql`and actor_id = ${filters.member}::uuid`);
  }
  if (filters.campaign) parts.push(Prisma.sql`and campaign_id = ${filters.campaign}::uuid`);
  if (filters.run) parts.push(Prisma.sql`and run_id = ${filters.run}::uuid`);
  return Prisma.join(parts, " ");
}

/**
 * The inclusive days of a filter as bounds on `seq`: times rise with it, so two look-ups by time turn every
 * date filter into a range that any index can walk. No entry that late, or that early: no rows.
 */
export function dateBounds(
  scope: { workspaceId: string; timeZone: string; filters: Pick<Filters, "from" | "to"> },
  kind: Kind,
): Prisma.Sql {
  const { from, before } = instantsOf(scope.filters, scope.timeZone);
  const edge = (comparison: Prisma.Sql, way: Prisma.Sql) => Prisma.sql`(
    select seq from credit_history where workspace_id = ${scope.workspaceId}::uuid
      and kind = ${kind}::credit_kind and at ${comparison} order by at ${way} limit 1)`;
  const parts = [Prisma.empty];
  if (from) parts.push(Prisma.sql`and seq >= ${edge(Prisma.sql`>= ${from}`, Prisma.sql`asc`)}`);
  if (before) parts.push(Prisma.sql`and seq <= ${edge(Prisma.sql`< ${before}`, Prisma.sql`desc`)}`);
  return Prisma.join(parts, " ");
}
