import { findWorkspacesToClear } from "@/lib/credits/queries/due";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { eachAlone } from "@/lib/platform/each-alone";

/** As long as the key of the command that left a row is kept at least. */
const KEPT_FOR = 90 * 86_400_000;

/**
 * Removes what commits left in the outbox 90 days ago and was taken from there since. What is still to be told or bought
 * stays, and so does what keeps it from being told or bought twice: the notice, the top-up. Answers how many rows went.
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
