import type pg from "pg";
import type { Kind } from "@/lib/credits/core/amount";
import { type Checkpoint, checkpointOf } from "@/lib/credits/core/checkpoint";
import {
  type AccountRef,
  compareAccount,
  compareCaps,
  compareLots,
  compareOpenHolds,
  compareRefunds,
  compareThresholds,
  compareUsage,
  compareUsageTotals,
  type Difference,
  findUnnumbered,
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

/** `entries`: how many were read. With the checkpoint, a later check can read only what came after. */
export type Verified =
  | { ok: true; entries: number; checkpoint: Checkpoint }
  | { ok: false; entries: number; difference: string };

/**
 * Recomputes an account from its entries and compares it with what is stored: the digest chain, balances, lots, holds,
 * caps, thresholds and rollups, that every entry has an answer under its key, and that every answer names an entry of
 * its own. Not compared: what else an answer says (which a repeat is told), which command it belongs to, and what waits
 * in the outbox (docs/decisions/0014). Reads one instant, streaming, and names the first difference, also where a column
 * holds what cannot be read: infinity, a number beyond JavaScript's, anything in JSON.
 */
export const verifyLedger = (
  workspaceId: string,
  kind: Kind,
  options: VerifyOptions = {},
): Promise<Verified> =>
  streamIn(workspaceId, async (client) => {
    await client.query("set local statement_timeout = 0");
    const ref = { workspaceId, kind };
    const { found, rows } = await look(client, ref, options);
    const { books, counts, read } = found;
    const difference = found.difference ?? (await compare(client, ref, found, await rows()));
    return difference
      ? {
          ok: false,
          entries: read,
          difference: (await findUnnumbered(client, ref)) ?? difference,
        }
      : { ok: true, entries: read, checkpoint: checkpointOf(books, counts) };
  });

type Looked = { found: Found; rows: () => Promise<RowCounts> };

/**
 * Goes through the entries. If another processor checks the links, the rows of the other tables are counted at the same
 * time, on a connection of their own that sees the same instant.
 */
async function look(
  client: pg.PoolClient,
  ref: AccountRef,
  options: VerifyOptions,
): Promise<Looked> {
  const { links } = options;
  const after = options.from?.account.seq ?? 0;
  if (!links) {
    const found = await recompute(client, ref, options);
    return { found, rows: () => countRows(client, ref, after) };
  }
  const counting = streamBeside(client, ref.workspaceId, async (other) => {
    await other.query("set local statement_timeout = 0");
    return countRows(other, ref, after);
  });
  const [recomputed] = await Promise.allSettled([
    recomputeSurely(client, ref, options, links),
    counting,
  ]);
  if (recomputed.status === "rejected") throw recomputed.reason;
  return { found: recomputed.value, rows: () => counting };
}

/** If the links are checked elsewhere, a difference is only suspected. Going through everything again here names it. */
async function recomputeSurely(
  client: pg.PoolClient,
  ref: AccountRef,
  options: VerifyOptions,
  links: Links,
): Promise<Found> {
  const found = await recompute(client, ref, options);
  const linked = await links.allHold();
  if (linked && !found.difference) return found;
  return recompute(client, ref, { ...options, links: undefined });
}

/** The first thing that is stored otherwise than the entries say. */
async function compare(
  client: pg.PoolClient,
  ref: AccountRef,
  { books, counts, usage }: Found,
  rows: RowCounts,
): Promise<Difference> {
  return (
    compareAnswers(counts, rows) ??
    (await compareAccount(client, ref, books)) ??
    (await compareLots(client, ref, books)) ??
    (await compareOpenHolds(client, ref, books)) ??
    (await compareCaps(client, ref, books)) ??
    (await compareThresholds(client, ref, books)) ??
    (usage
      ? await compareUsage(client, ref, usage.sums)
      : await compareUsageTotals(client, ref, books, counts)) ??
    (await compareCounts(client, ref, { books, counts }, rows)) ??
    (await compareRefunds(client, ref))
  );
}
