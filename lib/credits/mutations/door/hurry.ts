import { logger } from "@/lib/platform/logger";
import { enqueue } from "@/lib/platform/queue";

/** The job that takes a workspace's new notices out of the ledger's outbox. */
export const RELAY_JOB = "credits.relay-notices";

/** Has notices relayed now. If that fails, the sweep, run every minute, finds them in the outbox. */
export function hurryNotices(workspaceId: string): void {
  enqueue(RELAY_JOB, { workspaceId }, { singletonKey: workspaceId }).catch((error) =>
    logger.warn({ err: error, workspaceId }, "credits: notices wait for the sweep"),
  );
}
