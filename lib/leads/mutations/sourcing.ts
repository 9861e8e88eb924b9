import { latestSwitch } from "@/lib/leads/queries/sourcing";
import { inWorkspace, lockWorkspace } from "@/lib/platform/db";
import { announceSetting } from "@/lib/platform/events";

/**
 * Switches the sourcing of new leads on or off, and records who did it and when. False if it was so already: nothing is
 * written. Two people who switch at once take turns.
 */
export const switchSourcing = (
  workspaceId: string,
  { enabled, by, now }: { enabled: boolean; by: string; now: Date },
): Promise<{ changed: boolean }> =>
  inWorkspace(workspaceId, async (tx) => {
    await lockWorkspace(tx, workspaceId);
    const last = await latestSwitch(tx, workspaceId);
    if (enabled === (last?.enabled ?? true)) return { changed: false };
    const number = (last?.number ?? 0n) + 1n;
    await tx.sourcingSwitch.create({
      data: { workspaceId, number, enabled, switchedBy: by, at: now },
    });
    await announceSetting(tx, workspaceId);
    return { changed: true };
  });
