import type { TimeZones } from "@/lib/identity/core/time-zone";
import { db, inWorkspace, type Tx } from "@/lib/platform/db";

export type WorkspaceChoice = { id: string; slug: string; name: string };

/** The workspaces this person is in, by name: what the switcher offers. */
export async function workspacesOf(userId: string): Promise<WorkspaceChoice[]> {
  const joined = await db.userWorkspace.findMany({
    where: { userId },
    orderBy: { joinedAt: "desc" },
    take: 100,
  });
  const found = await Promise.all(
    joined.map(({ workspace: id }) =>
      inWorkspace(id, (tx) =>
        tx.workspace.findFirst({ where: { id }, select: { id: true, slug: true, name: true } }),
      ),
    ),
  );
  return found.filter((one) => one !== null).toSorted((a, b) => a.name.localeCompare(b.name, "en"));
}

/** What the General page shows. */
export async function findWorkspace(workspaceId: string) {
  return inWorkspace(workspaceId, (tx) =>
    tx.workspace.findFirstOrThrow({
      where: { id: workspaceId },
      select: { id: true, slug: true, name: true, timeZone: true, createdAt: true },
    }),
  );
}

/** Every time zone that a workspace had, read in a transaction of it. UTC if there is no such workspace. */
export async function timeZonesOf(tx: Tx, workspaceId: string): Promise<TimeZones> {
  // In this order, so that a change in between is not seen at all.
  const workspace = await tx.workspace.findFirst({
    where: { id: workspaceId },
    select: { timeZone: true },
  });
  const earlier = await tx.workspaceTimeZone.findMany({
    where: { workspaceId },
    select: { timeZone: true, until: true },
    orderBy: { until: "asc" },
  });
  return { timeZone: workspace?.timeZone ?? "UTC", earlier };
}
