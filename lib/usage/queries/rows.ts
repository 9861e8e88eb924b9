import { BY_HAND } from "@/lib/credits/core/actor";
import type { Kind } from "@/lib/credits/core/amount";
import { entryId } from "@/lib/credits/core/balance";
import type { Json } from "@/lib/credits/core/command";
import type { Tx } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/generated/prisma/client";
import { operationLabel } from "@/lib/usage/core/operations";
import { partOf } from "@/lib/usage/core/part";
import type { RowActor, Transaction } from "@/lib/usage/types";

/** An entry as the database returns it. */
export type EntryRow = {
  kind: Kind;
  seq: bigint;
  type: Transaction["type"];
  amount: bigint;
  currentAfter: bigint;
  operation: string | null;
  subject: string | null;
  reason: string | null;
  actorType: "member" | "system" | "api_key";
  actorId: string | null;
  campaignId: string | null;
  runId: string | null;
  quotedMax: bigint | null;
  /** The rows of a file that it paid for, as its inputs name them. */
  rows: unknown;
  key: string;
  at: Date;
};

export const entryColumns = Prisma.sql`
  entry.kind::text as kind, entry.seq, entry.type::text as type, entry.amount,
  entry.current_after as "currentAfter", entry.operation, entry.subject, entry.reason,
  entry.actor_type::text as "actorType", entry.actor_id as "actorId",
  entry.campaign_id as "campaignId", entry.run_id as "runId", entry.quoted_max as "quotedMax",
  entry.inputs->'rows' as rows, entry.key, entry.at`;

/** An entry with everything it says about itself. */
export type FullEntryRow = EntryRow & {
  holdId: string | null;
  quantity: bigint | null;
  inputs: Json | null;
  rateCardVersion: string | null;
  corrects: bigint | null;
};

export const fullEntryColumns = Prisma.sql`${entryColumns},
  entry.hold_id as "holdId", entry.quantity, entry.inputs, entry.rate_card_version as "rateCardVersion",
  entry.corrects`;

/** Rows as the screen shows them, with the names of the people in them. */
export async function toTransactions(
  tx: Tx,
  workspaceId: string,
  rows: readonly EntryRow[],
): Promise<Transaction[]> {
  const actor = await actorsOf(tx, workspaceId, rows);
  return rows.map((row) => toTransaction(row, actor(row)));
}

function toTransaction(row: EntryRow, actor: RowActor): Transaction {
  const charged = row.type === "charge";
  return {
    id: entryId(row.kind, Number(row.seq)),
    kind: row.kind,
    seq: Number(row.seq),
    at: row.at.toISOString(),
    type: row.type,
    label: operationLabel(charged ? (row.operation ?? "charge") : row.type),
    detail: charged ? (row.subject ?? row.reason) : (row.reason ?? row.subject),
    part: charged && row.runId ? partOf(amountsOf(row)) : null,
    actor: charged && actor.kind === "system" ? { ...actor, name: "Scheduled" } : actor,
    amount: Number(row.amount),
    balanceAfter: Number(row.currentAfter),
    runId: row.runId,
  };
}

const amountsOf = ({ amount, quotedMax, rows }: EntryRow) => ({
  amount: Number(amount),
  quotedMax: quotedMax === null ? null : Number(quotedMax),
  rows,
});

type ActorColumns = Pick<EntryRow, "actorType" | "actorId" | "key">;

/**
 * Looks up the people and programs of some rows, each once. Members who left are still found, tagged as removed, and a
 * revoked key keeps its name.
 */
export async function actorsOf(
  tx: Tx,
  workspaceId: string,
  rows: readonly ActorColumns[],
): Promise<(row: ActorColumns) => RowActor> {
  const ids = [...new Set(rows.flatMap(({ actorId }) => (actorId ? [actorId] : [])))];
  const members = ids.length
    ? await tx.member.findMany({
        where: { workspaceId, userId: { in: ids } },
        select: { userId: true, name: true, removedAt: true },
      })
    : [];
  const known = new Map(members.map((member) => [member.userId, member]));
  const keyName = await keyNames(tx, workspaceId, rows);

  return ({ actorType, actorId, key }) => {
    const member = actorId ? known.get(actorId) : undefined;
    if (member) {
      const kind = member.removedAt ? "removed" : "member";
      return { kind, id: member.userId, name: member.name };
    }
    if (actorType === "api_key") return { kind: "api_key", id: actorId, name: keyName(actorId) };
    if (actorType === "system") return systemOf(key);
    return { kind: "removed", id: actorId, name: "Former member" };
  };
}

/** Nobody of the workspace: its own jobs or, with `npm run credits`, whoever runs the installation. */
const systemOf = (key: string): RowActor => ({
  kind: "system",
  id: null,
  name: key.startsWith(BY_HAND) ? "Installation" : "System",
});

async function keyNames(
  tx: Tx,
  workspaceId: string,
  rows: readonly ActorColumns[],
): Promise<(id: string | null) => string> {
  const ids = rows.flatMap(({ actorType, actorId }) =>
    actorType === "api_key" && actorId ? [actorId] : [],
  );
  if (ids.length === 0) return () => "API key";
  const keys = await tx.apiKey.findMany({
    where: { workspaceId, id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  const names = new Map(keys.map(({ id, name }) => [id, `API key ${name}`]));
  return (id) => names.get(id ?? "") ?? "API key";
}
