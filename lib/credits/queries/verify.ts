import type pg from "pg";
import type { Kind } from "@/lib/credits/core/amount";
import { type Checkpoint, checkpointOf, noCounts, resumeFrom } from "@/lib/credits/core/checkpoint";
import { dayTeller } from "@/lib/credits/core/day";
import { firstDigest } from "@/lib/credits/core/entry";
import { bookEntry, emptyBooks } from "@/lib/credits/core/fold";
import { UsageSums } from "@/lib/credits/core/usage";
import { type StoredEntry, storedEntries } from "@/lib/credits/queries/stored";
import {
  compareAccount,
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
  for await (const page of storedEntries(client, whose, after)) {
    signal?.throwIfAborted();
    for (const stored of page) {
      found.difference ??= book(found, stored);
      // What follows is read and left alone: a copy that is cut off takes its connection with it.
      if (found.difference) break;
    }
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

/** Adds an entry to what is recomputed, and compares what only it can tell. */
function book(found: Found, { entry, answeredBy, endedHold, charge }: StoredEntry): Difference {
  const { books, counts, sums } = found;
  found.read += 1;
  try {
    bookEntry(books, entry, sha256);
  } catch (error) {
    return `After entry ${books.account.seq}: ${(error as Error).message}`;
  }
  sums?.add(entry, charge);
  if (entry.type === "charge") counts.charges += 1;
  if (answeredBy === null) return `Entry ${entry.seq} has no answer.`;
  if (answeredBy === entry.seq) counts.answers += 1;
  if (entry.holdId === null || !entry.facts?.ended) return null;
  // The holds that ended are compared at once and forgotten, so that memory does not grow with them.
  counts.endedHolds += 1;
  const hold = books.holds.get(entry.holdId);
  books.holds.delete(entry.holdId);
  return compareEndedHold(hold, endedHold);
}
