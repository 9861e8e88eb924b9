import { KINDS } from "@/lib/credits/core/amount";
import { inWorkspace, type Tx } from "@/lib/platform/db";

/**
 * Whether a buyer's bank disputes any payment of the workspace, and has not decided yet. The ledger freezes the credits
 * before the dispute is recorded. If the process stopped in between, the freeze is the only trace of the dispute.
 */
export const hasOpenDispute = async (tx: Tx, workspaceId: string): Promise<boolean> => {
  const open = { workspaceId, state: "open" };
  const ofDispute = { freezes: { not: null }, operation: null };
  const frozen = { ...open, kind: { in: [...KINDS] }, ...ofDispute };
  return (
    (await tx.purchaseDispute.count({ where: open })) > 0 ||
    (await tx.creditHold.count({ where: frozen })) > 0
  );
};

/** The same, outside a transaction. */
export const isDisputed = (workspaceId: string): Promise<boolean> =>
  inWorkspace(workspaceId, (tx) => hasOpenDispute(tx, workspaceId));
