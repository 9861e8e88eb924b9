import {
  isUseWorthRecording,
  type Lifetime,
  lifetimeEnd,
  MOST_KEYS,
  type Scope,
  SECRET_PREFIX,
} from "@/lib/identity/core/api-key";
import { inUseAt } from "@/lib/identity/queries/api-keys";
import type { Member } from "@/lib/identity/types";
import { clock } from "@/lib/platform/clock";
import { inWorkspace, lockWorkspace } from "@/lib/platform/db";
import { hashSecret, newId, newSecret } from "@/lib/platform/ids";

/** `secret` is returned once, here: only its hash is stored. */
export type ApiKeyMade =
  | { ok: true; apiKeyId: string; secret: string }
  | { ok: false; reason: "too_many_keys" };

/** Makes a key for one of the workspace's programs. Refused if the workspace has 50 in use. */
export async function createApiKey(
  by: Pick<Member, "workspaceId" | "userId">,
  wish: { name: string; scopes: readonly Scope[]; lifetime: Lifetime },
): Promise<ApiKeyMade> {
  const { workspaceId } = by;
  const now = clock.now();
  const secret = `${SECRET_PREFIX}${newSecret()}`;
  const apiKeyId = newId();
  const kept = { scopes: [...new Set(wish.scopes)], expiresAt: lifetimeEnd(wish.lifetime, now) };

  return inWorkspace(workspaceId, async (tx) => {
    // Two people who make keys at once take turns, so that the count is right.
    await lockWorkspace(tx, workspaceId);
    const inUse = await tx.apiKey.count({ where: { workspaceId, ...inUseAt(now) } });
    if (inUse >= MOST_KEYS) return { ok: false, reason: "too_many_keys" };
    await tx.apiKey.create({
      data: {
        workspaceId,
        id: apiKeyId,
        name: wish.name,
        ending: secret.slice(-4),
        createdBy: by.userId,
        createdAt: now,
        ...kept,
      },
    });
    await tx.apiKeySecret.create({
      data: {
        secretHash: hashSecret(secret),
        workspace: workspaceId,
        apiKey: apiKeyId,
        ...kept,
      },
    });
    return { ok: true, apiKeyId, secret };
  });
}

/** Revokes a key: its very next call is refused. False if this workspace has no such key, or it was revoked before. */
export async function revokeApiKey(
  by: Pick<Member, "workspaceId" | "userId">,
  apiKeyId: string,
): Promise<boolean> {
  const { workspaceId } = by;
  const now = clock.now();
  return inWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.apiKey.updateMany({
      where: { workspaceId, id: apiKeyId, revokedAt: null },
      data: { revokedAt: now, revokedBy: by.userId },
    });
    if (count === 0) return false;
    await tx.apiKeySecret.updateMany({
      where: { workspace: workspaceId, apiKey: apiKeyId },
      data: { revokedAt: now },
    });
    return true;
  });
}

/** Records that a key is in use, at most once a minute. */
export async function noteApiKeyUse(key: {
  workspaceId: string;
  apiKeyId: string;
  lastUsedAt: Date | null;
}): Promise<void> {
  const now = clock.now();
  if (!isUseWorthRecording(key.lastUsedAt, now)) return;
  const { workspaceId, apiKeyId } = key;
  await inWorkspace(workspaceId, async (tx) => {
    await tx.apiKey.updateMany({
      where: { workspaceId, id: apiKeyId },
      data: { lastUsedAt: now },
    });
    await tx.apiKeySecret.updateMany({
      where: { workspace: workspaceId, apiKey: apiKeyId },
      data: { lastUsedAt: now },
    });
  });
}
