import { requestStop } from "@/lib/credits/mutations/runs";
import { type QuotaRefusal, quotaRefusal } from "@/lib/leads/core/quota";
import type { ImportForm } from "@/lib/leads/core/row";
import { ARRIVING, WAITING_STATES, waitingIn } from "@/lib/leads/queries/waiting";
import type { ImportKey } from "@/lib/leads/types";
import { inWorkspace, lockWorkspace, type Tx } from "@/lib/platform/db";
import { enqueue, hasJob } from "@/lib/platform/queue";

/** The job that reads an upload. */
export const READ_JOB = "leads.read";
/** The job that removes what is left of a discarded import. */
export const REMOVE_JOB = "leads.remove";

type NewImport = {
  workspaceId: string;
  id: string;
  form: ImportForm;
  fileName: string;
  fileBytes: number;
  createdBy: string;
  now: Date;
};

type Taken = { ok: true } | { ok: false; reason: QuotaRefusal };

/**
 * Reserves room for an upload of at most `fileBytes` before it is sent: uploads in progress count like waiting files.
 * Refuses more than a member, or the workspace, may have.
 */
export const expectUpload = (given: NewImport): Promise<Taken> =>
  inWorkspace(given.workspaceId, (tx) => take(tx, given, ARRIVING));

/** Gives back the room that was reserved for an upload that did not arrive. */
export async function forgetUpload(workspaceId: string, id: string): Promise<void> {
  await inWorkspace(workspaceId, (tx) =>
    tx.leadImport.deleteMany({ where: { workspaceId, id, state: ARRIVING } }),
  );
}

/**
 * Makes an import of an upload that has arrived, in the room reserved for it, and has it read, in one transaction.
 * Refuses as `expectUpload` does, because room is reserved for some minutes only.
 */
export async function createImport(given: NewImport): Promise<Taken> {
  const { workspaceId, id: importId } = given;
  return inWorkspace(workspaceId, async (tx) => {
    const taken = await take(tx, given, "reading");
    if (!taken.ok) return taken;
    await enqueueReading(tx, { workspaceId, importId });
    return taken;
  });
}

const enqueueReading = (tx: Tx, job: ImportKey & { exact?: boolean }): Promise<string | null> =>
  enqueue(READ_JOB, job, { tx, singletonKey: job.importId });

/** Uploads of a workspace take turns, so that the count is right. */
async function take(tx: Tx, { now, ...given }: NewImport, state: string): Promise<Taken> {
  const { workspaceId, id, createdBy, fileBytes } = given;
  await lockWorkspace(tx, workspaceId);
  await tx.leadImport.deleteMany({ where: { workspaceId, id, state: ARRIVING } });
  const { mine, all } = await waitingIn(tx, workspaceId, createdBy);
  const reason = quotaRefusal(mine, all, fileBytes);
  if (reason) return { ok: false, reason };
  await tx.leadImport.create({ data: { ...given, state, createdAt: now, touchedAt: now } });
  return { ok: true };
}

/** Records what reading the file found before its first row. */
export async function recordShape(
  workspaceId: string,
  id: string,
  shape: { form: ImportForm; encoding: string; delimiter: string; usernameColumn: string | null },
): Promise<void> {
  await inWorkspace(workspaceId, (tx) =>
    tx.leadImport.updateMany({ where: { workspaceId, id, state: "reading" }, data: shape }),
  );
}

/** Ends the reading of a file that cannot be read, with the reason. */
export async function refuseImport(
  workspaceId: string,
  id: string,
  why: { problem: string; detail: string | null; now: Date },
): Promise<void> {
  await inWorkspace(workspaceId, (tx) =>
    tx.leadImport.updateMany({
      where: { workspaceId, id, state: "reading" },
      data: { state: "unreadable", problem: why.problem, detail: why.detail, touchedAt: why.now },
    }),
  );
}

/**
 * Ends the reading of a file that no job works on or ever will, because every try died with its process. Returns
 * whether it did. The import's row is locked meanwhile, as it is by whoever has the file read again.
 */
export const refuseAbandoned = (
  workspaceId: string,
  id: string,
  { reference, now }: { reference: string; now: Date },
): Promise<boolean> =>
  inWorkspace(workspaceId, async (tx) => {
    await tx.$queryRaw`select 1 from lead_import where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for update`;
    if (await hasJob(tx, READ_JOB, id)) return false;
    const { count } = await tx.leadImport.updateMany({
      where: { workspaceId, id, state: "reading" },
      data: { state: "unreadable", problem: "failed", detail: reference, touchedAt: now },
    });
    return count > 0;
  });

/**
 * Has a file read again, as the form that was chosen for it. A run that was started for the earlier reading ends,
 * because its price no longer applies. False if the import has started, or is gone.
 */
export async function rereadImport(
  workspaceId: string,
  id: string,
  form: ImportForm,
  now: Date,
): Promise<boolean> {
  const before = await inWorkspace(workspaceId, async (tx) => {
    await tx.$queryRaw`select 1 from lead_import where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for update`;
    const where = { workspaceId, id, state: { in: ["ready", "unreadable"] } };
    const found = await tx.leadImport.findFirst({ where, select: { runId: true } });
    if (!found) return null;
    const anew = { state: "reading", bytesRead: 0, problem: null, detail: null, runId: null };
    await tx.leadImport.updateMany({ where, data: { ...anew, form, touchedAt: now } });
    const job = { workspaceId, importId: id, exact: true };
    await enqueueReading(tx, job);
    return found;
  });
  if (before?.runId) await requestStop({ workspaceId, runId: before.runId });
  return before !== null;
}

/**
 * Discards an import that has not started, and has its rows and its upload removed; a run that waited for it ends.
 * False if it has started, is gone, or was touched since `untouchedSince`.
 */
export async function discardImport(
  workspaceId: string,
  id: string,
  now: Date,
  untouchedSince?: Date,
): Promise<boolean> {
  const where = { workspaceId, id };
  const touched = untouchedSince ? { touchedAt: { lt: untouchedSince } } : {};
  const found = await inWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.leadImport.updateMany({
      where: { ...where, ...touched, state: { in: [...WAITING_STATES, ARRIVING] } },
      data: { state: "discarded", touchedAt: now },
    });
    if (count === 0) return null;
    await enqueue(REMOVE_JOB, { workspaceId, importId: id }, { tx });
    return tx.leadImport.findFirst({ where, select: { runId: true } });
  });
  if (found?.runId) await requestStop({ workspaceId, runId: found.runId });
  return found !== null;
}
