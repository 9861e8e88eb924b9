import type { Kind } from "@/lib/credits/core/amount";
import { entryId } from "@/lib/credits/core/balance";
import type { Charges, Movement } from "@/lib/credits/types";
import { inWorkspace } from "@/lib/platform/db";

type Account = { workspaceId: string; kind: Kind };

/** The charges that are looked at: a busy account has many more in a day, and a page must not wait for them. */
const CHARGES_READ = 2_000;
const LARGEST = 3;
const SHOWN = 3;

type ChargeRow = {
  runId: string | null;
  seq: bigint;
  charges: bigint;
  used: bigint;
  operation: string | null;
  subject: string | null;
  actorId: string | null;
  actorType: string;
  at: Date;
  total: bigint;
  count: bigint;
};

/** What was charged since an instant, and the largest parts of it: a run's charges count as one. */
export async function chargesSince({ workspaceId, kind }: Account, since: Date): Promise<Charges> {
  const rows = await inWorkspace(
    workspaceId,
    (tx) => tx.$queryRaw<ChargeRow[]>`
      with latest as materialized (
        select seq, amount, operation, subject, run_id, actor_id, actor_type, at from credit_history
        where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
          and at >= ${since} and type = 'charge' and amount < 0
        order by at desc limit ${CHARGES_READ})
      select run_id as "runId", max(seq) as seq, count(*) as charges, (-sum(amount))::bigint as used,
        (array_agg(operation order by seq desc))[1] as operation,
        (array_agg(subject order by seq desc))[1] as subject,
        (array_agg(actor_id order by seq desc))[1] as "actorId",
        (array_agg(actor_type::text order by seq desc))[1] as "actorType",
        max(at) as at, (sum(-sum(amount)) over ())::bigint as total, (sum(count(*)) over ())::bigint as count
      from latest group by coalesce(run_id::text, seq::text), run_id
      order by used desc, seq desc limit ${LARGEST}`,
  );
  const count = Number(rows[0]?.count ?? 0);
  return {
    used: Number(rows[0]?.total ?? 0),
    count,
    complete: count < CHARGES_READ,
    largest: rows.map((row) => ({
      id: entryId(kind, Number(row.seq)),
      runId: row.runId,
      charges: Number(row.charges),
      used: Number(row.used),
      operation: row.operation,
      subject: row.subject,
      actor: { id: row.actorId, kind: row.actorType },
      at: row.at.toISOString(),
    })),
  };
}

type MovementRow = { seq: bigint; amount: bigint; reason: string | null; at: Date };

/** The newest rows of a type since an instant: what expired, what was adjusted. */
export async function movementsSince(
  { workspaceId, kind }: Account,
  type: "expiry" | "adjustment",
  since: Date,
): Promise<Movement[]> {
  const rows = await inWorkspace(
    workspaceId,
    (tx) => tx.$queryRaw<MovementRow[]>`
      select seq, amount, reason, at from credit_history
      where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
        and type = ${type}::entry_type
      order by seq desc limit ${SHOWN}`,
  );
  return rows
    .filter(({ at }) => at >= since)
    .map(({ seq, amount, reason, at }) => ({
      id: entryId(kind, Number(seq)),
      amount: Number(amount),
      reason,
      at: at.toISOString(),
    }));
}
