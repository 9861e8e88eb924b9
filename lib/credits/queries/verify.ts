import type pg from "pg";
import type { Kind } from "@/lib/credits/core/amount";
import type { Books } from "@/lib/credits/core/books";
import { canonical } from "@/lib/credits/core/canonical";
import { dayTeller } from "@/lib/credits/core/day";
import { firstDigest } from "@/lib/credits/core/entry";
import { bookEntry, emptyBooks } from "@/lib/credits/core/fold";
import type { Hold } from "@/lib/credits/core/hold";
import { isoOf } from "@/lib/credits/core/instant";
import { type Usage, UsageSums } from "@/lib/credits/core/usage";
import { storedEntries } from "@/lib/credits/queries/stored";
import { pool } from "@/lib/platform/db";
import { sha256 } from "@/lib/platform/sha256";

export type Verified = { ok: true; entries: number } | { ok: false; difference: string };

type Whose = { workspaceId: string; kind: Kind };
type Difference = string | null;

/**
 * Recomputes an account from its entries and compares everything that is stored of it: the digest chain, balances,
 * lots, holds, keys and rollups. Reads one instant, streaming; names the first difference.
 */
export async function verifyLedger(workspaceId: string, kind: Kind): Promise<Verified> {
  const client = await pool("stream").connect();
  // Cut between two statements, a connection says so by an event; the next statement fails.
  const ignore = () => {};
  client.on("error", ignore);
  try {
    await client.query("begin isolation level repeatable read read only");
    await client.query("set local statement_timeout = 0");
    await client.query("select set_config('app.workspace_id', $1, true)", [workspaceId]);
    const whose = { workspaceId, kind };
    const { books, sums, difference } = await recompute(client, whose);
    const found =
      difference ??
      (await compareAccount(client, whose, books)) ??
      (await compareLots(client, whose, books)) ??
      (await compareHolds(client, whose, books)) ??
      (await compareCaps(client, whose, books)) ??
      (await compareUsage(client, whose, sums)) ??
      (await compareKeys(client, whose));
    await client.query("commit");
    client.off("error", ignore);
    client.release();
    return found ? { ok: false, difference: found } : { ok: true, entries: books.account.seq };
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function recompute(client: pg.PoolClient, whose: Whose) {
  const { workspaceId, kind } = whose;
  const { rows } = await client.query<{ usage_zone: string }>(
    "select usage_zone from credit_account where workspace_id = $1 and kind = $2",
    [workspaceId, kind],
  );
  const sums = new UsageSums(dayTeller(rows[0]?.usage_zone ?? "UTC"));
  const books = emptyBooks(firstDigest(workspaceId, kind, sha256));
  let difference: Difference = null;
  for await (const page of storedEntries(client, workspaceId, kind)) {
    try {
      for (const { entry, charge } of page) {
        bookEntry(books, entry, sha256);
        sums.add(entry, charge);
      }
    } catch (error) {
      difference = `After entry ${books.account.seq}: ${(error as Error).message}`;
      break;
    }
    difference = await compareEndedHolds(client, whose, books);
    if (difference) break;
  }
  return { books, sums, difference };
}

async function compareAccount(client: pg.PoolClient, whose: Whose, books: Books) {
  const { rows } = await client.query(
    `select seq, current, held, debt, lifetime_granted as granted, lifetime_used as used,
       lifetime_expired as expired, lifetime_refunded as refunded, encode(digest, 'hex') as digest,
       to_char(last_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as last
     from credit_account where workspace_id = $1 and kind = $2 and seq > 0`,
    [whose.workspaceId, whose.kind],
  );
  const { lastAt, ...account } = books.account;
  if (account.seq === 0) return rows.length > 0 ? "The account has no entries." : null;
  const expected = { ...texts(account), last: isoOf(lastAt) };
  return same("The account", expected, rows[0]);
}

async function compareLots(client: pg.PoolClient, whose: Whose, books: Books) {
  const { rows } = await client.query(
    `select id, label, source, source_id as "sourceId", granted, remaining, held, used, expired, refunded,
       (extract(epoch from created_at) * 1000000)::bigint as "createdAt",
       (extract(epoch from expires_at) * 1000000)::bigint as "expiresAt", frozen_by as "frozenBy", lost
     from credit_lot where workspace_id = $1 and kind = $2 order by id`,
    [whose.workspaceId, whose.kind],
  );
  const expected = [...books.lots.values()].toSorted(byId).map(texts);
  return sameRows("The lot", expected, rows);
}

/** The holds that ended are compared page by page and forgotten, so that memory does not grow with them. */
async function compareEndedHolds(client: pg.PoolClient, whose: Whose, books: Books) {
  const ended = [...books.holds.values()].filter((hold) => hold.state !== "open");
  if (ended.length === 0) return null;
  const ids = ended.map((hold) => hold.id);
  for (const id of ids) books.holds.delete(id);
  const stored = await holdRows(client, whose, "id = any ($3::uuid[])", ids);
  return sameRows("The hold", ended.toSorted(byId).map(holdText), stored);
}

async function compareHolds(client: pg.PoolClient, whose: Whose, books: Books) {
  const open = [...books.holds.values()].toSorted(byId).map(holdText);
  const stored = await holdRows(client, whose, "state = 'open' and id <> all ($3::uuid[])", []);
  const difference = sameRows("The hold", open, stored);
  if (difference) return difference;
  const { rows } = await client.query<{ id: string }>(
    `select h.id from credit_hold h where h.workspace_id = $1 and h.kind = $2 and not exists (
       select 1 from credit_entry e where e.workspace_id = $1 and e.kind = $2 and e.hold_id = h.id and e.type = 'hold')
     limit 1`,
    [whose.workspaceId, whose.kind],
  );
  return rows[0] ? `The hold ${rows[0].id} has no entry.` : null;
}

async function holdRows(client: pg.PoolClient, whose: Whose, where: string, ids: string[]) {
  const { rows } = await client.query(
    `select id, amount, captured, released, lots, state, operation, subject, run_id as "runId",
       (extract(epoch from created_at) * 1000000)::bigint as "createdAt",
       (extract(epoch from lapses_at) * 1000000)::bigint as "lapsesAt", actor_type as "actorType",
       actor_id as "actorId", campaign_id as "campaignId", freezes
     from credit_hold where workspace_id = $1 and kind = $2 and ${where} order by id`,
    [whose.workspaceId, whose.kind, ids],
  );
  return rows;
}

const holdText = ({ lots, actor, ...hold }: Hold) => ({
  ...texts(hold),
  actorType: actor.type,
  actorId: "id" in actor ? actor.id : null,
  lots: lots.map(({ lotId, amount }) => [lotId, amount]),
});

async function compareCaps(client: pg.PoolClient, whose: Whose, books: Books) {
  const { rows } = await client.query(
    `select scope, target, amount, mode from credit_cap
     where workspace_id = $1 and kind = $2 order by scope, target`,
    [whose.workspaceId, whose.kind],
  );
  const expected = [...books.caps.values()].map(texts);
  return sameRows("The cap", expected.toSorted(byName), rows.toSorted(byName));
}

const byName = (a: object, b: object): number => (canonical(a) < canonical(b) ? -1 : 1);

const ROLLUPS = [
  ["usage_day", ["operation", "actor", "campaign"]],
  ["usage_day_operation", ["operation"]],
  ["usage_day_member", ["actor"]],
  ["usage_day_campaign", ["campaign"]],
] as const;

async function compareUsage(client: pg.PoolClient, whose: Whose, sums: UsageSums) {
  for (const [table, names] of ROLLUPS) {
    const { rows } = await client.query<Record<string, string>>(
      `select to_char(day, 'YYYY-MM-DD') as day, ${names.join(", ")}, used, charges
       from ${table} where workspace_id = $1 and kind = $2`,
      [whose.workspaceId, whose.kind],
    );
    const named = (row: Record<string, unknown>) => ["day", ...names].map((name) => row[name]);
    const expected = totals(sums.buckets, (bucket) => canonical(named(bucket)));
    const stored = rows.map((row) => `${canonical(named(row))} ${row.used} ${row.charges}`);
    const difference = sameRows(`The rollup ${table}`, expected, stored.toSorted());
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

/** No answer without an entry, no entry without an answer; and no charge given back more than once over. */
async function compareKeys(client: pg.PoolClient, whose: Whose): Promise<Difference> {
  const { rows } = await client.query<{ difference: string }>(
    `(select 'The key ' || k.key || ' names entry ' || (k.answer ->> 'seq') || ', which is not its own.' as difference
      from credit_key k where k.workspace_id = $1 and k.kind = $2 and not exists (
        select 1 from credit_entry e where e.workspace_id = $1 and e.kind = $2
          and e.seq = (k.answer ->> 'seq')::bigint and e.key = k.key)
      limit 1)
     union all
     (select 'Entry ' || e.seq || ' has no answer.'
      from credit_entry e where e.workspace_id = $1 and e.kind = $2 and not exists (
        select 1 from credit_key k where k.workspace_id = $1 and k.kind = $2 and k.key = e.key)
      limit 1)
     union all
     (select 'Charge ' || c.seq || ' was refunded by more than it was.'
      from credit_entry r join credit_entry c on c.workspace_id = $1 and c.kind = $2 and c.seq = r.corrects
      where r.workspace_id = $1 and r.kind = $2 and r.type = 'refund' and r.corrects is not null
      group by c.seq, c.amount having sum(r.amount) > -c.amount
      limit 1)`,
    [whose.workspaceId, whose.kind],
  );
  return rows[0]?.difference ?? null;
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);

/** Numbers as texts, as PostgreSQL sends its big ones. */
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
  return wanted === found ? null : `${what}: the entries say ${wanted}, stored is ${found}.`;
};
