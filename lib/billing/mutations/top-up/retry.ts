import { NOT_DECLINED } from "@/lib/billing/core/top-up";
import { TOP_UP_JOB } from "@/lib/billing/mutations/top-up/switch";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { enqueue } from "@/lib/platform/queue";

type Retry = { workspaceId: string; now: Date; id?: string };

/**
 * Has declined top-ups tried at once: all of the workspace's, or the one with `id`. Runs in the transaction that gives
 * the reason to, so it happens together with it or not at all. The monthly limit, disputes and the balance are checked
 * as for every try. Returns how many there were.
 */
export async function retryDeclined(tx: Tx, { workspaceId, now, id }: Retry): Promise<number> {
  const declined = await tx.topUp.updateManyAndReturn({
    where: {
      workspaceId,
      ...(id ? { id } : {}),
      state: "waiting",
      // Those waiting for their first try have null, which SQL finds neither in a list nor outside of it.
      failure: { notIn: [...NOT_DECLINED] },
    },
    data: { nextTryAt: now },
    select: { id: true },
  });
  for (const { id: topUpId } of declined) {
    await enqueue(TOP_UP_JOB, { workspaceId, topUpId }, { singletonKey: topUpId, tx });
  }
  return declined.length;
}

/**
 * For a member who does not want to wait for the next try. `not_waiting`: it is no longer declined, or never was.
 */
export async function tryAgainNow(asked: {
  workspaceId: string;
  topUpId: string;
  now: Date;
}): Promise<{ ok: true } | { ok: false; reason: "not_waiting" }> {
  const { workspaceId, topUpId: id, now } = asked;
  const count = await inWorkspace(workspaceId, (tx) => retryDeclined(tx, { workspaceId, id, now }));
  return count > 0 ? { ok: true } : { ok: false, reason: "not_waiting" };
}
