import type { Kind } from "@/lib/credits/core/amount";
import { enqueue } from "@/lib/platform/queue";

export const RESUME_BLOCKED = "credits.resume-blocked";

/**
 * Tells the waiting runs of a workspace that credits have come in: called after a grant. `continueRunId` is the
 * run the purchase was made for; it goes first. Were it lost in a crash, the sweep finds them within a minute.
 */
export async function creditsArrived(arrival: {
  workspaceId: string;
  kind: Kind;
  continueRunId: string | null;
}): Promise<void> {
  await enqueue(RESUME_BLOCKED, arrival);
}
