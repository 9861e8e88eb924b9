import { reversalUnder, stateOf } from "@/lib/billing/core/reversal";
import type { EntryPayment } from "@/lib/billing/types";
import type { Kind } from "@/lib/credits/core/amount";
import { inWorkspace, type Tx } from "@/lib/platform/db";

type Row = { workspaceId: string; kind: Kind; seq: bigint };

/**
 * How the credits of one row of the ledger were paid, or what was paid back as it took them; null for a row that is
 * neither a purchase, nor a refund or lost dispute of one.
 */
export const paymentOfEntry = (
  workspaceId: string,
  { kind, seq }: { kind: Kind; seq: number },
): Promise<EntryPayment | null> =>
  inWorkspace(workspaceId, async (tx) => {
    const row = { workspaceId, kind, seq: BigInt(seq) };
    const reversed = await reversedIn(tx, row);
    const purchase = await tx.purchase.findFirst({
      where: { workspaceId, kind, ...(reversed?.of ?? { entrySeq: row.seq }) },
      include: { disputes: { where: { state: "open" } } },
    });
    return (
      purchase && {
        amountPaidCents: purchase.amountPaidCents ?? purchase.priceCents,
        taxCents: purchase.taxCents,
        refundedCents: purchase.refundedCents,
        currency: purchase.currency,
        cardBrand: purchase.cardBrand,
        cardLast4: purchase.cardLast4,
        receiptUrl: purchase.receiptUrl,
        receiptNumber: purchase.receiptNumber,
        disputed: purchase.disputes.length > 0,
        reversal: reversed?.reversal ?? null,
      }
    );
  });

type Reversed = { of: { id: string }; reversal: NonNullable<EntryPayment["reversal"]> };

/** The refund or lost dispute for which a row took credits, and its purchase. */
async function reversedIn(tx: Tx, { workspaceId, kind, seq }: Row): Promise<Reversed | null> {
  const where = { workspaceId_kind_seq: { workspaceId, kind, seq } };
  const entry = await tx.creditEntry.findUnique({ where, select: { key: true } });
  const under = reversalUnder(entry?.key ?? "");
  if (!under) return null;
  const { what, id } = under;
  const one = { where: { workspaceId_id: { workspaceId, id } } };
  if (what === "dispute") {
    const lost = await tx.purchaseDispute.findUnique(one);
    return (
      lost && {
        of: { id: lost.purchaseId },
        reversal: { what, state: "done", amountCents: lost.amountCents },
      }
    );
  }
  const refund = await tx.purchaseRefund.findUnique(one);
  return (
    refund && {
      of: { id: refund.purchaseId },
      reversal: { what, state: stateOf(refund.state), amountCents: refund.amountCents },
    }
  );
}
