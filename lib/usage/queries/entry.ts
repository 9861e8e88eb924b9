import { type Credits, credits, type Kind } from "@/lib/credits/core/amount";
import { entryId } from "@/lib/credits/core/balance";
import type { Json } from "@/lib/credits/core/command";
import { type EntryFacts, isHidden } from "@/lib/credits/core/entry";
import { campaignName } from "@/lib/credits/queries/campaigns";
import { entriesOfLots } from "@/lib/credits/queries/lot-entries";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { operationLabel } from "@/lib/usage/core/operations";
import { type Explained, explain } from "@/lib/usage/core/why";
import { type EntryRow, toTransactions } from "@/lib/usage/queries/rows";
import type { EntryDetail } from "@/lib/usage/types";

type Scope = { workspaceId: string; kind: Kind };

/** One row of the history with everything that explains it. Null if this workspace has no such row. */
export function findEntry(
  workspaceId: string,
  id: { kind: Kind; seq: number },
): Promise<EntryDetail | null> {
  return inWorkspace(workspaceId, async (tx) => {
    const entry = await tx.creditEntry.findUnique({
      where: { workspaceId_kind_seq: { workspaceId, kind: id.kind, seq: BigInt(id.seq) } },
    });
    if (!entry || isHidden(entry.type)) return null;
    const [transaction] = await toTransactions(tx, workspaceId, [
      { ...(entry as Omit<EntryRow, "rows">), rows: rowsOf(entry.inputs as Json | null) },
    ]);
    if (!transaction) return null;

    const scope = { workspaceId, kind: id.kind };
    const run = await runOf(tx, workspaceId, entry.runId);
    const explained: Explained = {
      kind: id.kind,
      operation: entry.operation,
      why: explain(entry.inputs as Json | null),
      quantity: entry.quantity === null ? null : Number(entry.quantity),
      rateCardVersion: entry.rateCardVersion,
      formula: null,
      cheaper: null,
      quoted: quotedOf(run, entry),
      // A dispute freezes: what it takes in the end was not held for work.
      held: transaction.type === "charge" ? await heldOf(tx, scope, entry.holdId) : null,
      owed: owedOf(entry.facts as EntryFacts | null),
      takenFrom: await lotsOf(tx, scope, entry.lots as [string, number][]),
      balanceBefore: Number(entry.currentAfter - entry.amount) as Credits,
      campaign: entry.campaignId
        ? { id: entry.campaignId, name: campaignName(entry.inputs, entry.subject) }
        : null,
      run: run && { id: run.id, subject: run.subject, state: run.state },
      corrects: await correctedBy(tx, scope, entry.corrects),
      refunds: await refundsOf(tx, scope, entry.seq),
    };
    return { transaction, explained };
  });
}

const owedOf = (facts: EntryFacts | null): Credits => credits(facts?.debtIncurred ?? 0);

const rowsOf = (inputs: Json | null): Json | undefined =>
  inputs && typeof inputs === "object" && !Array.isArray(inputs) ? inputs.rows : undefined;

const runOf = (tx: Tx, workspaceId: string, id: string | null) =>
  id ? tx.operationRun.findUnique({ where: { workspaceId_id: { workspaceId, id } } }) : null;

type Run = Awaited<ReturnType<typeof runOf>>;

/** A program that sets its own price gets no quote, so what it held is not one. */
function quotedOf(
  run: Run,
  { quotedMax, rateCardVersion }: { quotedMax: bigint | null; rateCardVersion: string | null },
): Explained["quoted"] {
  if (run) {
    return { min: Number(run.quotedMin) as Credits, max: Number(run.quotedMax) as Credits };
  }
  if (quotedMax === null || rateCardVersion === null) return null;
  return { min: null, max: Number(quotedMax) as Credits };
}

async function heldOf(tx: Tx, { workspaceId, kind }: Scope, id: string | null) {
  const hold = id
    ? await tx.creditHold.findUnique({
        where: { workspaceId_kind_id: { workspaceId, kind, id } },
      })
    : null;
  return (
    hold && {
      amount: Number(hold.amount) as Credits,
      returned: Number(hold.released) as Credits,
      page: hold.actorType === "api_key" ? hold.id : null,
    }
  );
}

async function lotsOf(tx: Tx, { workspaceId, kind }: Scope, used: readonly [string, number][]) {
  if (!Array.isArray(used) || used.length === 0) return [];
  const ids = used.map(([id]) => id);
  const lots = await tx.creditLot.findMany({ where: { workspaceId, kind, id: { in: ids } } });
  const cameIn = await entriesOfLots(tx, { workspaceId, kind, lots: ids });
  const known = new Map(lots.map((lot) => [lot.id, lot]));
  return used.flatMap(([id, amount]) => {
    const lot = known.get(id);
    return lot
      ? [
          {
            id,
            label: lot.label,
            bought: Number(lot.granted) as Credits,
            amount: Math.abs(Number(amount)) as Credits,
            createdAt: lot.createdAt.toISOString(),
            expiresAt: lot.expiresAt?.toISOString() ?? null,
            cameIn: cameIn.get(id) ?? null,
          },
        ]
      : [];
  });
}

async function correctedBy(tx: Tx, { workspaceId, kind }: Scope, seq: bigint | null) {
  const original =
    seq === null
      ? null
      : await tx.creditEntry.findUnique({
          where: { workspaceId_kind_seq: { workspaceId, kind, seq } },
        });
  return (
    original && {
      id: entryId(kind, Number(original.seq)),
      label: operationLabel(original.operation ?? original.type),
      at: original.at.toISOString(),
      amount: Number(original.amount),
    }
  );
}

async function refundsOf(tx: Tx, { workspaceId, kind }: Scope, seq: bigint) {
  const refunds = await tx.creditEntry.findMany({
    where: { workspaceId, kind, corrects: seq },
    orderBy: { seq: "asc" },
    select: { seq: true, at: true, amount: true },
  });
  return refunds.map((refund) => ({
    id: entryId(kind, Number(refund.seq)),
    at: refund.at.toISOString(),
    amount: Number(refund.amount),
  }));
}
