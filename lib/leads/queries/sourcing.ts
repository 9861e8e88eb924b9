import type { SourcingSwitch } from "@/lib/leads/core/sourcing";
import { inWorkspace, type Tx } from "@/lib/platform/db";

/**
 * Whether new leads may be sourced in this workspace: every operation that finds leads asks this before it holds or
 * charges anything. Work begun before a pause continues within its hold.
 */
export async function askSourcing(
  workspaceId: string,
): Promise<{ ok: true } | { ok: false; reason: "sourcing_paused"; since: Date }> {
  const last = await inWorkspace(workspaceId, (tx) => latestSwitch(tx, workspaceId));
  return !last || last.enabled
    ? { ok: true }
    : { ok: false, reason: "sourcing_paused", since: last.at };
}

/** The last switch; null if nobody ever switched. */
export const latestSwitch = (tx: Tx, workspaceId: string) =>
  tx.sourcingSwitch.findFirst({ where: { workspaceId }, orderBy: { number: "desc" } });

/** The occasions on which sourcing was switched, the latest first, at most `most`. */
export const sourcingSwitches = (workspaceId: string, most: number): Promise<SourcingSwitch[]> =>
  inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.sourcingSwitch.findMany({
      where: { workspaceId },
      orderBy: { number: "desc" },
      take: most,
    });
    const names = await tx.member.findMany({
      where: { workspaceId, userId: { in: rows.map(({ switchedBy }) => switchedBy) } },
      select: { userId: true, name: true },
    });
    const nameOf = new Map(names.map(({ userId, name }) => [userId, name]));
    return rows.map(({ enabled, switchedBy, at }) => ({
      enabled,
      by: nameOf.get(switchedBy) ?? "Somebody who left",
      at: at.toISOString(),
    }));
  });
