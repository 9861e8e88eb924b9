import type pg from "pg";
import type { Kind } from "@/lib/credits/core/amount";
import { type Checkpoint, checkpointOf } from "@/lib/credits/core/checkpoint";
import {
  compareAccount,
  compareCaps,
  compareLots,
  compareOpenHolds,
  compareRefunds,
  compareThresholds,
  compareUsage,
  compareUsageTotals,
  type Difference,
  type Whose,
} from "@/lib/credits/queries/verify/compare";
import type { Links } from "@/lib/credits/queries/verify/links";
import { type Found, recompute, type VerifyOptions } from "@/lib/credits/queries/verify/recompute";
import {
  compareAnswers,
  compareCounts,
  countRows,
  type RowCounts,
} from "@/lib/credits/queries/verify/row-counts";
import { streamBeside, streamIn } from "@/lib/platform/db";

/** `entries`: how many were read. The checkpoint lets a later check read only what came after. */
export type Verified =
  | { ok: true; entries: number; checkpoint: Checkpoint }
  | { ok: false; entries: number; difference: string };

/**
 * Recomputes an account from its entries and compares what is stored of it: the digest chain, balances, lots, holds, caps,
 * thresholds and rollups, and that every entry has an answer under its key and every answer names an entry of its own. Not
 * compared: what else an answer says (a repeat is told it again), of which command it is, and what waits in the outbox
 * (docs/decisions/0014). Reads one instant, streaming; names the first difference.
 */
export const verifyLedger = (
  workspaceId: string,
  kind: Kind,
  options: VerifyOptions = {},
): Promise<Verified> =>
  streamIn(workspaceId, async (client) => {
    await client.query("set local statement_timeout = 0");
    const whose = { workspaceId, kind };
    const { found, rows } = await look(client, whose, options);
    const { books, counts, read } = found;
    const difference = found.difference ?? (await compare(client, whose, found, await rows()));
    return difference
      ? { ok: false, entries: read, difference }
      : { ok: true, entries: read, checkpoint: checkpointOf(books, counts) };
  });

type Looked = { found: Found; rows: () => Promise<RowCounts> };

/**
 * Goes through the entries. Who has another processor for the links has it for the other tables, too: their rows are
 * counted on a connection of their own meanwhile, at the same instant.
 */
async function look(client: pg.PoolClient, whose: Whose, options: VerifyOptions): Promise<Looked> {
  const { links } = options;
  const after = options.from?.account.seq ?? 0;
  if (!links) {
    const found = await recompute(client, whose, options);
    return { found, rows: () => countRows(client, whose, after) };
  }
  const counting = streamBeside(client, whose.workspaceId, async (other) => {
    await other.query("set local statement_timeout = 0");
    return countRows(other, whose, after);
  });
  const [recomputed] = await Promise.allSettled([
    recomputeSurely(client, whose, options, links),
    counting,
  ]);
  if (recomputed.status === "rejected") throw recomputed.reason;
  return { found: recomputed.value, rows: () => counting };
}

/** With the links checked elsewhere, a difference is only suspected: going through all of it alone, it is named. */
async function recomputeSurely(
  client: pg.PoolClient,
  whose: Whose,
  options: VerifyOptions,
  links: Links,
): Promise<Found> {
  const found = await recompute(client, whose, options);
  const linked = await links.allHold();
  if (linked && !found.difference) return found;
  return recompute(client, whose, { ...options, links: undefined });
}

/** The first thing that is stored otherwise than the entries say. */
async function compare(
  client: pg.PoolClient,
  whose: Whose,
  { books, counts, usage }: Found,
  rows: RowCounts,
): Promise<Difference> {
  return (
    compareAnswers(counts, rows) ??
    (await compareAccount(client, whose, books)) ??
    (await compareLots(client, whose, books)) ??
    (await compareOpenHolds(client, whose, books)) ??
    (await compareCaps(client, whose, books)) ??
    (await compareThresholds(client, whose, books)) ??
    (usage
      ? await compareUsage(client, whose, usage.sums)
      : await compareUsageTotals(client, whose, books, counts)) ??
    (await compareCounts(client, whose, { books, counts }, rows)) ??
    (await compareRefunds(client, whose))
  );
}
