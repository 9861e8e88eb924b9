import type { PurchaseState } from "@/lib/billing/core/payment";
import type { UnconfirmedPurchase } from "@/lib/billing/types";
import { credits, type Kind } from "@/lib/credits/core/amount";
import { inWorkspace } from "@/lib/platform/db";

const UNCONFIRMED = ["open", "processing", "failed"] as const satisfies PurchaseState[];
const MOST = 3;

/** The newest purchases since an instant whose payment is not confirmed: they brought no credits, or not yet. */
export const unconfirmedPurchases = (
  { workspaceId, kind }: { workspaceId: string; kind: Kind },
  since: Date,
): Promise<UnconfirmedPurchase[]> =>
  inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.purchase.findMany({
      where: { workspaceId, kind, createdAt: { gte: since }, state: { in: [...UNCONFIRMED] } },
      orderBy: { createdAt: "desc" },
      take: MOST,
      select: {
        id: true,
        packageName: true,
        credits: true,
        state: true,
        checkoutSessionId: true,
        createdAt: true,
      },
    });
    // An automatic purchase has no checkout that somebody could have left: it is between two tries, or in one.
    const topUps = await tx.topUp.findMany({
      where: { workspaceId, id: { in: rows.map(({ id }) => id) } },
      select: { id: true, state: true, nextTryAt: true },
    });
    return rows.map(({ createdAt, ...row }) => ({
      ...row,
      ...standingOf(
        row.state as PurchaseState,
        topUps.find(({ id }) => id === row.id),
      ),
      credits: credits(Number(row.credits)),
      at: createdAt.toISOString(),
    }));
  });

function standingOf(
  state: PurchaseState,
  topUp: { state: string; nextTryAt: Date | null } | undefined,
): Pick<UnconfirmedPurchase, "state" | "nextTryAt"> {
  if (state !== "open" || !topUp) {
    return { state: state as UnconfirmedPurchase["state"], nextTryAt: null };
  }
  return topUp.state === "waiting"
    ? { state: "waiting", nextTryAt: topUp.nextTryAt?.toISOString() ?? null }
    : { state: "processing", nextTryAt: null };
}
