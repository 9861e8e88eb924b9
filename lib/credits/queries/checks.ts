import { KINDS, type Kind } from "@/lib/credits/core/amount";
import {
  type CheckMemory,
  fullDueBefore,
  type LedgerCheck,
  NIGHTLY_UP_TO,
  type SeenEntry,
} from "@/lib/credits/core/check";
import type { Checkpoint } from "@/lib/credits/core/checkpoint";
import type { DueAccount } from "@/lib/credits/queries/due";
import { db, inWorkspace, pool } from "@/lib/platform/db";

/** The latest check of each kind that was ever checked. */
export async function findChecks(workspaceId: string): Promise<LedgerCheck[]> {
  const rows = await inWorkspace(workspaceId, (tx) =>
    tx.ledgerCheck.findMany({ where: { workspaceId }, omit: { checkpoint: true } }),
  );
  return rows.map((row) => ({
    kind: row.kind,
    checkedAt: row.checkedAt.toISOString(),
    durationMs: Number(row.durationMs),
    entries: Number(row.entries),
    difference: row.difference,
    failingSince: row.failingSince?.toISOString() ?? null,
  }));
}

/** What the latest check of an account stored for the next one. */
export async function findCheckMemory({
  workspaceId,
  kind,
}: DueAccount): Promise<CheckMemory | null> {
  const row = await inWorkspace(workspaceId, (tx) =>
    tx.ledgerCheck.findUnique({
      where: { workspaceId_kind: { workspaceId, kind } },
      select: { fullAt: true, checkpoint: true, lastSeen: true },
    }),
  );
  return (
    row && {
      ...row,
      checkpoint: row.checkpoint as unknown as Checkpoint | null,
      lastSeen: row.lastSeen as SeenEntry | null,
    }
  );
}

/**
 * Says in words which of the entries that a check saw are missing: the newest were removed, or others put in their
 * place, with everything else set back to match. Null if the last entry it saw is there.
 */
export async function findLost(
  { workspaceId, kind }: DueAccount,
  { seq, digest }: SeenEntry,
): Promise<string | null> {
  const [entry] = await inWorkspace(
    workspaceId,
    (tx) => tx.$queryRaw<{ digest: string }[]>`
      select encode(digest, 'hex') as digest from credit_entry
      where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind and seq = ${seq}`,
  );
  if (!entry) return `Entry ${seq}, which an earlier check read, is gone.`;
  return entry.digest === digest ? null : `Entry ${seq} is not the one that an earlier check read.`;
}

/**
 * Accounts that changed since their last check, whose last check found a difference, or for which a full check is due.
 * Includes accounts of which nothing is left but their check.
 */
export async function findUncheckedAccounts(now: Date): Promise<DueAccount[]> {
  const { rows } = await pool("worker").query<DueAccount>(
    `select workspace_id as "workspaceId", kind
     from credit_account a full join ledger_check c using (workspace_id, kind)
     where (a.seq > 0 or c.seq > 0 or c.failing_since is not null)
       and (c.seq is distinct from a.seq or c.failing_since is not null or c.full_at is null
         or c.full_at < case when a.seq > $3 then $1::timestamptz else $2::timestamptz end)`,
    [fullDueBefore(now, Infinity), fullDueBefore(now, 0), NIGHTLY_UP_TO],
  );
  return rows;
}

export type NamedAccount = { workspaceId: string; workspace: string; kind: Kind };

/**
 * Every account there could be, with its workspace's address: both kinds of every workspace, and whatever has lots or a
 * balance but no workspace.
 */
export async function findAllAccounts(): Promise<NamedAccount[]> {
  const [slugs, { rows }] = await Promise.all([
    db.workspaceSlug.findMany({ orderBy: { slug: "asc" } }),
    pool("worker").query<DueAccount>(
      `select workspace_id as "workspaceId", kind from credit_account
       union select workspace_id, kind from credit_lot
       union select workspace_id, kind from credit_hold
       order by 1, 2`,
    ),
  ]);
  const named = new Map(slugs.map(({ slug, workspace }) => [workspace, slug]));
  const nameless = rows.filter(({ workspaceId }) => !named.has(workspaceId));
  return [
    ...[...named].flatMap(([workspaceId, workspace]) =>
      KINDS.map((kind) => ({ workspaceId, workspace, kind })),
    ),
    ...nameless.map((account) => ({ ...account, workspace: account.workspaceId })),
  ];
}
