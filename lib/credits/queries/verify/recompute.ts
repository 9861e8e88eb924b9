import type pg from "pg";
import { type Checkpoint, noCounts, resumeFrom } from "@/lib/credits/core/checkpoint";
import { dayAt } from "@/lib/credits/core/day";
import { firstDigest } from "@/lib/credits/core/entry";
import { bookLinked, emptyBooks } from "@/lib/credits/core/fold";
import { storedEntries } from "@/lib/credits/queries/stored";
import { EntryAtCursor, endedHoldOf } from "@/lib/credits/queries/stored/cursor";
import {
  type AccountRef,
  compareEndedHold,
  type Difference,
  type Recomputed,
} from "@/lib/credits/queries/verify/compare";
import { digestReader, type Links } from "@/lib/credits/queries/verify/links";
import { UsageOfRows } from "@/lib/credits/queries/verify/usage";
import { isTimeZone } from "@/lib/identity/core/time-zone";
import type { CopiedRows } from "@/lib/platform/copied-rows";
import { sha256 } from "@/lib/platform/sha256";

/** How an account is verified. */
export type VerifyOptions = {
  /**
   * Continues from where an earlier check found everything right: old entries are not read again, and of the rollups
   * only the totals are compared. Without it everything is recomputed.
   */
  from?: Checkpoint | null;
  /** Checks the digests beside the rest, on another processor. Without it they are checked along the way. */
  links?: Links | undefined;
  signal?: AbortSignal;
};

/** `difference`: the first entry that cannot be right. `read`: how many entries there were. */
export type Found = Recomputed & {
  usage: UsageOfRows | null;
  difference: Difference;
  read: number;
};

/** Goes through the entries in their order and adds them up. */
export async function recompute(
  client: pg.PoolClient,
  ref: AccountRef,
  { from, links, signal }: VerifyOptions,
): Promise<Found> {
  const zone = await usageZone(client, ref);
  const known = isTimeZone(zone);
  const found: Found = {
    ...(from ? resumeFrom(from) : fromTheStart(ref)),
    usage: from ? null : new UsageOfRows((at) => dayAt(at, known ? zone : "UTC")),
    // In such a zone no days can be computed, neither here nor by anybody who reads the rollups.
    difference: known ? null : `The account: "${zone}" is no time zone.`,
    read: 0,
  };
  const after = found.books.account.seq;
  let book: (() => Difference) | null = null;
  for await (const rows of storedEntries(client, ref, after)) {
    signal?.throwIfAborted();
    book ??= bookOf(found, rows, links === undefined);
    const previous = found.books.account.digest;
    // After a difference the rest is read and ignored: a copy that is cut off takes its connection with it.
    while (rows.next()) found.difference ??= book();
    if (!found.difference) await links?.check({ rows: rows.taken(), previous });
  }
  return found;
}

const fromTheStart = ({ workspaceId, kind }: AccountRef) => ({
  books: emptyBooks(firstDigest(workspaceId, kind, sha256)),
  counts: noCounts(),
});

async function usageZone(
  client: pg.PoolClient,
  { workspaceId, kind }: AccountRef,
): Promise<string> {
  const { rows } = await client.query<{ usage_zone: string }>(
    "select usage_zone from credit_account where workspace_id = $1 and kind = $2",
    [workspaceId, kind],
  );
  return rows[0]?.usage_zone ?? "UTC";
}

/** Adds the entry at which `rows` stands to what is recomputed, and compares what only that entry can show. */
function bookOf(found: Found, rows: CopiedRows, withDigest: boolean): () => Difference {
  const { books, counts, usage } = found;
  const entry = new EntryAtCursor(rows);
  const digestOf = withDigest ? digestReader(rows) : () => entry.digest;
  return () => {
    found.read += 1;
    const { seq } = books.account;
    try {
      entry.take();
      bookLinked(books, entry, digestOf(books.account.digest, entry));
      usage?.add(entry, rows);
      if (entry.type === "charge") counts.charges += 1;
      if (entry.holdId === null || !entry.facts?.ended) return null;
      // The holds that ended are compared at once and forgotten, so that memory does not grow with them.
      counts.endedHolds += 1;
      const hold = books.holds.get(entry.holdId);
      books.holds.delete(entry.holdId);
      return compareEndedHold(hold, endedHoldOf(rows));
    } catch (error) {
      return `After entry ${seq}: ${(error as Error).message}`;
    }
  };
}
