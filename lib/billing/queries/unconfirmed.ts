import type { PurchaseState } from "@/lib/billing/core/payment";
import type { UnconfirmedPurchase } from "@/lib/billing/types";
import { credits, type Kind } from "@/lib/credits/core/amount";
import { inWorkspace } from "@/lib/platform/db";

const UNCONFIRMED = ["open", "processing", "failed"] as const satisfies PurchaseState[];
const SHOWN = 3;

/** The newest purchases since an instant whose payment is not confirmed: no credits came of them, or not yet. */
export const unconfirmedPurchases = (
  { workspaceId, kind }: { workspaceId: string; kind: Kind },
  since: Date,
): Promise<UnconfirmedPurchase[]> =>
  inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.purchase.findMany({
      where: { workspaceId, kind, createdAt: { gte: since }, state: { in: [...UNCONFIRMED] } },
      orderBy: { createdAt: "desc" },
      take: SHOWN,
      select: {
        id: true,
        packageName: true,
        credits: true,
        state: true,
        checkoutSessionId: true,
        createdAt: true,
      },
    });
    return rows.map(({ createdAt, ...row }) => ({
      ...row,
      credits: credits(Number(row.credits)),
      state: row.state as UnconfirmedPurchase["state"],
      at: createdAt.toISOString(),
    }));
  });
