import { quoteOperation } from "@/lib/credits/core/rate-card";
import { isOver, type RunState } from "@/lib/credits/core/run";
import { requestStop, type StartAnswer, startRun, stopRun } from "@/lib/credits/mutations/runs";
import { currentRateCard } from "@/lib/credits/queries/rate-card";
import { checkpointSize } from "@/lib/leads/core/checkpoint";
import type { Estimate } from "@/lib/leads/core/moved";
import { leadsToImport, operationOf, subjectOf } from "@/lib/leads/core/preview";
import type { ImportForm } from "@/lib/leads/core/row";
import type { ImportKey } from "@/lib/leads/types";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import type { LeadImport } from "@/lib/platform/generated/prisma/client";
import { newId } from "@/lib/platform/ids";
import { enqueue, hasJob } from "@/lib/platform/queue";

/** The job that carries an import out. */
export const IMPORT_JOB = "leads.import";

export type StartImport = {
  workspaceId: string;
  actorId: string;
  importId: string;
  /** The list that the leads go to: an existing one, or the name of a new one. */
  list: { id: string } | { name: string };
  /** Import only this many of the first leads; null imports all. */
  limit: number | null;
  /** The price that was shown, in hundredths: the import never starts above it. */
  maximum?: number;
  /**
   * For how long (milliseconds) the start can be undone; nothing is imported before that. Without it, the import begins
   * at once.
   */
  undoFor?: number;
  /** If there are too few credits, let the run wait for them and continue when they arrive. */
  wait: boolean;
  now: Date;
};

export type StartImportAnswer =
  | StartAnswer
  | { ok: false; reason: "not_ready" | "nothing_to_import" | "unknown_list" }
  /** `quote`: what it would cost now. */
  | { ok: false; reason: "quote_moved"; quote: Estimate };

/**
 * Starts a previewed import: holds the most it can cost and hands it to the background. Refused, without a trace in the
 * balance, if the credits do not cover it, or if it would cost more than was shown; the draft, with its list, stays.
 * Safe to repeat.
 */
export async function startImport(start: StartImport): Promise<StartImportAnswer> {
  const { workspaceId, importId, now } = start;
  const card = await currentRateCard(now);
  const chosen = await inWorkspace(workspaceId, (tx) => choose(tx, start, card.version));
  if ("reason" in chosen) return chosen;
  if (chosen.runs === "already") return { ok: true, runId: chosen.runId };

  const { found, runId, replaces } = chosen;
  const form = found.form as ImportForm;
  const leads = leadsToImport(Number(found.toImport), start.limit);
  const operation = operationOf(form);
  const quote = quoteOperation(operation, { quantity: leads }, card);
  if (start.maximum !== undefined && quote.max > start.maximum) {
    return { ok: false, reason: "quote_moved", quote };
  }
  if (replaces) await requestStop({ workspaceId, runId: replaces });
  const answer = await startRun({
    workspaceId,
    actorId: start.actorId,
    runId,
    operation,
    subject: subjectOf(found.fileName),
    quote,
    progress: { done: 0, total: leads, import: importId, step: stepOf(found) },
    waitIfShort: start.wait,
    undoFor: start.undoFor ?? 0,
  });
  if (answer.ok && !answer.undoUntil) await continueImport(workspaceId, runId, now);
  return answer;
}

const stepOf = ({ toImport, existing }: LeadImport): number =>
  checkpointSize(Number(toImport) + Number(existing));

/**
 * Marks the import of a run that has its credits as started, makes its list, and hands it to the background, all in one
 * transaction. False if no import waits for this run.
 */
export const beginImport = (workspaceId: string, runId: string, now: Date): Promise<boolean> =>
  inWorkspace(workspaceId, (tx) => begin(tx, { workspaceId, runId, now }));

type Beginning = { workspaceId: string; runId: string; now: Date };

async function begin(tx: Tx, beginning: Beginning): Promise<boolean> {
  const { workspaceId, runId, now } = beginning;
  const waiting = { workspaceId, runId, state: "ready" };
  const found = await tx.leadImport.findFirst({ where: waiting });
  if (!found) return false;
  const chosen = { listId: found.listId, listName: found.listName };
  const kept = found.listId && (await holdList(tx, workspaceId, found.listId));
  const listId = kept || newId();
  const { count } = await tx.leadImport.updateMany({
    where: { ...waiting, ...chosen, id: found.id },
    data: { state: "started", listId, touchedAt: now },
  });
  // Since it was read, somebody chose another list for it, or started it anew, with another run.
  if (count === 0) return begin(tx, beginning);
  if (!kept) {
    const name = found.listName ?? subjectOf(found.fileName);
    const made = { workspaceId, id: listId, name, createdBy: found.createdBy, createdAt: now };
    await tx.leadList.create({ data: made });
  }
  await enqueue(IMPORT_JOB, { workspaceId, importId: found.id }, { tx, singletonKey: found.id });
  return true;
}

/** Keeps a list from being deleted until this transaction ends. Returns its id, or null if it is gone. */
async function holdList(tx: Tx, workspaceId: string, id: string): Promise<string | null> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from lead_list where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for share`;
  return rows.length > 0 ? id : null;
}

/**
 * The credits of a run have arrived: its import begins, or continues where it was. If its draft was discarded or is
 * being read again, there is nothing to do: the run ends, and what was held for it comes back.
 */
export async function continueImport(workspaceId: string, runId: string, now: Date): Promise<void> {
  if (await beginImport(workspaceId, runId, now)) return;
  const found = await inWorkspace(workspaceId, (tx) =>
    tx.leadImport.findFirst({ where: { workspaceId, runId, state: "started" } }),
  );
  if (!found) return stopRun({ workspaceId, runId });
  await enqueue(IMPORT_JOB, { workspaceId, importId: found.id }, { singletonKey: found.id });
}

/** The same, unless a job of the import waits, runs or will be tried again. */
export async function continueUnlessWorkedOn(
  { workspaceId, importId, runId }: ImportKey & { runId: string },
  now: Date,
): Promise<void> {
  const worked = await inWorkspace(workspaceId, (tx) => hasJob(tx, IMPORT_JOB, importId));
  if (!worked) await continueImport(workspaceId, runId, now);
}

type Chosen =
  | { runs: "already"; runId: string }
  | { runs: "next"; found: LeadImport; runId: string; replaces: string | null }
  | { ok: false; reason: "not_ready" | "nothing_to_import" | "unknown_list" };

/** Stores the choices with the draft and names the run, under the import's lock, so that a double click is one run. */
async function choose(tx: Tx, start: StartImport, rateCard: string): Promise<Chosen> {
  const { workspaceId, importId: id, limit, list } = start;
  await tx.$queryRaw`select 1 from lead_import where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for update`;
  const found = await tx.leadImport.findFirst({ where: { workspaceId, id } });
  if (found?.state === "started" && found.runId) return { runs: "already", runId: found.runId };
  if (found?.state !== "ready") return { ok: false, reason: "not_ready" };
  if (Number(found.toImport) + Number(found.existing) === 0) {
    return { ok: false, reason: "nothing_to_import" };
  }
  const listId = "id" in list ? list.id : null;
  if (listId && !(await tx.leadList.count({ where: { workspaceId, id: listId } }))) {
    return { ok: false, reason: "unknown_list" };
  }
  const { runId, replaces } = await nextRun(tx, found, limit, rateCard);
  await tx.leadImport.updateMany({
    where: { workspaceId, id },
    data: {
      runId,
      listId,
      listName: "name" in list ? list.name : null,
      startLimit: limit,
      touchedAt: start.now,
    },
  });
  return { runs: "next", found, runId, replaces };
}

/** The present run is used again unless it has ended, or waits for another amount or at rates that no longer apply. */
async function nextRun(tx: Tx, found: LeadImport, limit: number | null, rateCard: string) {
  if (!found.runId) return { runId: newId(), replaces: null };
  const { workspaceId, runId } = found;
  const run = await tx.operationRun.findFirst({ where: { workspaceId, id: runId } });
  const waits = run?.state === "blocked" || run?.state === "queued";
  const shown = !waits || run.rateCardVersion === rateCard;
  const same = shown && Number(found.startLimit ?? 0) === (limit ?? 0);
  if (same && (!run || !isOver(run.state as RunState))) return { runId, replaces: null };
  return { runId: newId(), replaces: waits ? runId : null };
}
