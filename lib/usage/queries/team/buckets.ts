import { LRUCache } from "lru-cache";
import type { Kind } from "@/lib/credits/core/amount";
import { addDays } from "@/lib/credits/core/date";
import type { Tx } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/generated/prisma/client";
import { type Period, periodsOf } from "@/lib/usage/core/team/periods";
import { NO_USE, totalOf, type Use } from "@/lib/usage/core/team/sums";

/** Use of some days by everything it can be told by. "" for none. */
export type Bucket = Use & { operation: string; actor: string; campaign: string };

type Whose = { workspaceId: string; kind: Kind; timeZone: string };

/**
 * Days of the full grain, added up as they were when they were last read: a year of a busy team is a hundred thousand
 * rows by day and some thousands by month. What is kept is used while its charges and its use are those of the narrow
 * rollup, which is read each time: a charge only ever adds to the first, and a refund only ever takes from the second,
 * so days of which both are the same are the same. The name says the time zone: another tells other days.
 */
const kept = new LRUCache<string, Bucket[]>({
  // About 20 MB.
  maxSize: 100_000,
  sizeCalculation: (buckets) => buckets.length + 1,
});

/** The use of a range by operation, actor and campaign, from the rollup of full grain, or from what is kept of it. */
export async function bucketsOf(tx: Tx, whose: Whose, range: Period): Promise<Bucket[]> {
  const parts = partsOf(range);
  const totals = await totalsOf(tx, whose, parts);
  const known = parts.map((part, index) => keptOf(whose, part, totals[index]));
  const missing = parts.filter((_, index) => known[index] === null);
  const read = missing.length > 0 ? await readBuckets(tx, whose, missing) : [];
  missing.forEach((part, index) => {
    kept.set(nameOf(whose, part), read[index] ?? []);
  });
  return [...known.flatMap((buckets) => buckets ?? []), ...read.flat()];
}

/** By months, which ranges have in common, and the last day by itself: it is mostly today, which every charge changes. */
function partsOf({ from, to }: Period): Period[] {
  const before = from < to ? periodsOf({ from, to: addDays(to, -1) }, "month") : [];
  return [...before, { from: to, to }];
}

const nameOf = ({ workspaceId, kind, timeZone }: Whose, { from, to }: Period): string =>
  `${workspaceId} ${kind} ${timeZone} ${from} ${to}`;

function keptOf(whose: Whose, part: Period, total: Use | undefined): Bucket[] | null {
  const buckets = kept.get(nameOf(whose, part));
  if (!buckets) return null;
  const { used, charges } = totalOf(buckets);
  return used === total?.used && charges === total.charges ? buckets : null;
}

type Row = { part: number; used: bigint; charges: bigint };

const numbersOf = ({ used, charges }: Row): Use => ({
  used: Number(used),
  charges: Number(charges),
});

/** What each part of a range used in all, from the rollup with the fewest rows. */
async function totalsOf(
  tx: Tx,
  { workspaceId, kind }: Whose,
  parts: readonly Period[],
): Promise<Use[]> {
  const totals = parts.map(() => NO_USE);
  const found = await tx.$queryRaw<Row[]>`
    select width_bucket(day, ${parts.map(({ from }) => from)}::date[]) - 1 as part,
      sum(used)::bigint as used, sum(charges)::bigint as charges
    from usage_day_operation
    where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
      and day >= ${parts[0]?.from}::date and day <= ${parts.at(-1)?.to}::date
    group by 1`;
  for (const row of found) totals[row.part] = numbersOf(row);
  return totals;
}

/** By every part, each read by its own stretch of the key. */
async function readBuckets(
  tx: Tx,
  { workspaceId, kind }: Whose,
  parts: readonly Period[],
): Promise<Bucket[][]> {
  const buckets = parts.map((): Bucket[] => []);
  const days = parts.map(
    ({ from, to }, part) => Prisma.sql`
      select ${part}::int as part, operation, actor, campaign, used, charges from usage_day
      where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
        and day >= ${from}::date and day <= ${to}::date`,
  );
  const found = await tx.$queryRaw<(Row & Omit<Bucket, keyof Use>)[]>`
    select part, operation, actor, campaign, sum(used)::bigint as used, sum(charges)::bigint as charges
    from (${Prisma.join(days, " union all ")}) use group by part, operation, actor, campaign`;
  for (const { operation, actor, campaign, ...row } of found)
    buckets[row.part]?.push({ operation, actor, campaign, ...numbersOf(row) });
  return buckets;
}
