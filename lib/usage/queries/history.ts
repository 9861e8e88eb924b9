import { KINDS, type Kind } from "@/lib/credits/core/amount";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/generated/prisma/client";
import type { Filters } from "@/lib/usage/core/filters";
import { branches, dateBounds, matches } from "@/lib/usage/queries/predicates";
import { type EntryRow, entryColumns, toTransactions } from "@/lib/usage/queries/rows";
import type { Transaction, TransactionPage } from "@/lib/usage/types";

const PAGE_SIZE = 50;

/** One edge of a page: the entry just beyond it. */
type Cursor = { kind: Kind; seq: number };
type Direction = "older" | "newer";

/** Where a page begins, which way it goes, and how many rows it has at most. */
type Cut = { direction: Direction; cursor: Cursor | null; limit: number };

export type HistoryQuery = {
  workspaceId: string;
  timeZone: string;
  filters: Filters;
  /** Rows older than this entry. */
  before?: Cursor | null;
  /** Rows newer than this entry. */
  after?: Cursor | null;
  pageSize?: number;
};

/**
 * A page of the history, newest first, over one kind or both kinds merged by time. Entries never change, and of one kind
 * new ones only arrive at the top, so walking the pages neither skips nor repeats a row. Of both kinds, a row may take
 * its place below one of the other kind that was written a moment before.
 */
export function findHistory(query: HistoryQuery): Promise<TransactionPage> {
  const size = query.pageSize ?? PAGE_SIZE;
  return inWorkspace(query.workspaceId, async (tx) => {
    const cut = (direction: Direction, cursor: Cursor | null) => ({
      direction,
      cursor,
      limit: size + 1,
    });
    const above = query.after ? await pageRows(tx, query, cut("newer", query.after)) : [];
    if (above.length > size) {
      const rows = await toTransactions(tx, query.workspaceId, above.slice(0, size).reverse());
      return { rows, ...edges(rows, { older: true, newer: true }) };
    }
    // Less than a full page above: that is the newest page, shown from its top.
    const before = query.after ? null : (query.before ?? null);
    const found = await pageRows(tx, query, cut("older", before));
    const rows = await toTransactions(tx, query.workspaceId, found.slice(0, size));
    return { rows, ...edges(rows, { older: found.length > size, newer: before !== null }) };
  });
}

const edges = (rows: readonly Transaction[], more: { older: boolean; newer: boolean }) => ({
  older: more.older ? (rows.at(-1)?.id ?? null) : null,
  newer: more.newer ? (rows[0]?.id ?? null) : null,
});

/**
 * The neighbours of one row in the filtered history, for J and K in the drawer: one step newer, one older.
 */
export function findNeighbours(query: HistoryQuery & { of: Cursor }) {
  return inWorkspace(query.workspaceId, async (tx) => {
    const one = { cursor: query.of, limit: 1 };
    const [newer] = await pageRows(tx, query, { direction: "newer", ...one });
    const [older] = await pageRows(tx, query, { direction: "older", ...one });
    const idOf = (row: EntryRow | undefined) => (row ? `${row.kind}-${row.seq}` : null);
    return { newer: idOf(newer), older: idOf(older) };
  });
}

/** Whether a row is one that the filters leave. */
export function isInHistory(query: HistoryQuery & { of: Cursor }): Promise<boolean> {
  return inWorkspace(query.workspaceId, async (tx) => {
    const { kind, seq } = query.of;
    if (query.filters.kind && query.filters.kind !== kind) return false;
    // The row is the first one at or below its own number, when the filters leave it.
    const cursor = { kind, seq: seq + 1 };
    const own = { ...query, filters: { ...query.filters, kind } };
    const [first] = await pageRows(tx, own, { direction: "older", cursor, limit: 1 });
    return Number(first?.seq) === seq;
  });
}

/** Keys first, on the covering indexes; the rows of exactly those keys after (`offset 0` keeps the two apart). */
export async function pageRows<Row extends EntryRow = EntryRow>(
  tx: Tx,
  query: Pick<HistoryQuery, "workspaceId" | "timeZone" | "filters">,
  { direction, cursor, limit }: Cut,
  columns = entryColumns,
): Promise<Row[]> {
  const way = direction === "older" ? Prisma.raw("desc") : Prisma.raw("asc");
  const kinds = query.filters.kind ? [query.filters.kind] : KINDS;
  const { op, campaign, run, member } = query.filters;
  // "No member" is no equality to the planner: only named in the order does it lead to the index of members.
  const byNobody = member === "system" && !op && !campaign && !run;
  const order = byNobody ? Prisma.sql`actor_id ${way}, seq ${way}` : Prisma.sql`seq ${way}`;
  const keys = kinds.flatMap((kind) =>
    branches(query.filters.op).map(
      (branch) => Prisma.sql`(
        select kind, seq, at from credit_history
        where workspace_id = ${query.workspaceId}::uuid and kind = ${kind}::credit_kind
          and ${branch} ${matches(query.filters)}
          ${dateBounds(query, kind)} ${cursor ? beyond(query.workspaceId, kind, { cursor, direction }) : Prisma.empty}
        order by ${order} limit ${limit})`,
    ),
  );
  // How many entries lie between two dates the planner cannot know, and it takes them for few enough to sort. A run
  // has few indeed. Other reads of the same transaction may sort again.
  if (!run) await tx.$executeRaw`set local enable_sort = off`;
  const rows = await tx.$queryRaw<Row[]>`
    with page as materialized (
      select kind, seq, at from (${Prisma.join(keys, " union all ")}) found
      order by at ${way}, kind ${way}, seq ${way} limit ${limit}
    )
    select ${columns} from page
    cross join lateral (
      select * from credit_history entry
      where entry.workspace_id = ${query.workspaceId}::uuid
        and entry.kind = page.kind and entry.seq = page.seq
      offset 0
    ) entry
    order by page.at ${way}, page.kind ${way}, page.seq ${way}`;
  if (!run) await tx.$executeRaw`set local enable_sort to default`;
  return rows;
}

/**
 * What lies beyond the cursor, as a bound on `seq`. In the cursor's own kind that is its number; in the other
 * kind the number of the last entry by then (times rise with `seq`; at the same instant, kinds are in order).
 */
function beyond(
  workspaceId: string,
  kind: Kind,
  { cursor, direction }: { cursor: Cursor; direction: Direction },
): Prisma.Sql {
  const older = direction === "older";
  if (kind === cursor.kind) {
    return older ? Prisma.sql`and seq < ${cursor.seq}` : Prisma.sql`and seq > ${cursor.seq}`;
  }
  const cursorAt = Prisma.sql`(select at from credit_history where workspace_id = ${workspaceId}::uuid
    and kind = ${cursor.kind}::credit_kind and seq = ${cursor.seq})`;
  // Newest first, lead comes before ai of the same instant: the order of the enum, reversed.
  const atSameInstant = kind === "ai";
  const comparison = older === atSameInstant ? (older ? "<=" : ">") : older ? "<" : ">=";
  const edge = Prisma.sql`(select seq from credit_history where workspace_id = ${workspaceId}::uuid
    and kind = ${kind}::credit_kind and at ${Prisma.raw(comparison)} ${cursorAt}
    order by at ${Prisma.raw(older ? "desc" : "asc")} limit 1)`;
  return older ? Prisma.sql`and seq <= ${edge}` : Prisma.sql`and seq >= ${edge}`;
}
