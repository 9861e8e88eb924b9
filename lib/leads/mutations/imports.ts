import type { ImportForm } from "@/lib/leads/core/row";
import { inWorkspace } from "@/lib/platform/db";
import { enqueue } from "@/lib/platform/queue";

/** The job that reads an upload. */
export const READ_JOB = "leads.read";

type NewImport = {
  workspaceId: string;
  id: string;
  form: ImportForm;
  fileName: string;
  fileBytes: number;
  createdBy: string;
  now: Date;
};

/** Keeps an upload as an import and has it read, in one transaction. */
export async function createImport({ now, ...given }: NewImport): Promise<void> {
  const { workspaceId, id: importId } = given;
  await inWorkspace(workspaceId, async (tx) => {
    await tx.leadImport.create({
      data: { ...given, state: "reading", createdAt: now, touchedAt: now },
    });
    await enqueue(READ_JOB, { workspaceId, importId }, { tx, singletonKey: importId });
  });
}

/** What reading the file found before its first row. */
export async function noteShape(
  workspaceId: string,
  id: string,
  shape: { form: ImportForm; encoding: string; delimiter: string; usernameColumn: string | null },
): Promise<void> {
  await inWorkspace(workspaceId, (tx) =>
    tx.leadImport.updateMany({ where: { workspaceId, id, state: "reading" }, data: shape }),
  );
}

/** Closes the reading of a file that cannot be read, with the reason. */
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

/** Has a file read again, as the form that was chosen for it. False when it has started, or is gone. */
export const rereadImport = (
  workspaceId: string,
  id: string,
  form: ImportForm,
  now: Date,
): Promise<boolean> =>
  inWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.leadImport.updateMany({
      where: { workspaceId, id, state: { in: ["ready", "unreadable"] } },
      data: { form, state: "reading", bytesRead: 0, problem: null, detail: null, touchedAt: now },
    });
    if (count === 0) return false;
    const job = { workspaceId, importId: id, exact: true };
    await enqueue(READ_JOB, job, { tx, singletonKey: id });
    return true;
  });

/** Forgets an import that has not started. Its rows and upload are the caller's to remove. */
export async function discardImport(workspaceId: string, id: string, now: Date): Promise<boolean> {
  const changed = await inWorkspace(workspaceId, (tx) =>
    tx.leadImport.updateMany({
      where: { workspaceId, id, state: { in: ["reading", "ready", "unreadable"] } },
      data: { state: "discarded", touchedAt: now },
    }),
  );
  return changed.count === 1;
}
