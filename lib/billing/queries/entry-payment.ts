import type { EntryPayment } from "@/lib/billing/types";
import type { Kind } from "@/lib/credits/core/amount";
import { inWorkspace } from "@/lib/platform/db";

/** How the credits of one row of the ledger were paid; null for a row that is not a purchase. */
export const paymentOfEntry = (
  workspaceId: string,
  { kind, seq }: { kind: Kind; seq: number },
): Promise<EntryPayment | null> =>
  inWorkspace(workspaceId, async (tx) => {
    const row = await tx.purchase.findFirst({
      where: { workspaceId, kind, entrySeq: BigInt(seq) },
      include: { disputes: { where: { state: "open" } } },
    });
    return (
      row && {
        amountPaidCents: row.amountPaidCents ?? row.priceCents,
        taxCents: row.taxCents,
        refundedCents: row.refundedCents,
        currency: row.currency,
        cardBrand: row.cardBrand,
        cardLast4: row.cardLast4,
        receiptUrl: row.receiptUrl,
        receiptNumber: row.receiptNumber,
        disputed: row.disputes.length > 0,
      }
    );
  });
