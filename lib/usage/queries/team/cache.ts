import { LRUCache } from "lru-cache";
import type { Kind } from "@/lib/credits/core/amount";
import { dayIn } from "@/lib/credits/core/day";
import type { Tx } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/generated/prisma/client";
import type { Day } from "@/lib/usage/core/calendar";
import type { Period } from "@/lib/usage/core/team/periods";
import { VISIBLE } from "@/lib/usage/queries/predicates";

/** An account, and the time zone of days are meant. */
export type AccountInZone = { workspaceId: string; kind: Kind; timeZone: string };

/** What use is grouped and filtered by. "" for none. */
export type Subject = { operation: string; actor: string; campaign: string };

/** Which use is counted; null: all of it. `member` and `campaign` as in the history's filters. */
export type UseFilter = {
  member: string | null;
  campaign: string | null;
  operation?: string | null;
};

export const ALL_USE: UseFilter = { member: null, campaign: null, operation: null };

export const matchesFilter = (
  { member, campaign, operation }: UseFilter,
  subject: Subject,
): boolean =>
  (!member || subject.actor === member || subject.actor === `api_key:${member}`) &&
  (!campaign || subject.campaign === campaign) &&
  (!operation || subject.operation === operation);

/** What can be read of some days. Only entries that match the filter can change the answer. */
type Question = { name: string; filter: UseFilter };

/** A question's name. What an address asks for is quoted: an operation may be called "null". */
export const nameOf = (
  what: string,
  { member, campaign, operation = null }: UseFilter,
  by: readonly string[] = [],
): string => JSON.stringify([what, member, campaign, operation, ...by]);

/** What was read of an account. */
export type UseCache = {
  /** Whether the days of the ledger's rollups are those of the page's time zone. */
  hasRollups: boolean;
  /** What each of some parts of a range answers. Reads the parts of answer is not cached, all at once. */
  rowsOf: <Row>(
    question: Question,
    parts: readonly Period[],
    read: (missing: readonly Period[]) => Promise<readonly (readonly Row[])[]>,
  ) => Promise<(readonly Row[])[]>;
};

type Edge = { seq: number; digest: string };

/** An account as it is at an entry, and the last entry that changed each use since something was first cached of it. */
type Account = { id: number; edge: Edge; touched: ReadonlyMap<string, Change> };
type Change = Subject & { day: Day; seq: number };

/** An answer, and the account's newest entry when it was read. */
type Answer = { seq: number; rows: readonly unknown[] };

/**
 * What is kept of all accounts together, the least recently asked for is forgotten first. Answers by the number of an
 * account's beginning, so that what was kept under an earlier one is never found.
 */
type Memory = { accounts: LRUCache<string, Account>; answers: LRUCache<string, Answer> };

/** Room for so many accounts and uses remembered as changed, and for so many answers and their rows. */
export const memoryFor = (most: { changes: number; rows: number }): Memory => ({
  accounts: new LRUCache({
    maxSize: most.changes,
    sizeCalculation: ({ touched }) => touched.size + 1,
  }),
  answers: new LRUCache({ maxSize: most.rows, sizeCalculation: ({ rows }) => rows.length + 1 }),
});

/** About 40 MB. */
const ofThisProcess = memoryFor({ changes: 50_000, rows: 100_000 });

/** How many newer entries are read, and uses remembered as changed. With more it is quicker to begin anew. */
const MOST_CHANGES = 2_000;

let lastAccountId = 0;

/**
 * The cache of an account, as of the snapshot of this transaction. Entries never change and the rollups are written
 * with them, so what was read of some days stays right until an entry adds to them or takes from them. Newer entries say
 * which those are. The digest of the last known entry covers every entry before it: the same digest, the same history,
 * even if the database was replaced meanwhile.
 */
export async function openCache(
  tx: Tx,
  of: AccountInZone,
  memory = ofThisProcess,
): Promise<UseCache> {
  const { workspaceId, kind, timeZone } = of;
  const account = await tx.creditAccount.findUnique({
    where: { workspaceId_kind: { workspaceId, kind } },
    select: { usageZone: true, seq: true, digest: true },
  });
  const hasRollups = !account || account.usageZone === timeZone;
  const known =
    hasRollups && account?.digest
      ? await accountAt(tx, of, memory.accounts, {
          seq: Number(account.seq),
          digest: Buffer.from(account.digest).toString("hex"),
        })
      : null;
  return { hasRollups, rowsOf: (...question) => rowsOf(known, memory.answers, ...question) };
}

async function rowsOf<Row>(
  known: Account | null,
  answers: Memory["answers"],
  question: Question,
  parts: readonly Period[],
  read: (missing: readonly Period[]) => Promise<readonly (readonly Row[])[]>,
): Promise<(readonly Row[])[]> {
  const found = parts.map((part) => known && find<Row>(known, answers, question, part));
  const missing = parts.filter((_, index) => !found[index]);
  const rows = missing.length > 0 ? [...(await read(missing))] : [];
  missing.forEach((part, index) => {
    if (!known) return;
    const answer = { seq: known.edge.seq, rows: rows[index] ?? [] };
    answers.set(placeOf(known, question, part), answer);
  });
  return found.map((one) => one ?? rows.shift() ?? []);
}

const placeOf = ({ id }: Account, { name }: Question, { from, to }: Period): string =>
  `${id} ${name} ${from} ${to}`;

function find<Row>(
  account: Account,
  answers: Memory["answers"],
  question: Question,
  part: Period,
): readonly Row[] | null {
  const answer = answers.get(placeOf(account, question, part));
  // Somebody with a later snapshot may have read it.
  if (!answer || answer.seq > account.edge.seq) return null;
  for (const touch of account.touched.values()) {
    const isNewer = touch.seq > answer.seq && touch.day >= part.from && touch.day <= part.to;
    if (isNewer && matchesFilter(question.filter, touch)) return null;
  }
  return answer.rows as readonly Row[];
}

/** The account as it is at its newest entry; null if somebody already knows a later one. */
async function accountAt(
  tx: Tx,
  of: AccountInZone,
  accounts: Memory["accounts"],
  edge: Edge,
): Promise<Account | null> {
  const name = `${of.workspaceId} ${of.kind} ${of.timeZone}`;
  const known = accounts.get(name);
  if (known?.edge.seq === edge.seq && known.edge.digest === edge.digest) return known;
  if (known && edge.seq < known.edge.seq) return null;
  const newer = known ? await changesSince(tx, of, known.edge, edge) : null;
  const touched = new Map([...(known?.touched ?? []), ...(newer ?? [])]);
  const account =
    known && newer && touched.size <= MOST_CHANGES
      ? { id: known.id, edge, touched }
      : { id: ++lastAccountId, edge, touched: new Map() };
  accounts.set(name, account);
  return account;
}

type ChangeRow = Subject & { seq: bigint; at: Date; digest: string };

/** What the entries after one have changed. Null if they are many, or if that one is no longer the one it was. */
async function changesSince(
  tx: Tx,
  { workspaceId, kind, timeZone }: AccountInZone,
  { seq, digest }: Edge,
  newest: Edge,
): Promise<Map<string, Change> | null> {
  if (newest.seq === seq || newest.seq - seq > MOST_CHANGES) return null;
  const account = Prisma.sql`workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind`;
  const rows = await tx.$queryRaw<ChangeRow[]>`
    select entry.seq, entry.digest, subject.at, ${subjectOf("subject")}
    from (
      select seq, encode(digest, 'hex') as digest, array[seq, corrects] as subjects from credit_history
      where ${account} and seq >= ${seq} and (${VISIBLE} or seq = ${seq})
    ) entry
    cross join lateral (
      select at, operation, actor_type, actor_id, campaign_id from credit_history
      where ${account} and seq = any(entry.subjects)
    ) subject
    order by entry.seq`;
  const [first] = rows;
  if (Number(first?.seq) !== seq || first?.digest !== digest) return null;
  return new Map(
    rows
      .filter((row) => Number(row.seq) > seq)
      .map(({ seq, at, operation, actor, campaign }) => {
        const day = dayIn(at, timeZone);
        const touch = { day, operation, actor, campaign, seq: Number(seq) };
        return [[day, operation, actor, campaign].join("\n"), touch];
      }),
  );
}

/** The subject of a row of the history, in the rollups' terms. */
export function subjectOf(row: string): Prisma.Sql {
  const of = (column: string) => Prisma.raw(`${row}.${column}`);
  return Prisma.sql`
    coalesce(${of("operation")}, '') as operation, coalesce(${of("campaign_id")}::text, '') as campaign,
    case ${of("actor_type")} when 'member' then ${of("actor_id")}::text
      when 'api_key' then 'api_key:' || ${of("actor_id")} else 'system' end as actor`;
}
