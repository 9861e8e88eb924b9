import { type Credits, credits, type Kind } from "@/lib/credits/core/amount";
import type { Facts } from "@/lib/credits/core/entry";
import { inWorkspace } from "@/lib/platform/db";

/** How much of the purchase recorded in row `seq` went to settle a debt: the very next row says so, under the same key. */
export async function debtSettledBy(
  workspaceId: string,
  kind: Kind,
  seq: number,
): Promise<Credits> {
  const rows = await inWorkspace(workspaceId, (tx) =>
    tx.creditEntry.findMany({
      where: { workspaceId, kind, seq: { in: [seq, seq + 1] } },
      orderBy: { seq: "asc" },
      select: { key: true, type: true, amount: true },
    }),
  );
  const [purchase, next] = rows;
  const settled = next?.type === "adjustment" && next.key === purchase?.key ? -next.amount : 0n;
  return credits(Number(settled));
}

/** How much was owed more by row `seq`: what a lost dispute found spent. */
export async function debtIncurredBy(
  workspaceId: string,
  kind: Kind,
  seq: number,
): Promise<Credits> {
  const { debtIncurred } = await factsOfEntry(workspaceId, kind, seq);
  return debtIncurred ?? credits(0);
}

/** What the refund of row `seq` fell short of, and takes when it comes back. */
export async function pledgedBy(workspaceId: string, kind: Kind, seq: number): Promise<Credits> {
  const { gone } = await factsOfEntry(workspaceId, kind, seq);
  return credits(gone?.pledged ?? 0);
}

async function factsOfEntry(workspaceId: string, kind: Kind, seq: number): Promise<Facts> {
  const entry = await inWorkspace(workspaceId, (tx) =>
    tx.creditEntry.findUniqueOrThrow({
      where: { workspaceId_kind_seq: { workspaceId, kind, seq } },
      select: { facts: true },
    }),
  );
  return (entry.facts ?? {}) as Facts;
}
