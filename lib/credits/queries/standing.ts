import { type Credits, credits, type Kind } from "@/lib/credits/core/amount";
import { type LotFacts, type OpenHold, standingAt } from "@/lib/credits/core/balance-at";
import type { Tx } from "@/lib/platform/db";
import type { CreditHold } from "@/lib/platform/generated/prisma/client";

type Account = { workspaceId: string; kind: Kind };

/** What `standingAt` asks for of an account, as its last row left it. */
export async function readStanding(
  tx: Tx,
  { workspaceId, kind }: Account,
): Promise<{ lots: LotFacts[]; holds: CreditHold[]; debt: Credits }> {
  const debt = await debtOf(tx, { workspaceId, kind });
  const holds = await tx.creditHold.findMany({
    where: { workspaceId, kind, state: "open" },
    orderBy: { createdAt: "desc" },
  });
  // Lots that are used up matter only while a hold may give back to them. There may be years of the others.
  const heldFrom = holds.flatMap((hold) => factsOf(hold).lots.map(([lotId]) => lotId));
  const lots = await tx.creditLot.findMany({
    where: {
      workspaceId,
      kind,
      OR: [{ spendable: true }, { id: { in: [...new Set(heldFrom)] } }],
    },
    select: { id: true, remaining: true, expiresAt: true, frozenBy: true, lost: true },
  });
  return {
    lots: lots.map((lot) => ({ ...lot, remaining: Number(lot.remaining) })),
    holds,
    debt,
  };
}

/** The holds that lapsed by `now` and have no row that says so yet; and what is owed, which they may settle. */
export async function readLapsed(
  tx: Tx,
  { workspaceId, kind }: Account,
  now: Date,
): Promise<{ lapsed: CreditHold[]; debt: Credits }> {
  const lapsed = await tx.creditHold.findMany({
    where: { workspaceId, kind, state: "open", lapsesAt: { lte: now } },
  });
  return { lapsed, debt: await debtOf(tx, { workspaceId, kind }) };
}

async function debtOf(tx: Tx, { workspaceId, kind }: Account): Promise<Credits> {
  const account = await tx.creditAccount.findUnique({
    where: { workspaceId_kind: { workspaceId, kind } },
    select: { debt: true },
  });
  return credits(Number(account?.debt ?? 0));
}

/** A stored hold, as the clock sees it. */
export const factsOf = (
  hold: Pick<CreditHold, "id" | "lots" | "state" | "lapsesAt">,
): OpenHold => ({
  id: hold.id,
  lots: (hold.lots as [string, number][]).map(([lotId, amount]) => [lotId, Number(amount)]),
  state: hold.state,
  lapsesAt: hold.lapsesAt,
});

/**
 * The balance just before each of some instants, past or to come, in their order; null before there was an account.
 * Right without any job having run: up to the last row the rows say it, one index look-up an instant; what the clock
 * ended after that has no row yet.
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
  const standing = rows.some(({ newest }) => newest)
    ? await readStanding(tx, { workspaceId, kind })
    : null;
  return rows.map(({ at, balance, newest }) => {
    if (balance === null) return null;
    if (!(newest && standing)) return credits(Number(balance));
    const { lots, holds, debt } = standing;
    // A lot is over from its instant on: just before it, it still counts.
    const before = new Date(at.getTime() - 1);
    return standingAt(lots, holds.map(factsOf), before, debt).current;
  });
}
