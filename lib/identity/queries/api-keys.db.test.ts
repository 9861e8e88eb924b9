import { expect, test } from "vitest";
import { createApiKey, revokeApiKey } from "@/lib/identity/mutations/api-keys";
import { createUser } from "@/lib/identity/mutations/users";
import { createWorkspace } from "@/lib/identity/mutations/workspaces";
import { apiKeysOf } from "@/lib/identity/queries/api-keys";
import type { WorkspaceId } from "@/lib/identity/types";
import { newId } from "@/lib/platform/ids";
import { interrupted } from "@/lib/platform/testing";

test("a key that is revoked while the keys are listed is listed once", async () => {
  const email = `${newId()}@example.com`;
  const user = await createUser({ name: "Ines", email, emailVerified: true });
  if (!user.ok) throw new Error(user.reason);
  const made = await createWorkspace({ name: "Alder", timeZone: "UTC", ownerId: user.userId });
  if (!made.ok) throw new Error(made.reason);
  const by = { workspaceId: made.workspaceId as WorkspaceId, userId: user.userId };
  const key = await createApiKey(by, { name: "Sync", scopes: ["balance:read"], lifetime: null });
  if (!key.ok) throw new Error(key.reason);

  const keys = await interrupted(() => apiKeysOf(made.workspaceId, new Date()), {
    after: /"api_key"/,
    by: () => revokeApiKey(by, key.apiKeyId),
  });
  expect(keys.map(({ id }) => id)).toEqual([key.apiKeyId]);
});
