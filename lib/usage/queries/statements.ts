import type { Kind } from "@/lib/credits/core/amount";
import { firstDigest } from "@/lib/credits/core/entry";
import { chainLinks } from "@/lib/credits/queries/chain";
import { timeZonesOf } from "@/lib/identity/queries/workspaces";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { sha256 } from "@/lib/platform/sha256";
import { STATEMENT_COLUMNS, statementLine } from "@/lib/usage/core/csv";
import { instantsOfMonth, type Month, monthOf, monthsBetween } from "@/lib/usage/core/month";
import { operationLabel } from "@/lib/usage/core/operations";
import { proofEnd, proofHead, proofLine } from "@/lib/usage/core/proof";
import {
  type AccountPosition,
  closingLine,
  type OperationTotal,
  openingLine,
  type Statement,
  type StatementMonth,
} from "@/lib/usage/core/statement";
import { type EntryRow, entryColumns, toTransactions } from "@/lib/usage/queries/rows";
import type { Transaction } from "@/lib/usage/types";

type Account = { workspaceId: string; kind: Kind };

const NOTHING: AccountPosition = { seq: 0, balance: 0, digest: null };
const BATCH = 500;

/** Every month since the account's first entry, the latest first, with its opening and closing balance. */
export function findStatementMonths(
  { workspaceId, kind }: Account,
  now: Date,
): Promise<StatementMonth[]> {
  const read = async (tx: Tx): Promise<StatementMonth[]> => {
    const [first] = await tx.$queryRaw<{ at: Date }[]>`
      select at from credit_history where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
      order by seq limit 1`;
    if (!first) return [];
    const zones = await timeZonesOf(tx, workspaceId);
    const current = monthOf(now, zones);
    const months = monthsBetween(monthOf(first.at, zones), current);
    const cuts = months.map((month) => instantsOfMonth(month, zones));
    const ends = cuts.map(({ before }) => before);
    const closings = await standingsBefore(tx, { workspaceId, kind }, ends);
    const settles = await settling(tx, { workspaceId, kind });
    return months.map((month, index) => ({
      month,
      timeZone: cuts[index]?.timeZone ?? zones.timeZone,
      opening: closings[index + 1]?.balance ?? 0,
      closing: closings[index]?.balance ?? 0,
      isOver: month < current && isSettled(ends[index] ?? now, now, settles),
    }));
  };
  // All at one instant: otherwise a month could be over, but close as it did before its last entry came.
  return inWorkspace(workspaceId, read, { snapshot: true });
}

/** One month of one kind: when it began and ended, and its rows summed by operation. Null before it begins. */
export function findStatement(
  { workspaceId, kind }: Account,
  month: Month,
  now: Date,
): Promise<Statement | null> {
  return inWorkspace(
    workspaceId,
    async (tx) => {
      const zones = await timeZonesOf(tx, workspaceId);
      const { from, before, timeZone } = instantsOfMonth(month, zones);
      if (from > now) return null;
      const account = { workspaceId, kind };
      const isOver = before <= now && isSettled(before, now, await settling(tx, account));
      const until = before <= now ? before : now;
      const [opening = NOTHING, closing = NOTHING] = await standingsBefore(tx, account, [
        from,
        until,
      ]);
      const totals = await totalsBetween(tx, account, opening.seq, closing.seq);
      const rows = totals.reduce((sum, total) => sum + total.rows, 0);
      return { kind, month, timeZone, from, until, isOver, opening, closing, rows, totals };
    },
    { snapshot: true, timeout: 60_000 },
  );
}

/** Times rise with the sequence number, so the last entry before an instant says where the account stood. */
async function standingsBefore(
  tx: Tx,
  { workspaceId, kind }: Account,
  instants: readonly Date[],
): Promise<AccountPosition[]> {
  const rows = await tx.$queryRaw<
    { seq: bigint | null; balance: bigint | null; digest: string | null }[]
  >`
    select last.seq, last.balance, last.digest
    from unnest(${instants.map((at) => at.toISOString())}::timestamptz[]) with ordinality asked (at, place)
    left join lateral (
      select e.seq, e.current_after as balance, encode(e.digest, 'hex') as digest from credit_history e
      where e.workspace_id = ${workspaceId}::uuid and e.kind = ${kind}::credit_kind and e.at < asked.at
      order by e.at desc limit 1
    ) last on true
    order by asked.place`;
  return rows.map(({ seq, balance, digest }) =>
    seq === null ? NOTHING : { seq: Number(seq), balance: Number(balance), digest },
  );
}

/**
 * For this long after the end of a month an entry of it may still come: from a server whose clock is late, or a slow
 * commit.
 */
const MAY_COME_MS = 10 * 60_000;
type Settling = { due: Date | null; last: Date };

/**
 * Whether no entry from before `end` can come any more. Nothing that expired or lapsed by then may be without its row,
 * since that row will carry that instant, however late it is written. And either there is a later entry, since times
 * rise, or some time has passed.
 */
const isSettled = (end: Date, now: Date, { due, last }: Settling): boolean =>
  (!due || due >= end) && (last >= end || now.getTime() - end.getTime() >= MAY_COME_MS);

/** The first instant at which a lot expires or a hold lapses, of those without a row yet; and the last entry's time. */
async function settling(tx: Tx, { workspaceId, kind }: Account): Promise<Settling> {
  const [found] = await tx.$queryRaw<{ due: Date | null; last: Date | null }[]>`
    select least(
      (select min(expires_at) from credit_lot
        where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind and spendable),
      (select min(lapses_at) from credit_hold
        where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind and state = 'open')) as due,
      (select last_at from credit_account
        where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind) as last`;
  return { due: found?.due ?? null, last: found?.last ?? new Date(0) };
}

/** The largest use first, then the rows that are not charges. */
async function totalsBetween(
  tx: Tx,
  { workspaceId, kind }: Account,
  after: number,
  upto: number,
): Promise<OperationTotal[]> {
  const found = await tx.$queryRaw<{ name: string; rows: bigint; amount: bigint }[]>`
    select case when type = 'charge' then coalesce(operation, 'charge') else type::text end as name,
      count(*) as rows, sum(amount)::bigint as amount
    from credit_history
    where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
      and seq > ${after} and seq <= ${upto} and type not in ('hold', 'release', 'limit')
    group by type = 'charge', 1
    order by type = 'charge' desc, 3, 1`;
  return found.map(({ name, rows, amount }) => ({
    label: operationLabel(name),
    rows: Number(rows),
    amount: Number(amount),
  }));
}

/**
 * Every row of a statement, oldest first, in batches. One is in memory, and no transaction stays open while a slow
 * reader reads. Entries never change, so the batches fit together.
 */
export async function* statementRows(
  { workspaceId, kind }: Account,
  { opening, closing }: Statement,
): AsyncGenerator<Transaction[]> {
  for (let last = opening.seq; last < closing.seq; ) {
    const rows = await inWorkspace(workspaceId, async (tx) =>
      toTransactions(
        tx,
        workspaceId,
        await tx.$queryRaw<EntryRow[]>`
          select ${entryColumns} from credit_history entry
          where entry.workspace_id = ${workspaceId}::uuid and entry.kind = ${kind}::credit_kind
            and entry.seq > ${last} and entry.seq <= ${closing.seq}
            and entry.type not in ('hold', 'release', 'limit')
          order by entry.seq limit ${BATCH}`,
      ),
    );
    if (rows.length > 0) yield rows;
    last = rows.length === BATCH ? (rows.at(-1)?.seq ?? closing.seq) : closing.seq;
  }
}

/** The lines of a statement as CSV, in batches: the columns, the opening balance, every row, the closing balance. */
export async function* csvLines(
  { id: workspaceId }: { id: string },
  statement: Statement,
): AsyncGenerator<string[]> {
  // The byte order mark tells spreadsheets that this is UTF-8.
  yield [`\uFEFF${STATEMENT_COLUMNS.join(",")}`, openingLine(statement)];
  for await (const rows of statementRows({ workspaceId, kind: statement.kind }, statement)) {
    yield rows.map((row) => statementLine(row, statement.timeZone));
  }
  yield [closingLine(statement)];
}

/** The lines of a month's proof: every entry with its digest, holds and releases included. */
export async function* proofLines(
  workspace: { id: string; name: string },
  statement: Statement,
): AsyncGenerator<string[]> {
  const { kind, opening, closing } = statement;
  const account = { workspaceId: workspace.id, kind };
  const origin = firstDigest(workspace.id, kind, sha256);
  yield [proofHead(workspace, statement, origin)];
  for await (const links of chainLinks(account, { after: opening.seq, upto: closing.seq })) {
    yield links.map(proofLine);
  }
  yield [proofEnd(statement, origin)];
}
