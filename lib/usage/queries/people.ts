import { inWorkspace } from "@/lib/platform/db";
import type { Choice } from "@/lib/usage/types";

/** Everybody whose name can be in the history: present members, and those who left. */
export function findPeople(workspaceId: string): Promise<Choice[]> {
  return inWorkspace(workspaceId, async (tx) => {
    const members = await tx.member.findMany({
      where: { workspaceId },
      orderBy: [{ name: "asc" }],
      select: { userId: true, name: true, removedAt: true },
    });
    return members
      .toSorted((a, b) => Number(Boolean(a.removedAt)) - Number(Boolean(b.removedAt)))
      .map((member) => ({
        id: member.userId,
        name: member.name,
        removed: member.removedAt !== null,
      }));
  });
}

/** The workspace's API keys, including revoked ones, since the history names them. */
export function findPrograms(workspaceId: string): Promise<Choice[]> {
  return inWorkspace(workspaceId, async (tx) => {
    const keys = await tx.apiKey.findMany({
      where: { workspaceId },
      orderBy: [{ name: "asc" }],
      select: { id: true, name: true, revokedAt: true },
    });
    return keys.map(({ id, name, revokedAt }) => ({
      id,
      name: `API key ${name}`,
      removed: revokedAt !== null,
    }));
  });
}
