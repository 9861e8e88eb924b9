import type pg from "pg";
import type { Kind } from "@/lib/credits/core/amount";
import { type Checkpoint, checkpointOf, noCounts, resumeFrom } from "@/lib/credits/core/checkpoint";
import { dayTeller } from "@/lib/credits/core/day";
import { type Entry, entryDigest, firstDigest } from "@/lib/credits/core/entry";
import { bookLinked, emptyBooks } from "@/lib/credits/core/fold";
import { UsageSums } from "@/lib/credits/core/usage";
import { storedEntries } from "@/lib/credits/queries/stored";
import { chargeOf, EntryAtCursor, endedHoldOf } from "@/lib/credits/queries/stored/cursor";
import { EntryText } from "@/lib/credits/queries/stored/text";
import {
  compareAccount,
  compareAnswers,
  compareCaps,
  compareCounts,
  compareEndedHold,
  compareLots,
  compareOpenHolds,
  compareRefunds,
  compareUsage,
  compareUsageTotals,
  type Difference,
  type Recomputed,
  type Whose,
} from "@/lib/credits/queries/verify/compare";
import type { CopiedRows } from "@/lib/platform/copied-rows";
import { streamIn } from "@/lib/platform/db";
import { sha256 } from "@/lib/platform/sha256";

/** `entries`: how many were read. The checkpoint lets a later check read only what came after. */
export type Verified =
  | { ok: true; entries: number; checkpoint: Checkpoint }
  | { ok: false; entries: number; difference: string };

export type VerifyOptions = {
  /**
   * Goes on from where an earlier check found everything true: old entries are not read again, and of the rollups only
   * the totals are compared. Without it everything is recomputed.
   */
  from?: Checkpoint | null;
  signal?: AbortSignal;
};

/**
 * Recomputes an account from its entries and compares everything that is stored of it: the digest chain, balances,
 * lots, holds, keys and rollups. Reads one instant, streaming; names the first difference.
 */
export const verifyLedger = (
  workspaceId: string,
  kind: Kind,
  options: VerifyOptions = {},
): Promise<Verified> =>
  streamIn(workspaceId, async (client) => {
    await client.query("set local statement_timeout = 0");
    return verifyWithin(client, { workspaceId, kind }, options);
  });

async function verifyWithin(
  client: pg.PoolClient,
  whose: Whose,
  options: VerifyOptions,
): Promise<Verified> {
  const found = await recompute(client, whose, options);
  const { books, counts, sums, read } = found;
  const difference =
    found.difference ??
    (await compareAnswers(client, whose, counts, options.from?.account.seq ?? 0)) ??
    (await compareAccount(client, whose, books)) ??
    (await compareLots(client, whose, books)) ??
    (await compareOpenHolds(client, whose, books)) ??
    (await compareCaps(client, whose, books)) ??
    (sums
      ? await compareUsage(client, whose, sums)
      : await compareUsageTotals(client, whose, books, counts)) ??
    (await compareCounts(client, whose, books, counts)) ??
    (await compareRefunds(client, whose));
  return difference
    ? { ok: false, entries: read, difference }
    : { ok: true, entries: read, checkpoint: checkpointOf(books, counts) };
}

type Found = Recomputed & { difference: Difference; read: number };

async function recompute(
  client: pg.PoolClient,
  whose: Whose,
  { from, signal }: VerifyOptions,
): Promise<Found> {
  const found: Found = {
    ...(from ? resumeFrom(from) : fromTheStart(whose)),
    sums: from ? null : new UsageSums(dayTeller(await usageZone(client, whose))),
    difference: null,
    read: 0,
  };
  const after = found.books.account.seq;
  for await (const rows of storedEntries(client, whose, after)) {
    signal?.throwIfAborted();
    const book = bookOf(found, rows);
    // After a difference the rest is read and left alone: a copy that is cut off takes its connection with it.
    while (rows.next()) found.difference ??= book();
  }
  return found;
}

const fromTheStart = ({ workspaceId, kind }: Whose) => ({
  books: emptyBooks(firstDigest(workspaceId, kind, sha256)),
  counts: noCounts(),
});

async function usageZone(client: pg.PoolClient, { workspaceId, kind }: Whose): Promise<string> {
  const { rows } = await client.query<{ usage_zone: string }>(
    "select usage_zone from credit_account where workspace_id = $1 and kind = $2",
    [workspaceId, kind],
  );
  return rows[0]?.usage_zone ?? "UTC";
}

/** What adds the entry that `rows` is at to what is recomputed, and compares what only it can tell. */
function bookOf(found: Found, rows: CopiedRows): () => Difference {
  const { books, counts, sums } = found;
  const entry = new EntryAtCursor(rows);
  const text = new EntryText();
  return () => {
    found.read += 1;
    try {
      entry.take();
      bookLinked(
        books,
        entry,
        digestOf(books.account.digest, entry, text.digest(books.account.digest, rows)),
      );
    } catch (error) {
      return `After entry ${books.account.seq}: ${(error as Error).message}`;
    }
    sums?.add(entry, entry.type === "refund" ? chargeOf(rows) : undefined);
    if (entry.type === "charge") counts.charges += 1;
    if (entry.holdId === null || !entry.facts?.ended) return null;
    // The holds that ended are compared at once and forgotten, so that memory does not grow with them.
    counts.endedHolds += 1;
    const hold = books.holds.get(entry.holdId);
    books.holds.delete(entry.holdId);
    return compareEndedHold(hold, endedHoldOf(rows));
  };
}

/** The quick digest, when it is the one that is stored. Only the slow one may say that an entry has another. */
const digestOf = (previous: string, entry: Entry, quick: string): string =>
  quick === entry.digest ? quick : entryDigest(previous, entry, sha256);
