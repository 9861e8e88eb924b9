import { type Credits, credits, type Kind } from "@/lib/credits/core/amount";
import {
  balanceAt,
  type Claims,
  type LotSnapshot,
  type OpenHold,
} from "@/lib/credits/core/balance-at";
import type { Tx } from "@/lib/platform/db";
import type { CreditHold } from "@/lib/platform/generated/prisma/client";

type Account = { workspaceId: string; kind: Kind };

/** What `balanceAt` needs to know of an account, as its last row left it. */
export async function readBalanceInputs(
  tx: Tx,
  { workspaceId, kind }: Account,
): Promise<{ lots: LotSnapshot[]; holds: CreditHold[]; claims: Claims }> {
  const claims = await claimsOf(tx, { workspaceId, kind });
  const holds = await tx.creditHold.findMany({
    where: { workspaceId, kind, state: "open" },
    orderBy: { createdAt: "desc" },
  });
  // Used-up lots matter only while a hold may give back to them. There may be years of the others.
  const heldFrom = holds.flatMap((hold) => openHoldOf(hold).lots.map(([lotId]) => lotId));
  const lots = await tx.creditLot.findMany({
    where: {
      workspaceId,
      kind,
      OR: [{ spendable: true }, { id: { in: [...new Set(heldFrom)] } }],
    },
    select: {
      id: true,
      remaining: true,
      expiresAt: true,
      sourceId: true,
      frozenBy: true,
      lost: true,
    },
  });
  return {
    lots: lots.map((lot) => ({ ...lot, remaining: Number(lot.remaining) })),
    holds,
    claims,
  };
}

/** The holds that lapsed by `now` and have no row that says so yet, and what claims the credits they give back. */
export async function readLapsed(
  tx: Tx,
  { workspaceId, kind }: Account,
  now: Date,
): Promise<{ lapsed: CreditHold[]; claims: Claims }> {
  const lapsed = await tx.creditHold.findMany({
    where: { workspaceId, kind, state: "open", lapsesAt: { lte: now } },
  });
  return { lapsed, claims: await claimsOf(tx, { workspaceId, kind }) };
}

async function claimsOf(tx: Tx, { workspaceId, kind }: Account): Promise<Claims> {
  const [row] = await tx.$queryRaw<{ debt: bigint; awaited: Record<string, number> }[]>`
    select a.debt, (
        select coalesce(jsonb_object_agg(l.source_id, l.amount), '{}')
        from (
          select source_id, sum(pledged + excused) as amount from credit_lot
          where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind and awaited
          group by source_id) l
      ) as awaited
    from credit_account a where a.workspace_id = ${workspaceId}::uuid and a.kind = ${kind}::credit_kind`;
  return {
    debt: credits(Number(row?.debt ?? 0)),
    awaited: new Map(Object.entries(row?.awaited ?? {})),
  };
}

/** A stored hold, as it is by the clock. */
export const openHoldOf = (
  hold: Pick<CreditHold, "id" | "lots" | "state" | "lapsesAt">,
): OpenHold => ({
  id: hold.id,
  lots: (hold.lots as [string, number][]).map(([lotId, amount]) => [lotId, Number(amount)]),
  state: hold.state,
  lapsesAt: hold.lapsesAt,
});

/**
 * The balance just before each of some instants, past or future, in their order; null before there was an account.
 * Right without any job having run: up to the last row the rows give it, with one index look-up an instant, and what
 * the clock ended after that has no row yet.
 */
export async function balancesBefore(
  tx: Tx,
  { workspaceId, kind }: Account,
  instants: readonly Date[],
): Promise<(Credits | null)[]> {
  const rows = await tx.$queryRaw<{ at: Date; balance: bigint | null; newest: boolean }[]>`
    select asked.at, entry.balance, entry.seq = account.seq as newest
    from unnest(${instants.map((at) => at.toISOString())}::timestamptz[]) with ordinality asked (at, place)
    left join lateral (
      select e.current_after as balance, e.seq from credit_history e
      where e.workspace_id = ${workspaceId}::uuid and e.kind = ${kind}::credit_kind and e.at < asked.at
      order by e.at desc limit 1
    ) entry on true
    left join credit_account account
      on account.workspace_id = ${workspaceId}::uuid and account.kind = ${kind}::credit_kind
    order by asked.place`;
  const inputs = rows.some(({ newest }) => newest)
    ? await readBalanceInputs(tx, { workspaceId, kind })
    : null;
  return rows.map(({ at, balance, newest }) => {
    if (balance === null) return null;
    if (!(newest && inputs)) return credits(Number(balance));
    const { lots, holds, claims } = inputs;
    // A lot ends at its instant: just before that, it still counts.
    const before = new Date(at.getTime() - 1);
    return balanceAt(lots, holds.map(openHoldOf), before, claims).current;
  });
}
