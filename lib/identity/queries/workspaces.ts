import { db, inWorkspace } from "@/lib/platform/db";

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
