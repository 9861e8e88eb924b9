import { findWorkspacesToClear } from "@/lib/credits/queries/due";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { eachAlone } from "@/lib/platform/each-alone";

/** At least as long as the idempotency key of the command that wrote a row is kept. */
const KEPT_FOR = 90 * 86_400_000;

/**
 * Deletes rows of the outbox that were written 90 days ago and have been processed. Rows that are still to be processed
 * stay, and so do the notices and top-ups that prevent processing them twice. Returns how many rows were deleted.
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
