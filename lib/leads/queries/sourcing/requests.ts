import type { Quote } from "@/lib/credits/core/quote";
import { isOver, type RunProgress, type RunState } from "@/lib/credits/core/run";
import { apiKeyNames } from "@/lib/identity/queries/api-keys";
import { membersOf } from "@/lib/identity/queries/members";
import { type Delivery, deliveredBy } from "@/lib/leads/core/sourcing";
import type { SourcingRequest } from "@/lib/leads/types";
import { inWorkspace, type Tx } from "@/lib/platform/db";

/** A request as it was found. `holds`: where its charges are looked up. */
type Found = Omit<SourcingRequest, "by" | "delivered" | "charged"> & {
  actor: Actor;
  holds: string[];
  /** What its holds cannot say: how many leads a run delivered, or what an immediate charge took. */
  outcome: { delivered?: number; charge?: Delivery; amount: number };
};
type Actor = { type: "member" | "system" | "api_key"; id: string | null };

/** The latest requests for leads, made here or by programs, with what became of each at `now`. */
export async function recentSourcing(
  workspaceId: string,
  most: number,
  now: Date,
): Promise<SourcingRequest[]> {
  const { found, deliveries } = await inWorkspace(workspaceId, async (tx) => {
    const scope = { workspaceId, most, now };
    const each = [await runsOf(tx, scope), await holdsOf(tx, scope), await chargesOf(tx, scope)];
    const found = each
      .flat()
      .toSorted((a, b) => b.at.localeCompare(a.at))
      .slice(0, most);
    return { found, deliveries: await deliveriesOn(tx, workspaceId, found) };
  });
  const nameOf = await actorNames(workspaceId, found, now);
  return found.map(({ actor, holds, outcome, ...request }) => {
    const mine = outcome.charge
      ? [outcome.charge]
      : deliveries.filter(({ on }) => holds.includes(on));
    const done = deliveredBy(mine, { requested: request.requested, amount: outcome.amount });
    return {
      ...request,
      ...done,
      delivered: outcome.delivered ?? done.delivered,
      by: nameOf(actor),
    };
  });
}

type Scope = { workspaceId: string; most: number; now: Date };

// The operation is written out in these queries, not passed, because their indexes contain only that operation.

type RunRow = {
  id: string;
  state: RunState;
  progress: RunProgress;
  quote: Quote;
  quotedMax: bigint;
  holdIds: string[];
  actorId: string;
  at: Date;
};

async function runsOf(tx: Tx, { workspaceId, most }: Scope): Promise<Found[]> {
  const rows = await tx.$queryRaw<RunRow[]>`
    select id, state, progress, quote, quoted_max as "quotedMax", hold_ids as "holdIds", actor_id as "actorId",
      created_at as at
    from operation_run
    where workspace_id = ${workspaceId}::uuid and operation = 'lead_sourcing'
    order by created_at desc, id desc limit ${most}`;
  return rows.map((row) => ({
    id: row.id,
    runId: row.id,
    at: row.at.toISOString(),
    open: !isOver(row.state),
    requested: row.quote.quantity,
    actor: { type: "member", id: row.actorId },
    holds: row.holdIds,
    outcome: { delivered: row.progress.done, amount: Number(row.quotedMax) },
  }));
}

type HoldRow = {
  id: string;
  state: string;
  lapsesAt: Date;
  amount: bigint;
  quantity: bigint | null;
  actorType: Actor["type"];
  actorId: string | null;
  at: Date;
};

/** The row that opened a hold has exactly the hold's time, and says for how many leads it was. */
async function holdsOf(tx: Tx, { workspaceId, most, now }: Scope): Promise<Found[]> {
  const rows = await tx.$queryRaw<HoldRow[]>`
    select hold.id, hold.state, hold.lapses_at as "lapsesAt", hold.amount, opened.quantity,
      hold.actor_type::text as "actorType", hold.actor_id as "actorId", hold.created_at as at
    from (
      select * from credit_hold
      where workspace_id = ${workspaceId}::uuid and kind = 'lead' and operation = 'lead_sourcing' and run_id is null
      order by created_at desc, id desc limit ${most}) hold
    join credit_history opened on opened.workspace_id = hold.workspace_id and opened.kind = hold.kind
      and opened.at = hold.created_at and opened.hold_id = hold.id`;
  return rows.map((row) => ({
    id: row.id,
    runId: null,
    at: row.at.toISOString(),
    open: row.state === "open" && row.lapsesAt > now,
    requested: row.quantity === null ? null : Number(row.quantity),
    actor: { type: row.actorType, id: row.actorId },
    holds: [row.id],
    outcome: { amount: Number(row.amount) },
  }));
}

type ChargeRow = {
  seq: bigint;
  quantity: bigint | null;
  charged: bigint;
  refunded: bigint;
  actorType: Actor["type"];
  actorId: string | null;
  at: Date;
};

/** Asked for and delivered in one step. */
async function chargesOf(tx: Tx, { workspaceId, most }: Scope): Promise<Found[]> {
  const rows = await tx.$queryRaw<ChargeRow[]>`
    select charge.seq, charge.quantity, -charge.amount as charged, coalesce((
        select sum(back.amount) from credit_history back
        where back.workspace_id = ${workspaceId}::uuid and back.kind = 'lead' and back.corrects = charge.seq), 0)::bigint
        as refunded,
      charge.actor_type::text as "actorType", charge.actor_id as "actorId", charge.at
    from credit_history charge
    where charge.workspace_id = ${workspaceId}::uuid and charge.kind = 'lead' and charge.hold_id is null
      and charge.operation = 'lead_sourcing' and charge.type = 'charge'
    order by charge.seq desc limit ${most}`;
  return rows.map((row) => ({
    id: String(row.seq),
    runId: null,
    at: row.at.toISOString(),
    open: false,
    requested: row.quantity === null ? null : Number(row.quantity),
    actor: { type: row.actorType, id: row.actorId },
    holds: [],
    outcome: { charge: deliveryOf(row), amount: Number(row.charged) },
  }));
}

type DeliveryRow = Pick<ChargeRow, "quantity" | "charged" | "refunded"> & { on: string };

/** What was charged on the holds of these requests, a sum for each hold. */
async function deliveriesOn(
  tx: Tx,
  workspaceId: string,
  found: readonly Found[],
): Promise<(Delivery & { on: string })[]> {
  const holds = found.flatMap(({ holds }) => holds);
  if (holds.length === 0) return [];
  const rows = await tx.$queryRaw<DeliveryRow[]>`
    select charge.hold_id as "on", sum(-charge.amount)::bigint as charged,
      case when bool_and(charge.quantity is not null) then sum(charge.quantity)::bigint end as quantity,
      coalesce(sum((
        select sum(back.amount) from credit_history back
        where back.workspace_id = ${workspaceId}::uuid and back.kind = 'lead' and back.corrects = charge.seq)), 0)::bigint
        as refunded
    from credit_history charge
    where charge.workspace_id = ${workspaceId}::uuid and charge.kind = 'lead'
      and charge.operation = 'lead_sourcing' and charge.type = 'charge' and charge.hold_id = any (${holds}::uuid[])
    group by charge.hold_id`;
  return rows.map(({ on, ...row }) => ({ on, ...deliveryOf(row) }));
}

const deliveryOf = (row: Pick<ChargeRow, "quantity" | "charged" | "refunded">): Delivery => ({
  quantity: row.quantity === null ? null : Number(row.quantity),
  charged: Number(row.charged),
  refunded: Number(row.refunded),
});

/** The names of these actors: members, including those who left, and API keys. */
async function actorNames(
  workspaceId: string,
  found: readonly Found[],
  now: Date,
): Promise<(actor: Actor) => string> {
  const keys = found.flatMap(({ actor }) =>
    actor.type === "api_key" && actor.id ? [actor.id] : [],
  );
  const [members, programs] = await Promise.all([
    membersOf(workspaceId),
    apiKeyNames(workspaceId, [...new Set(keys)], now),
  ]);
  return ({ type, id }) => {
    if (type === "api_key") return `API key ${programs.get(id ?? "")?.name ?? ""}`.trim();
    if (type === "system") return "Scheduled";
    return members.find(({ userId }) => userId === id)?.name ?? "Somebody who left";
  };
}
