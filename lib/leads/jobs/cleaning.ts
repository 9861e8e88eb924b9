import { discardImport, refuseAbandoned } from "@/lib/leads/mutations/imports";
import { removeStagedRows } from "@/lib/leads/mutations/staging";
import { continueUnlessWorkedOn } from "@/lib/leads/mutations/start";
import { removeUpload, removeUploadsBefore } from "@/lib/leads/providers/uploads";
import {
  isFinal,
  listOrphanedImports,
  listSilentReadings,
  listStaleImports,
} from "@/lib/leads/queries/imports";
import { clock } from "@/lib/platform/clock";
import { eachAlone } from "@/lib/platform/each-alone";
import { logger } from "@/lib/platform/logger";
import { referenceOf } from "@/lib/platform/request-id";

const KEPT_FOR = 7 * 86_400_000;

/** Removes uploads and staged rows that nobody imported within a week, and the problem reports of old imports. */
export async function removeOldImports(): Promise<void> {
  const now = clock.now();
  const before = new Date(now.getTime() - KEPT_FOR);
  await eachAlone(await listStaleImports(before), async ({ workspaceId, importId }) => {
    await discardImport(workspaceId, importId, now, before);
    // Since they were listed, somebody may have started it after all, or had it read again.
    if (await isFinal(workspaceId, importId)) await removeDiscarded({ workspaceId, importId });
  });
  await removeUploadsBefore(before);
}

/** Removes the rows and the upload of an import that nobody will carry out. */
export async function removeDiscarded({
  workspaceId,
  importId,
}: {
  workspaceId: string;
  importId: string;
}): Promise<void> {
  await removeStagedRows(workspaceId, importId, ["new", "existing", "invalid", "duplicate"]);
  await removeUpload(importId);
}

/** Work under way leaves a trace more often than this, or has a job. */
const SILENT_FOR = 60_000;
const silentSince = (now: Date): Date => new Date(now.getTime() - SILENT_FOR);

/**
 * Takes up imports that have no job left. Begins those whose run got its credits just as the process died, continues those
 * whose job is lost, and ends those whose run has ended without them: what is not paid for is not kept, and their lists
 * can be deleted again.
 */
export async function resumeOrphanedImports(): Promise<void> {
  const now = clock.now();
  const orphaned = await listOrphanedImports(silentSince(now));
  await eachAlone(orphaned, (one) => continueUnlessWorkedOn(one, now));
}

/** Says of files whose reading died with its process at every try that it failed; nothing else would, for a week. */
export async function refuseAbandonedReadings(): Promise<void> {
  const now = clock.now();
  const silent = await listSilentReadings(silentSince(now));
  await eachAlone(silent, async ({ workspaceId, importId }) => {
    const reference = referenceOf(importId.replaceAll("-", "").slice(-8));
    if (!(await refuseAbandoned(workspaceId, importId, { reference, now }))) return;
    logger.error({ workspaceId, importId, reference }, "reading a file died at every try");
  });
}
