import { adjustmentCause } from "@/lib/credits/core/adjustment";
import type { Kind } from "@/lib/credits/core/amount";
import { entryId } from "@/lib/credits/core/balance";
import { unbookedExpiries } from "@/lib/credits/core/balance-at";
import { expiredLot } from "@/lib/credits/core/due";
import type { EntryFacts } from "@/lib/credits/core/entry";
import { openHoldOf, readBalanceInputs } from "@/lib/credits/queries/balance-inputs";
import type { Adjustment, Charges, Movement } from "@/lib/credits/types";
import { inWorkspace, type Tx } from "@/lib/platform/db";

type Account = { workspaceId: string; kind: Kind };

/** The charges that are looked at: a busy account has many more in a day, and a page must not wait for them. */
const CHARGES_READ = 2_000;
const LARGEST = 3;

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
  refunded: bigint;
  count: bigint;
};

/** What was charged since an instant, less refunds, and the largest parts of it: a run's charges count as one. */
export async function chargesSince({ workspaceId, kind }: Account, since: Date): Promise<Charges> {
  const rows = await inWorkspace(
    workspaceId,
    (tx) => tx.$queryRaw<ChargeRow[]>`
      with charged as materialized (
        select seq, amount, operation, subject, run_id, actor_id, actor_type, at from credit_history
        where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
          and at >= ${since} and type = 'charge' and amount < 0
        order by at desc limit ${CHARGES_READ}),
      latest as (
        select charged.*, -amount - back.refunded as used, back.refunded from charged
        cross join lateral (
          select coalesce(sum(amount), 0) as refunded from credit_history
          where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind and corrects = charged.seq) back)
      select run_id as "runId", max(seq) as seq, count(*) as charges, sum(used)::bigint as used,
        (array_agg(operation order by seq desc))[1] as operation,
        (array_agg(subject order by seq desc))[1] as subject,
        (array_agg(actor_id order by seq desc))[1] as "actorId",
        (array_agg(actor_type::text order by seq desc))[1] as "actorType",
        max(at) as at, (sum(sum(used)) over ())::bigint as total,
        (sum(sum(refunded)) over ())::bigint as refunded, (sum(count(*)) over ())::bigint as count
      from latest group by coalesce(run_id::text, seq::text), run_id
      order by used desc, seq desc limit ${LARGEST}`,
  );
  const count = Number(rows[0]?.count ?? 0);
  const standing = rows.filter(({ used }) => used > 0n);
  return {
    used: Number(rows[0]?.total ?? 0),
    refunded: Number(rows[0]?.refunded ?? 0),
    count,
    complete: count < CHARGES_READ,
    largest: standing.map((row) => ({
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

/** What was used on a day of the workspace and all days after it, less refunds. */
export async function usedFrom({ workspaceId, kind }: Account, day: string): Promise<number> {
  const { _sum } = await inWorkspace(workspaceId, (tx) =>
    tx.usageDayOperation.aggregate({
      where: { workspaceId, kind, day: { gte: new Date(day) } },
      _sum: { used: true },
    }),
  );
  return Number(_sum.used ?? 0);
}

/**
 * What expired from an instant until `now`, the newest first: also what the balance no longer counts and the sweep has
 * not written a row for yet.
 */
export const expiriesSince = (account: Account, since: Date, now: Date): Promise<Movement[]> =>
  // One snapshot: what gets its row between two reads would otherwise be told twice or not at all.
  inWorkspace(
    account.workspaceId,
    async (tx) => {
      const rows = await rowsSince(tx, account, "expiry", since);
      const unbooked = (await unbookedIn(tx, account, now)).filter(({ at }) => at >= since);
      return [
        ...unbooked.map(({ at, ...one }) => ({ ...one, at: at.toISOString() })),
        ...rows.map((row) => toMovement(account.kind, row)),
      ];
    },
    { snapshot: true },
  );

async function unbookedIn(tx: Tx, account: Account, now: Date) {
  const { lots, holds, claims } = await readBalanceInputs(tx, account);
  const expired = unbookedExpiries(lots, holds.map(openHoldOf), now, claims);
  const labels = await tx.creditLot.findMany({
    where: { ...account, id: { in: expired.map(({ lotId }) => lotId) } },
    select: { id: true, label: true },
  });
  const labelOf = new Map(labels.map(({ id, label }) => [id, label]));
  return expired
    .toSorted((one, other) => other.at.getTime() - one.at.getTime())
    .map(({ lotId, amount, at }) => ({
      id: lotId,
      amount: -amount,
      reason: expiredLot(labelOf.get(lotId) ?? ""),
      at,
      unbooked: true as const,
    }));
}

/** What was adjusted since an instant and why, the newest first. A refund that found nothing left moved nothing. */
export const adjustmentsSince = async (account: Account, since: Date): Promise<Adjustment[]> =>
  (await inWorkspace(account.workspaceId, (tx) => rowsSince(tx, account, "adjustment", since))).map(
    (row) => ({
      ...toMovement(account.kind, row),
      cause: adjustmentCause(row.reason, row.facts),
    }),
  );

type MovementRow = {
  seq: bigint;
  amount: bigint;
  reason: string | null;
  facts: EntryFacts | null;
  at: Date;
};

/** Times rise with `seq`: the first row since then tells where the few rows of the type begin. */
const rowsSince = (
  tx: Tx,
  { workspaceId, kind }: Account,
  type: "expiry" | "adjustment",
  since: Date,
) => tx.$queryRaw<MovementRow[]>`
      select seq, amount, reason, facts, at from credit_history
      where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
        and type in ('purchase', 'grant', 'refund', 'expiry', 'adjustment')
        and type = ${type}::entry_type and amount <> 0
        and seq >= (select seq from credit_history
          where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind and at >= ${since}
          order by at limit 1)
      order by seq desc`;

const toMovement = (kind: Kind, { seq, amount, reason, at }: MovementRow): Movement => ({
  id: entryId(kind, Number(seq)),
  amount: Number(amount),
  reason,
  at: at.toISOString(),
});
