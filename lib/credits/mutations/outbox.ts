import { findWorkspacesToClear } from "@/lib/credits/queries/due";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { eachAlone } from "@/lib/platform/each-alone";

/** At least as long as the key of the command that left a row is kept. */
const KEPT_FOR = 90 * 86_400_000;

/**
 * Removes rows that commits left in the outbox 90 days ago and that have been taken from it. What has yet to be told or
 * bought stays, and so does what prevents it from happening twice: the notice, the top-up. Returns how many rows were
 * removed.
 */
export async function clearOutbox(): Promise<number> {
  const before = new Date(clock.now().getTime() - KEPT_FOR);
  const workspaces = await findWorkspacesToClear(before);
  let cleared = 0;
  await eachAlone(
    workspaces.map((workspaceId) => ({ workspaceId })),
    async ({ workspaceId }) => {
      const [found] = await inWorkspace(
        workspaceId,
        (tx) => tx.$queryRaw<{ rows: bigint }[]>`
          select ledger_clear_outbox(${workspaceId}::uuid, ${before}) as rows`,
      );
      cleared += Number(found?.rows ?? 0);
    },
  );
  return cleared;
}
