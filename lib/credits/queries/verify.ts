import type pg from "pg";
import type { Kind } from "@/lib/credits/core/amount";
import { type Checkpoint, checkpointOf } from "@/lib/credits/core/checkpoint";
import {
  compareAccount,
  compareAnswers,
  compareCaps,
  compareCounts,
  compareLots,
  compareOpenHolds,
  compareRefunds,
  compareThresholds,
  compareUsage,
  compareUsageTotals,
  type Whose,
} from "@/lib/credits/queries/verify/compare";
import { recompute, type VerifyOptions } from "@/lib/credits/queries/verify/recompute";
import { streamIn } from "@/lib/platform/db";

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
    return verifyWithin(client, { workspaceId, kind }, options);
  });

async function verifyWithin(
  client: pg.PoolClient,
  whose: Whose,
  options: VerifyOptions,
): Promise<Verified> {
  const found = await recomputeSurely(client, whose, options);
  const { books, counts, usage, read } = found;
  const difference =
    found.difference ??
    (await compareAnswers(client, whose, counts, options.from?.account.seq ?? 0)) ??
    (await compareAccount(client, whose, books)) ??
    (await compareLots(client, whose, books)) ??
    (await compareOpenHolds(client, whose, books)) ??
    (await compareCaps(client, whose, books)) ??
    (await compareThresholds(client, whose, books)) ??
    (usage
      ? await compareUsage(client, whose, usage.sums)
      : await compareUsageTotals(client, whose, books, counts)) ??
    (await compareCounts(client, whose, books, counts)) ??
    (await compareRefunds(client, whose));
  return difference
    ? { ok: false, entries: read, difference }
    : { ok: true, entries: read, checkpoint: checkpointOf(books, counts) };
}

/** With the links checked elsewhere, a difference is only suspected: going through all of it alone, it is named. */
async function recomputeSurely(client: pg.PoolClient, whose: Whose, options: VerifyOptions) {
  const found = await recompute(client, whose, options);
  if (!options.links) return found;
  const linked = await options.links.allHold();
  if (linked && !found.difference) return found;
  return recompute(client, whose, { ...options, links: undefined });
}
