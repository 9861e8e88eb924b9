import type { Tx } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/generated/prisma/client";
import { startOfDay } from "@/lib/usage/core/calendar";
import type { Arrival } from "@/lib/usage/core/team/chart";
import type { Period } from "@/lib/usage/core/team/periods";
import { dateBounds } from "@/lib/usage/queries/predicates";
import { type AccountInZone, ALL_USE, type UseCache } from "@/lib/usage/queries/team/cache";
import { type Part, stretchesOf } from "@/lib/usage/queries/team/parts";

type PartArrival = Omit<Arrival, "period">;

/** What came in, by the period of its day, together. Whoever used the credits: an arrival is the workspace's. */
export async function arrivalsIn(
  tx: Tx,
  account: AccountInZone,
  cache: UseCache,
  parts: readonly Part[],
): Promise<Arrival[]> {
  const came = await cache.rowsOf<PartArrival>(
    { name: "arrivals", filter: ALL_USE },
    parts,
    (missing) => readArrivals(tx, account, missing),
  );
  const arrivals: Arrival[] = [];
  for (const [index, { period }] of parts.entries()) {
    for (const { amount, type } of came[index] ?? []) {
      const last = arrivals.at(-1);
      if (last?.period !== period) arrivals.push({ period, amount, type });
      else {
        last.amount += amount;
        last.type = last.type === type ? type : "both";
      }
    }
  }
  return arrivals;
}

type ArrivalRow = { part: number; amount: bigint; type: Arrival["type"] };

async function readArrivals(
  tx: Tx,
  { workspaceId, kind, timeZone }: AccountInZone,
  parts: readonly Period[],
): Promise<PartArrival[][]> {
  const arrived = stretchesOf(parts).map(
    (filters) => Prisma.sql`
      select at, amount, type from credit_history
      where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
        and type in ('purchase', 'grant', 'refund', 'expiry', 'adjustment') and type in ('purchase', 'grant')
        ${dateBounds({ workspaceId, timeZone, filters }, kind)}`,
  );
  const starts = parts.map(({ from }) => startOfDay(from, timeZone));
  const rows = await tx.$queryRaw<ArrivalRow[]>`
    select width_bucket(at, ${starts}::timestamptz[]) - 1 as part, sum(amount)::bigint as amount,
      case when min(type) = max(type) then min(type)::text else 'both' end as type
    from (${Prisma.join(arrived, " union all ")}) arrived group by 1`;
  const came = parts.map((): PartArrival[] => []);
  for (const { part, amount, type } of rows) came[part]?.push({ amount: Number(amount), type });
  return came;
}
