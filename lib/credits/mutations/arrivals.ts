import type { Kind } from "@/lib/credits/core/amount";
import { enqueue } from "@/lib/platform/queue";

export const RESUME_BLOCKED = "credits.resume-blocked";

/**
 * Resumes the waiting runs of a workspace; called after a grant. `continueRunId` is the run that the purchase was made for,
 * which goes first. If this is lost in a crash, the sweep does it within a minute.
 */
export async function creditsArrived(arrival: {
  workspaceId: string;
  kind: Kind;
  continueRunId: string | null;
}): Promise<void> {
  await enqueue(RESUME_BLOCKED, arrival);
}
