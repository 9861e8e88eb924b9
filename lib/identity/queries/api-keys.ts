import { type ApiKeyState, apiKeyState, type Scope } from "@/lib/identity/core/api-key";
import { makerInWords } from "@/lib/identity/core/words";
import type { ApiKeyRow, WorkspaceId } from "@/lib/identity/types";
import { db, inWorkspace } from "@/lib/platform/db";
import { hashSecret } from "@/lib/platform/ids";

/** The program that calls: which workspace it belongs to and what it may do. `state` says whether it may do so now. */
export type Caller = {
  apiKeyId: string;
  workspaceId: WorkspaceId;
  scopes: readonly Scope[];
  state: ApiKeyState;
  lastUsedAt: Date | null;
};

/**
 * The key with this secret at `now`, or null. Read from the database at every call, so that a revoked key is refused at
 * its next one. It is found by its hash, so the time of the look-up says nothing about the secret.
 */
export async function findCaller(secret: string, now: Date): Promise<Caller | null> {
  const found = await db.apiKeySecret.findUnique({ where: { secretHash: hashSecret(secret) } });
  if (!found) return null;
  return {
    apiKeyId: found.apiKey,
    workspaceId: found.workspace as WorkspaceId,
    scopes: found.scopes as Scope[],
    state: apiKeyState(found, now),
    lastUsedAt: found.lastUsedAt,
  };
}

/** The names of these keys, including revoked and expired ones, by id. */
export async function apiKeyNames(
  workspaceId: string,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, { name: string; state: ApiKeyState }>> {
  if (ids.length === 0) return new Map();
  const keys = await inWorkspace(workspaceId, (tx) =>
    tx.apiKey.findMany({ where: { workspaceId, id: { in: [...ids] } } }),
  );
  return new Map(keys.map((key) => [key.id, { name: key.name, state: apiKeyState(key, now) }]));
}

const MOST_SHOWN = 200;

/** How many of the keys in use at `now` each member made, by the member's id. */
export async function keysInUseBy(workspaceId: string, now: Date): Promise<Map<string, number>> {
  const made = await inWorkspace(workspaceId, (tx) =>
    tx.apiKey.groupBy({
      by: ["createdBy"],
      where: { workspaceId, ...inUseAt(now) },
      _count: true,
    }),
  );
  return new Map(made.map(({ createdBy, _count }) => [createdBy, _count]));
}

/** The keys that are in use at `now`. */
export const inUseAt = (now: Date) => ({
  revokedAt: null,
  OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
});

/**
 * The workspace's keys at `now`: all that are in use, then the latest of the others. Never a secret, because none is
 * stored.
 */
export async function apiKeysOf(workspaceId: string, now: Date): Promise<ApiKeyRow[]> {
  // At one instant: a key that is revoked in between would be both in use and not.
  const { keys, makers } = await inWorkspace(
    workspaceId,
    async (tx) => {
      const inUse = await tx.apiKey.findMany({
        where: { workspaceId, ...inUseAt(now) },
        orderBy: { createdAt: "desc" },
      });
      const ended = await tx.apiKey.findMany({
        where: { workspaceId, NOT: inUseAt(now) },
        orderBy: [{ revokedAt: { sort: "desc", nulls: "first" } }, { createdAt: "desc" }],
        take: Math.max(0, MOST_SHOWN - inUse.length),
      });
      const keys = [...inUse, ...ended];
      const members = await tx.member.findMany({
        where: { workspaceId, userId: { in: keys.map((key) => key.createdBy) } },
        select: { userId: true, name: true, role: true, removedAt: true },
      });
      return { keys, makers: new Map(members.map((member) => [member.userId, member])) };
    },
    { snapshot: true },
  );
  return keys.map(({ workspaceId: _, revokedBy: __, ...key }) => ({
    ...key,
    scopes: key.scopes as Scope[],
    createdBy: makerInWords(makers.get(key.createdBy), "api-keys:manage"),
    state: apiKeyState(key, now),
  }));
}
