import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { announce } from "@/lib/platform/events";

/** These notices, or all up to one of them. */
export type ReadNotices = { ids: string[] } | { upTo: string };

/**
 * Marks notices as read by one member, and notifies their other screens. Changes only that member's notices; one that was
 * read before keeps its time.
 */
export async function markRead(
  { workspaceId, userId }: { workspaceId: string; userId: string },
  read: ReadNotices,
): Promise<{ ok: true; read: number }> {
  const noticeId = "ids" in read ? { in: read.ids } : { lte: read.upTo };
  const where = { workspaceId, target: userId, channel: "app", readAt: null, noticeId };
  const { count } = await inWorkspace(workspaceId, async (tx) => {
    const changed = await tx.noticeDelivery.updateMany({ where, data: { readAt: clock.now() } });
    if (changed.count > 0) await announce(tx, workspaceId);
    return changed;
  });
  return { ok: true, read: count };
}
