import { inWorkspace, type Tx } from "@/lib/platform/db";

/** Whether a buyer's bank disputes any payment of the workspace, and has not decided yet. */
export const hasOpenDispute = async (tx: Tx, workspaceId: string): Promise<boolean> =>
  (await tx.purchaseDispute.count({ where: { workspaceId, state: "open" } })) > 0;

/** The same, outside a transaction. */
export const isDisputed = (workspaceId: string): Promise<boolean> =>
  inWorkspace(workspaceId, (tx) => hasOpenDispute(tx, workspaceId));
