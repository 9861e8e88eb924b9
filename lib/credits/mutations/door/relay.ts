import { logger } from "@/lib/platform/logger";
import { enqueue } from "@/lib/platform/queue";

/** The job that takes a workspace's new notices out of the ledger's outbox. */
export const RELAY_JOB = "credits.relay-notices";

/** Enqueues the relay job. If that fails, the sweep that runs every minute finds the notices in the outbox. */
export function enqueueRelay(workspaceId: string): void {
  enqueue(RELAY_JOB, { workspaceId }, { singletonKey: workspaceId }).catch((error) =>
    logger.warn({ err: error, workspaceId }, "credits: notices wait for the sweep"),
  );
}
