import type { ImportKey } from "@/lib/leads/types";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";

/**
 * Counts a try to carry out a started import before it begins: one that dies with its process leaves nothing else. A
 * charged step sets the count back. Returns it, with this try; 0 if the import is not started.
 */
export const noteTry = ({ workspaceId, importId }: ImportKey): Promise<number> =>
  inWorkspace(workspaceId, async (tx) => {
    const [found] = await tx.$queryRaw<{ tries: number }[]>`
      update lead_import set tries = tries + 1, touched_at = ${clock.now()}
       where workspace_id = ${workspaceId}::uuid and id = ${importId}::uuid and state = 'started'
      returning tries`;
    return found?.tries ?? 0;
  });

/** The last try came to its end: the import waits for credits, or its process stops as it should. */
export const forgetTries = ({ workspaceId, importId }: ImportKey): Promise<unknown> =>
  inWorkspace(workspaceId, (tx) =>
    tx.leadImport.updateMany({
      where: { workspaceId, id: importId, state: "started" },
      data: { tries: 0 },
    }),
  );
