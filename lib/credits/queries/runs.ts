import { credits, type Kind } from "@/lib/credits/core/amount";
import type { Quote } from "@/lib/credits/core/quote";
import {
  type EndedBecause,
  type HoldAmounts,
  type Run,
  type RunProgress,
  type RunState,
  settlementOf,
} from "@/lib/credits/core/run";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import type { OperationRun } from "@/lib/platform/generated/prisma/client";

/** One run with what became of its credits at `now`, or null. */
export const findRun = (workspaceId: string, runId: string, now: Date): Promise<Run | null> =>
  inWorkspace(workspaceId, async (tx) => {
    const row = await tx.operationRun.findUnique({
      where: { workspaceId_id: { workspaceId, id: runId } },
    });
    return row ? ((await withSettlements(tx, workspaceId, [row], now))[0] ?? null) : null;
  });

export type RunFilter = { states?: readonly RunState[]; kind?: Kind; actorId?: string };
/** The last run of a page: the next page begins after it. */
export type RunCursor = { createdAt: Date; id: string };
export type RunPage = { runs: Run[]; next: RunCursor | null };

/** Runs of a workspace, newest first, a page at a time. */
export const listRuns = (
  workspaceId: string,
  filter: RunFilter,
  page: { after: RunCursor | null; size: number },
  now: Date,
): Promise<RunPage> =>
  inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.operationRun.findMany({
      where: { workspaceId, ...matching(filter), ...(page.after ? behind(page.after) : {}) },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: page.size + 1,
    });
    const shown = rows.slice(0, page.size);
    const last = rows.length > page.size ? shown.at(-1) : undefined;
    return {
      runs: await withSettlements(tx, workspaceId, shown, now),
      next: last ? { createdAt: last.createdAt, id: last.id } : null,
    };
  });

/** These runs, by id. */
export async function runsById(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, Run>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.operationRun.findMany({ where: { workspaceId, id: { in: [...ids] } } });
  const runs = await withSettlements(tx, workspaceId, rows, now);
  return new Map(runs.map((run) => [run.id, run]));
}

/** The runs that changed after `since`, at most the newest 50, in the order of their changes. */
export const runsChangedSince = (
  workspaceId: string,
  since: Date,
  now: Date,
): Promise<{ runs: Run[]; until: Date }> =>
  inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.operationRun.findMany({
      where: { workspaceId, updatedAt: { gt: since } },
      orderBy: { updatedAt: "desc" },
      take: 50,
    });
    const runs = await withSettlements(tx, workspaceId, rows, now);
    return { runs: runs.toReversed(), until: rows[0]?.updatedAt ?? since };
  });

const matching = ({ states, kind, actorId }: RunFilter) => ({
  ...(states ? { state: { in: [...states] } } : {}),
  ...(kind ? { kind } : {}),
  ...(actorId ? { actorId } : {}),
});

const behind = ({ createdAt, id }: RunCursor) => ({
  createdAt: { lte: createdAt },
  NOT: { createdAt, id: { gte: id } },
});

async function withSettlements(
  tx: Tx,
  workspaceId: string,
  rows: readonly OperationRun[],
  now: Date,
): Promise<Run[]> {
  const holds = await holdsOf(tx, workspaceId, rows);
  return rows.map((row) => runOf(row, holds, now));
}

/** The holds of some runs, by id. */
export async function holdsOf(
  tx: Tx,
  workspaceId: string,
  rows: readonly Pick<OperationRun, "kind" | "holdIds">[],
): Promise<Map<string, HoldAmounts>> {
  if (rows.length === 0) return new Map();
  const found = await tx.creditHold.findMany({
    where: {
      workspaceId,
      kind: { in: [...new Set(rows.map((row) => row.kind))] },
      id: { in: rows.flatMap((row) => row.holdIds) },
    },
  });
  return new Map(
    found.map((hold) => [
      hold.id,
      {
        amount: Number(hold.amount),
        captured: Number(hold.captured),
        released: Number(hold.released),
        state: hold.state,
        lapsesAt: hold.lapsesAt,
      },
    ]),
  );
}

function runOf(row: OperationRun, holds: ReadonlyMap<string, HoldAmounts>, now: Date): Run {
  return {
    id: row.id,
    kind: row.kind,
    operation: row.operation,
    subject: row.subject,
    state: row.state as RunState,
    quoted: {
      min: credits(Number(row.quotedMin)),
      likely: credits(Number(row.quotedLikely)),
      max: credits(Number(row.quotedMax)),
      lines: (row.quote as unknown as Quote).lines,
    },
    rateCardVersion: row.rateCardVersion,
    actorId: row.actorId,
    campaignId: row.campaignId,
    progress: row.progress as RunProgress,
    createdAt: row.createdAt.toISOString(),
    beginsAt: row.beginsAt?.toISOString() ?? null,
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    waitsUntil: row.waitsUntil?.toISOString() ?? null,
    failure: row.failure,
    endedBecause: row.endedBecause as EndedBecause | null,
    version: Number(row.version),
    ...settlementOf(
      row.holdIds.flatMap((id) => holds.get(id) ?? []),
      now,
    ),
  };
}
