import type { Kind } from "@/lib/credits/core/amount";
import { continueFrom, type SeenEntry } from "@/lib/credits/core/check";
import type { Checkpoint } from "@/lib/credits/core/checkpoint";
import { findCheckMemory, findLost, findUncheckedAccounts } from "@/lib/credits/queries/checks";
import { type Verified, verifyLedger } from "@/lib/credits/queries/verify";
import type { VerifyOptions } from "@/lib/credits/queries/verify/recompute";
import { clock } from "@/lib/platform/clock";
import { isUnreadable } from "@/lib/platform/database-errors";
import { inWorkspace } from "@/lib/platform/db";
import { toldError } from "@/lib/platform/error-log";
import { logger } from "@/lib/platform/logger";
import { enqueue } from "@/lib/platform/queue";

export const CHECK_LEDGER = "credits.check-ledger";

type Account = { workspaceId: string; kind: Kind };

/** Starts a check of every account that is due for one. Returns how many. */
export async function enqueueDueChecks(): Promise<number> {
  const due = await findUncheckedAccounts(clock.now());
  for (const account of due) await enqueueCheck(account, { full: false });
  return due.length;
}

/** Enqueues a check of an account, unless one is waiting already. */
export const enqueueCheck = (account: Account, { full }: { full: boolean }) =>
  enqueue(
    CHECK_LEDGER,
    { ...account, full },
    { singletonKey: `${account.workspaceId}:${account.kind}:${full ? "full" : "due"}` },
  );

/**
 * Compares an account with its entries and stores the result. Continues from the last check where possible; a difference
 * found that way counts only if recomputing everything finds one too. A consistent ledger still differs if entries that
 * the last check saw are missing. A difference is logged as an error.
 */
export async function checkLedger(
  account: Account,
  { full, signal, links }: { full: boolean } & Pick<VerifyOptions, "signal" | "links">,
): Promise<Verified> {
  const { workspaceId, kind } = account;
  const checkedAt = clock.now();
  const began = performance.now();
  const memory = await findCheckMemory(account);
  const from = full ? null : continueFrom(memory, checkedAt);
  const watched = { ...(signal ? { signal } : {}), ...(links ? { links } : {}) };
  const look = (options: VerifyOptions) =>
    verifyLedger(workspaceId, kind, options).catch((error) => unreadable(account, error));
  let verified = await look({ from, ...watched });
  const recomputed = !from || !verified.ok;
  if (from && !verified.ok) verified = await look(watched);
  const seen = memory?.lastSeen;
  const lost = verified.ok && recomputed && seen ? await findLost(account, seen) : null;
  if (lost) verified = { ok: false, entries: verified.entries, difference: lost };
  const durationMs = Math.round(performance.now() - began);

  // An account without entries is not reported.
  const isEmpty = verified.ok && verified.checkpoint.account.seq === 0;
  if (!isEmpty) await keep(account, { checkedAt, durationMs, recomputed, verified });
  if (!verified.ok) {
    const { difference } = verified;
    logger.error({ workspaceId, kind, difference }, "a ledger differs from its entries");
  }
  return verified;
}

/**
 * A row that cannot be read is a difference. Any other failure says nothing about the ledger. The words of whoever could
 * not read it quote the row, so neither the result nor the log has them.
 */
function unreadable(account: Account, error: unknown): Verified {
  if (!isUnreadable(error)) throw error;
  const { type, code } = toldError(error);
  logger.error({ ...account, type, code }, "a row of a ledger could not be read");
  return { ok: false, entries: 0, difference: "A row of the ledger could not be read." };
}

const lastEntryOf = ({ account: { seq, digest } }: Checkpoint): SeenEntry => ({ seq, digest });

type Result = { checkedAt: Date; durationMs: number; recomputed: boolean; verified: Verified };

/** Replaces only an older result: two checks at once may end in either order. */
async function keep(
  { workspaceId, kind }: Account,
  { checkedAt, durationMs, recomputed, verified }: Result,
): Promise<void> {
  const checkpoint = verified.ok ? verified.checkpoint : null;
  const lastSeen = checkpoint && lastEntryOf(checkpoint);
  const difference = verified.ok ? null : verified.difference;
  await inWorkspace(
    workspaceId,
    (tx) => tx.$executeRaw`
      insert into ledger_check as c (workspace_id, kind, checked_at, duration_ms, entries, seq, full_at,
        difference, failing_since, checkpoint, last_seen)
      values (${workspaceId}::uuid, ${kind}::credit_kind, ${checkedAt}, ${durationMs}, ${verified.entries},
        ${checkpoint?.account.seq ?? 0}, ${checkpoint && recomputed ? checkedAt : null}::timestamptz,
        ${difference}, ${difference === null ? null : checkedAt}::timestamptz,
        ${checkpoint && JSON.stringify(checkpoint)}::jsonb, ${lastSeen && JSON.stringify(lastSeen)}::jsonb)
      on conflict (workspace_id, kind) do update set
        checked_at = excluded.checked_at, duration_ms = excluded.duration_ms, entries = excluded.entries,
        seq = excluded.seq, full_at = coalesce(excluded.full_at, c.full_at), difference = excluded.difference,
        failing_since = case when excluded.difference is not null
          then coalesce(c.failing_since, excluded.failing_since) end,
        checkpoint = excluded.checkpoint, last_seen = coalesce(excluded.last_seen, c.last_seen)
      where c.checked_at < excluded.checked_at`,
  );
}
