import { MOST_FILES } from "@/lib/leads/core/quota";
import type { ImportForm } from "@/lib/leads/core/row";
import { ARRIVING, WAITING_STATES } from "@/lib/leads/queries/waiting";
import type { ImportKey, ImportState, ImportView, ProblemRow } from "@/lib/leads/types";
import { inWorkspace, pool } from "@/lib/platform/db";
import type { LeadImport } from "@/lib/platform/generated/prisma/client";

/** An import of this workspace, or null. */
export async function findImport(workspaceId: string, id: string): Promise<ImportView | null> {
  const found = await inWorkspace(workspaceId, (tx) =>
    tx.leadImport.findFirst({
      where: { workspaceId, id, state: { notIn: ["discarded", ARRIVING] } },
    }),
  );
  return found && view(found);
}

/** The import that a run works for, and the list that its leads go to once there is one. Null for other runs. */
export const findImportOfRun = (
  workspaceId: string,
  runId: string,
): Promise<{ id: string; listId: string | null } | null> =>
  inWorkspace(workspaceId, (tx) =>
    tx.leadImport.findFirst({
      where: { workspaceId, runId, state: { notIn: ["discarded", ARRIVING] } },
      select: { id: true, listId: true },
    }),
  );

/** The newest imports that are neither ended nor discarded: where a returning person left off. */
export async function listOpenImports(workspaceId: string, userId: string): Promise<ImportView[]> {
  const found = await inWorkspace(workspaceId, (tx) =>
    tx.leadImport.findMany({
      where: { workspaceId, createdBy: userId, state: { in: [...WAITING_STATES, "started"] } },
      orderBy: { createdAt: "desc" },
      take: MOST_FILES + 5,
    }),
  );
  return found.map(view);
}

/** The first rows of an import that will not be imported, in the file's order. */
export async function listProblems(
  workspaceId: string,
  importId: string,
  page: { after: number; take: number; verdicts?: readonly ProblemRow["verdict"][] },
): Promise<ProblemRow[]> {
  const verdicts = page.verdicts ?? ["invalid", "duplicate"];
  const rows = await inWorkspace(workspaceId, (tx) =>
    tx.leadImportRow.findMany({
      where: {
        workspaceId,
        importId,
        rowNumber: { gt: page.after },
        verdict: { in: [...verdicts] },
      },
      orderBy: { rowNumber: "asc" },
      take: page.take,
    }),
  );
  return rows.map((row) => ({
    row: Number(row.rowNumber),
    verdict: row.verdict as ProblemRow["verdict"],
    problem: row.problem,
    text: String((row.fields as { text?: string; username?: string }).text ?? nameIn(row.fields)),
  }));
}

const nameIn = (fields: unknown): string =>
  String((fields as { username?: string }).username ?? "");

const DAY = 86_400_000;

/**
 * Imports abandoned since before `before`: never started, or ended or discarded then; the latter only for the three
 * days after.
 */
export async function listStaleImports(before: Date): Promise<ImportKey[]> {
  const { rows } = await pool("worker").query<{ workspace_id: string; id: string }>(
    `select workspace_id, id from lead_import
      where touched_at < $1
        and (state in ('arriving', 'reading', 'ready', 'unreadable')
             or (state in ('done', 'stopped', 'failed', 'discarded') and touched_at > $2))
      limit 500`,
    [before, new Date(before.getTime() - 3 * DAY)],
  );
  return rows.map((row) => ({ workspaceId: row.workspace_id, importId: row.id }));
}

/** Whether nothing will be read of an import or imported from it any more. */
export const isFinal = async (workspaceId: string, id: string): Promise<boolean> => {
  const state = { in: ["done", "stopped", "failed", "discarded"] };
  const where = { workspaceId, id, state };
  return (await inWorkspace(workspaceId, (tx) => tx.leadImport.count({ where }))) > 0;
};

/** Files that are being read, of which nothing was heard since `silentSince`: perhaps no job is left that reads them. */
export async function listSilentReadings(silentSince: Date): Promise<ImportKey[]> {
  const { rows } = await pool("worker").query<{ workspace_id: string; id: string }>(
    "select workspace_id, id from lead_import where state = 'reading' and touched_at < $1 limit 500",
    [silentSince],
  );
  return rows.map((row) => ({ workspaceId: row.workspace_id, importId: row.id }));
}

/**
 * At most 500 imports of all workspaces that may have no job left: a process died between the beginning or end of their
 * run and theirs; their run ended while it waited for credits a second time; or nothing has moved since `silentSince`,
 * perhaps because the last try of their job was cut off.
 */
export async function listOrphanedImports(
  silentSince: Date,
): Promise<(ImportKey & { runId: string })[]> {
  const { rows } = await pool("worker").query<{ workspace_id: string; id: string; run_id: string }>(
    `select i.workspace_id, i.id, i.run_id from lead_import i
       join operation_run r on r.workspace_id = i.workspace_id and r.id = i.run_id
      where (i.state = 'ready' and r.state in ('running', 'stopping'))
         or (i.state = 'started' and r.state in ('done', 'stopped', 'failed'))
         or (i.state = 'started' and r.state in ('running', 'stopping') and i.touched_at < $1)
      limit 500`,
    [silentSince],
  );
  return rows.map((row) => ({
    workspaceId: row.workspace_id,
    importId: row.id,
    runId: row.run_id,
  }));
}

const view = (found: LeadImport): ImportView => ({
  id: found.id,
  form: found.form as ImportForm,
  state: found.state as ImportState,
  fileName: found.fileName,
  fileBytes: Number(found.fileBytes),
  bytesRead: Number(found.bytesRead),
  encoding: found.encoding,
  delimiter: found.delimiter,
  usernameColumn: found.usernameColumn,
  problem: found.problem,
  detail: found.detail,
  rowsRead: Number(found.rowsRead),
  invalid: Number(found.invalid),
  duplicates: Number(found.duplicates),
  existing: Number(found.existing),
  toImport: Number(found.toImport),
  imported: Number(found.imported),
  joined: Number(found.joined),
  cursor: Number(found.cursor),
  chargedCursor: Number(found.chargedCursor),
  uncharged: Number(found.uncharged),
  startLimit: found.startLimit === null ? null : Number(found.startLimit),
  runId: found.runId,
  listId: found.listId,
  listName: found.listName,
  createdAt: found.createdAt.toISOString(),
  endedAt: found.endedAt?.toISOString() ?? null,
});
