import { type Credits, credits, type Kind } from "@/lib/credits/core/amount";
import type { Accepted } from "@/lib/credits/core/command";
import { inWorkspace } from "@/lib/platform/db";

type StoredAnswer = Pick<Accepted, "ok" | "seq" | "amount">;

/** What the ledger answered to the command with this key, or null if it never accepted one. Refusals are not stored. */
export async function findStoredAnswer(
  workspaceId: string,
  kind: Kind,
  key: string,
): Promise<StoredAnswer | null> {
  const kept = await inWorkspace(workspaceId, (tx) =>
    tx.creditKey.findUnique({
      where: { workspaceId_kind_key: { workspaceId, kind, key } },
      select: { seq: true, amount: true },
    }),
  );
  return kept && { ok: true, seq: Number(kept.seq), amount: Number(kept.amount) };
}

/** What a key was first used for, to distinguish a repeat of the request from another request. */
export type KeyUse = {
  kind: Kind;
  /** Hundredths of a credit that the entry took from the balance, without a sign. */
  charged: Credits;
  rateCardVersion: string | null;
};

/** What this key did, in either kind of credits: at most one thing in each. */
export const findKeyUses = (workspaceId: string, key: string): Promise<KeyUse[]> =>
  inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.$queryRaw<
      { kind: Kind; amount: bigint; rateCardVersion: string | null }[]
    >`
      select kept.kind::text as kind, entry.amount, entry.rate_card_version as "rateCardVersion"
      from credit_key kept
      join credit_entry entry on entry.workspace_id = kept.workspace_id and entry.kind = kept.kind
        and entry.seq = kept.seq
      where kept.workspace_id = ${workspaceId}::uuid and kept.kind in ('ai', 'lead') and kept.key = ${key}`;
    return rows.map(({ amount, ...row }) => ({
      ...row,
      charged: credits(Math.abs(Number(amount))),
    }));
  });
