import { type Credits, credits, type Kind } from "@/lib/credits/core/amount";
import type { EntryFacts } from "@/lib/credits/core/entry";
import { PURCHASE_REFUND } from "@/lib/credits/core/hold";
import { inWorkspace } from "@/lib/platform/db";

/**
 * How much of the purchase recorded in row `seq` settled a debt, in hundredths: the very next row says so, under the
 * same key.
 */
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

/**
 * What the lost dispute of row `seq` took, and by how much it raised the debt: the part that it found spent. Only that
 * row says so. The answer to the command also counts what happened in the same step, such as the expiry of the rest.
 */
export async function forfeitedBy(
  workspaceId: string,
  kind: Kind,
  seq: number,
): Promise<{ taken: Credits; owed: Credits }> {
  const { amount, facts } = await entryOf(workspaceId, kind, seq);
  return { taken: credits(-amount), owed: facts.debtIncurred ?? credits(0) };
}

/** The amount by which the refund of row `seq` fell short, which it takes when credits come back. */
export async function pledgedBy(workspaceId: string, kind: Kind, seq: number): Promise<Credits> {
  const { facts } = await entryOf(workspaceId, kind, seq);
  return credits(facts.gone?.pledged ?? 0);
}

/** Whether row `seq` is a refund: it took credits back with their money, or set them aside until it does. */
export async function isOfRefund(workspaceId: string, kind: Kind, seq: number): Promise<boolean> {
  const { facts, operation } = await entryOf(workspaceId, kind, seq);
  return (facts.gone?.revoked ?? 0) > 0 || operation === PURCHASE_REFUND;
}

async function entryOf(
  workspaceId: string,
  kind: Kind,
  seq: number,
): Promise<{ amount: number; facts: EntryFacts; operation: string | null }> {
  const entry = await inWorkspace(workspaceId, (tx) =>
    tx.creditEntry.findUniqueOrThrow({
      where: { workspaceId_kind_seq: { workspaceId, kind, seq } },
      select: { amount: true, facts: true, operation: true },
    }),
  );
  return { ...entry, amount: Number(entry.amount), facts: (entry.facts ?? {}) as EntryFacts };
}
