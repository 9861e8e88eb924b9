import type { Kind } from "@/lib/credits/core/amount";
import { inWorkspace } from "@/lib/platform/db";

/** What the ledger answered to the command with this key, or null when it never saw one. */
export async function findKeptAnswer(
  workspaceId: string,
  kind: Kind,
  key: string,
): Promise<{ ok: boolean; amount: number } | null> {
  const kept = await inWorkspace(workspaceId, (tx) =>
    tx.creditKey.findUnique({
      where: { workspaceId_kind_key: { workspaceId, kind, key } },
      select: { answer: true },
    }),
  );
  return kept ? (kept.answer as unknown as { ok: boolean; amount: number }) : null;
}
