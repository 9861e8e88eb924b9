import { randomBytes } from "node:crypto";
import { inWorkspace } from "@/lib/platform/db";

/** The key that signs this workspace's exports; made at the first export or import that needs it. */
export async function exportKey(workspaceId: string, now: Date): Promise<Uint8Array> {
  return inWorkspace(workspaceId, async (tx) => {
    await tx.leadExportKey.createMany({
      data: [{ workspaceId, secret: randomBytes(32), createdAt: now }],
      skipDuplicates: true,
    });
    const { secret } = await tx.leadExportKey.findFirstOrThrow({ where: { workspaceId } });
    return secret;
  });
}
