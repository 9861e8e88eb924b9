import type pg from "pg";
import type { Kind } from "@/lib/credits/core/amount";
import { type Books, thresholdsOf } from "@/lib/credits/core/books";
import { canonical } from "@/lib/credits/core/canonical";
import type { Counts } from "@/lib/credits/core/checkpoint";
import type { Hold } from "@/lib/credits/core/hold";
import { isoOf } from "@/lib/credits/core/instant";
import type { Usage, UsageSums } from "@/lib/credits/core/usage";
import { HOLD_JSON, type StoredHold } from "@/lib/credits/queries/stored/hold";

export type AccountRef = { workspaceId: string; kind: Kind };

/** The first row that is not what the entries say, in words. Null if there is none. */
export type Difference = string | null;

/** What the entries say. `usage` is complete only if all of them were read. */
export type Recomputed = { books: Books; counts: Counts; usage: { sums: UsageSums } | null };

export async function compareAccount(client: pg.PoolClient, ref: AccountRef, books: Books) {
  const { rows } = await client.query(
    `select seq, current, held, debt, lifetime_granted as granted, lifetime_used as used,
       lifetime_expired as expired, lifetime_refunded as refunded, encode(digest, 'hex') as digest,
       to_char(last_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as last
     from credit_account where workspace_id = $1 and kind = $2 and seq > 0`,
    [ref.workspaceId, ref.kind],
  );
  const { lastAt, ...account } = books.account;
  if (account.seq === 0) return rows.length > 0 ? "The account has no entries." : null;
  const expected = { ...texts(account), last: isoOf(lastAt) };
  return same("The account", expected, rows[0]);
}

export async function compareLots(client: pg.PoolClient, ref: AccountRef, books: Books) {
  const { rows } = await client.query(
    `select id, label, source, source_id as "sourceId", granted, remaining, held, used, expired, refunded,
       trunc(extract(epoch from created_at) * 1000000)::text as "createdAt",
       trunc(extract(epoch from expires_at) * 1000000)::text as "expiresAt", frozen_by as "frozenBy", lost,
       revoked, excused, pledged
     from credit_lot where workspace_id = $1 and kind = $2 order by id`,
    [ref.workspaceId, ref.kind],
  );
  const expected = [...books.lots.values()].toSorted(byId).map(texts);
  return sameRows("The lot", expected, rows);
}

/** Compares the row of a hold that has ended, which nothing changes any more. */
export function compareEndedHold(hold: Hold | undefined, stored: StoredHold | null): Difference {
  const alike =
    hold &&
    stored &&
    hold.amount === stored.amount &&
    hold.captured === stored.captured &&
    hold.released === stored.released &&
    hold.lots.length === 0 &&
    stored.lots?.length === 0 &&
    hold.state === stored.state &&
    hold.operation === stored.operation &&
    hold.subject === stored.subject &&
    hold.runId === stored.runId &&
    hold.actor.type === stored.actorType &&
    ("id" in hold.actor ? hold.actor.id : null) === stored.actorId &&
    hold.campaignId === stored.campaignId &&
    hold.freezes === stored.freezes &&
    hold.createdAt === stored.createdAt &&
    hold.lapsesAt === stored.lapsesAt;
  return alike ? null : same("The hold", hold && holdText(hold), stored);
}

export async function compareOpenHolds(client: pg.PoolClient, ref: AccountRef, books: Books) {
  const { rows } = await client.query<{ hold: StoredHold }>(
    `select ${HOLD_JSON} as hold from credit_hold h
     where h.workspace_id = $1 and h.kind = $2 and h.state = 'open' order by h.id`,
    [ref.workspaceId, ref.kind],
  );
  const open = [...books.holds.values()].toSorted(byId).map(holdText);
  return sameRows(
    "The hold",
    open,
    rows.map(({ hold }) => hold),
  );
}

const holdText = ({ lots, actor, ...hold }: Hold) => ({
  ...hold,
  actorType: actor.type,
  actorId: "id" in actor ? actor.id : null,
  lots: lots.map(({ lotId, amount }) => [lotId, amount]),
});

export async function compareCaps(client: pg.PoolClient, ref: AccountRef, books: Books) {
  const { rows } = await client.query(
    `select scope, target, amount, mode from credit_cap
     where workspace_id = $1 and kind = $2 order by scope, target`,
    [ref.workspaceId, ref.kind],
  );
  const expected = [...books.caps.values()].map(texts);
  return sameRows("The cap", expected.toSorted(byName), rows.toSorted(byName));
}

/** A threshold must be armed if the balance that the last entry leaves is not below it, and disarmed if it is. */
export async function compareThresholds(client: pg.PoolClient, ref: AccountRef, books: Books) {
  const { rows } = await client.query(
    `select id, below, armed from credit_threshold
     where workspace_id = $1 and kind = $2`,
    [ref.workspaceId, ref.kind],
  );
  const expected = books.account.seq === 0 ? [] : thresholdsOf(books).map(texts);
  return sameRows("The threshold", expected.toSorted(byName), rows.toSorted(byName));
}

const byName = (a: object, b: object): number => (canonical(a) < canonical(b) ? -1 : 1);

const ROLLUPS = [
  ["usage_day", ["operation", "actor", "campaign"]],
  ["usage_day_operation", ["operation"]],
  ["usage_day_member", ["actor"]],
  ["usage_day_campaign", ["campaign"]],
] as const;

export async function compareUsage(client: pg.PoolClient, ref: AccountRef, sums: UsageSums) {
  for (const [table, names] of ROLLUPS) {
    const { rows } = await client.query<Record<string, string>>(
      `select case when day between '0001-01-01' and '9999-12-31' then to_char(day, 'YYYY-MM-DD') else day::text end as day, ${names.join(", ")}, used, charges
       from ${table} where workspace_id = $1 and kind = $2`,
      [ref.workspaceId, ref.kind],
    );
    const named = (row: Record<string, unknown>) => ["day", ...names].map((name) => row[name]);
    const expected = totals(sums.buckets, (bucket) => canonical(named(bucket)));
    const stored = rows.map((row) => `${canonical(named(row))} ${row.used} ${row.charges}`);
    const difference = sameRows(`The rollup ${table}`, expected, stored.toSorted());
    if (difference) return difference;
  }
  return null;
}

/** For every rollup: all use together is the account's, and its charges are as many as there are. */
export async function compareUsageTotals(
  client: pg.PoolClient,
  ref: AccountRef,
  { account }: Books,
  { charges }: Counts,
) {
  const expected = { used: String(account.used), charges: String(charges) };
  for (const [table] of ROLLUPS) {
    const { rows } = await client.query(
      `select coalesce(sum(used), 0)::text as used, coalesce(sum(charges), 0)::text as charges
       from ${table} where workspace_id = $1 and kind = $2`,
      [ref.workspaceId, ref.kind],
    );
    const difference = same(`The rollup ${table}`, expected, rows[0]);
    if (difference) return difference;
  }
  return null;
}

function totals(buckets: readonly Usage[], nameOf: (bucket: Usage) => string): string[] {
  const found = new Map<string, { used: number; charges: number }>();
  for (const bucket of buckets) {
    const name = nameOf(bucket);
    const total = found.get(name) ?? { used: 0, charges: 0 };
    found.set(name, { used: total.used + bucket.used, charges: total.charges + bucket.charges });
  }
  return [...found].map(([name, { used, charges }]) => `${name} ${used} ${charges}`).toSorted();
}

/** Entries are numbered from 1, and those below 1 are in no sum. */
export const findUnnumbered = (client: pg.PoolClient, ref: AccountRef): Promise<Difference> =>
  find(client, ref, UNNUMBERED);

const UNNUMBERED = `
  select 'Entry ' || e.seq || ' has a number that none can have.' as difference
  from credit_history e where e.workspace_id = $1 and e.kind = $2 and e.seq < 1
  order by e.seq limit 1`;

const EXCESS_REFUND = `
  select 'Charge ' || r.corrects || ' was refunded by more than it was.' as difference
  from credit_history r
  where r.workspace_id = $1 and r.kind = $2 and r.type = 'refund' and r.corrects is not null
  group by r.corrects
  having sum(r.amount) > (
    select -c.amount from credit_history c
    where c.workspace_id = $1 and c.kind = $2 and c.seq = r.corrects)
  order by r.corrects limit 1`;

/** No charge was refunded more than it came to. */
export const compareRefunds = (client: pg.PoolClient, ref: AccountRef): Promise<Difference> =>
  find(client, ref, EXCESS_REFUND);

/** The first row that a query finds, as words that say what differs. */
export async function find(
  client: pg.PoolClient,
  ref: AccountRef,
  query: string,
): Promise<Difference> {
  const { rows } = await client.query<{ difference: string }>(query, [ref.workspaceId, ref.kind]);
  return rows[0]?.difference ?? null;
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);

/** Numbers as texts, as PostgreSQL sends its large ones. */
const texts = (row: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === "number" ? String(value) : value,
    ]),
  );

function sameRows(what: string, expected: unknown[], stored: unknown[]): Difference {
  for (let index = 0; index < Math.max(expected.length, stored.length); index++) {
    const difference = same(what, expected[index], stored[index]);
    if (difference) return difference;
  }
  return null;
}

const same = (what: string, expected: unknown, stored: unknown): Difference => {
  const [wanted, found] = [canonical(expected ?? null), canonical(stored ?? null)];
  if (wanted === found) return null;
  const [said, is] = isRow(expected) && isRow(stored) ? apart(expected, stored) : [wanted, found];
  return `${what}: the entries say ${said}, stored is ${is}.`;
};

type Row = Record<string, unknown>;

const isRow = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What names a row: told although it does not differ. */
const NAMING = ["id", "scope", "target"];

/** Two rows without what both have: whoever reads this looks for what differs. */
function apart(one: Row, other: Row): [string, string] {
  const differs = (name: string) =>
    NAMING.includes(name) || canonical({ at: one[name] }) !== canonical({ at: other[name] });
  const left = (row: Row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => differs(name)));
  return [canonical(left(one)), canonical(left(other))];
}
