import { COUNTED, IN_PROGRESS, type Terms, type TopUpState } from "@/lib/billing/core/top-up";
import { toPurchase } from "@/lib/billing/queries/purchases";
import type { Purchase } from "@/lib/billing/types";
import { type Credits, credits, type Kind } from "@/lib/credits/core/amount";
import { inWorkspace, pool, type Tx } from "@/lib/platform/db";

export type TopUpSetting = {
  kind: Kind;
  enabled: boolean;
  threshold: Credits;
  packageId: string;
  monthlyLimitCents: number;
  /** The package as it was when this was set. */
  agreed: Terms;
  setBy: string;
  setAt: Date;
  /** Why it switched itself off; null if a person did. */
  stopped: string | null;
};

/** The result of one crossing, with the purchase it made. */
export type TopUp = {
  id: string;
  kind: Kind;
  state: TopUpState;
  tries: number;
  amountCents: number | null;
  nextTryAt: Date | null;
  failure: string | null;
  createdAt: Date;
  updatedAt: Date;
  purchase: Purchase | null;
};

/** When each kind is bought automatically. A kind that nobody set is not included. */
export const topUpSettings = (workspaceId: string): Promise<TopUpSetting[]> =>
  inWorkspace(workspaceId, async (tx) =>
    (await tx.topUpSetting.findMany({ where: { workspaceId } })).map(toSetting),
  );

type SettingRow = NonNullable<Awaited<ReturnType<Tx["topUpSetting"]["findFirst"]>>>;

/** A row of the settings in the product's terms. */
export const toSetting = ({
  workspaceId: _,
  threshold,
  agreedCredits,
  agreedPriceCents: priceCents,
  agreedCurrency: currency,
  ...row
}: SettingRow): TopUpSetting => ({
  ...row,
  threshold: credits(Number(threshold)),
  agreed: { credits: Number(agreedCredits), priceCents, currency },
});

const LISTED_STATES: readonly TopUpState[] = [...IN_PROGRESS, "paid", "failed"];

/** The latest top-ups that asked a card, or will: what the settings show. */
export const recentTopUps = (workspaceId: string, most = 10): Promise<TopUp[]> =>
  inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.topUp.findMany({
      where: { workspaceId, state: { in: [...LISTED_STATES] } },
      orderBy: { createdAt: "desc" },
      take: most,
    });
    return withPurchases(tx, workspaceId, rows);
  });

/** What each top-up that could not buy is waiting for, the oldest first. */
export const waitingTopUps = (
  workspaceId: string,
): Promise<{ kind: Kind; failure: string | null }[]> =>
  inWorkspace(workspaceId, (tx) =>
    tx.topUp.findMany({
      where: { workspaceId, state: "waiting", failure: { not: null } },
      orderBy: { createdAt: "asc" },
      select: { kind: true, failure: true },
    }),
  );

/** One top-up of the workspace. */
export const findTopUp = (workspaceId: string, id: string): Promise<TopUp | null> =>
  inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.topUp.findMany({ where: { workspaceId, id } });
    return (await withPurchases(tx, workspaceId, rows))[0] ?? null;
  });

type Row = Awaited<ReturnType<Tx["topUp"]["findMany"]>>[number];

async function withPurchases(tx: Tx, workspaceId: string, rows: readonly Row[]): Promise<TopUp[]> {
  const ids = rows.map(({ id }) => id);
  const purchases = await tx.purchase.findMany({ where: { workspaceId, id: { in: ids } } });
  const known = new Map(purchases.map((row) => [row.id, toPurchase(row)]));
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    state: row.state as TopUpState,
    tries: row.tries,
    amountCents: row.amountCents,
    nextTryAt: row.nextTryAt,
    failure: row.failure,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    purchase: known.get(row.id) ?? null,
  }));
}

/** The sum of the other top-ups of a kind in a month, as far as money has moved or may have. With tax, in cents. */
export async function usedInMonth(
  tx: Tx,
  { workspaceId, kind, id }: Pick<Purchase, "workspaceId" | "kind" | "id">,
  month: string,
): Promise<number> {
  const sum = await tx.topUp.aggregate({
    where: { workspaceId, kind, month, state: { in: [...COUNTED] }, id: { not: id } },
    _sum: { amountCents: true },
  });
  return sum._sum.amountCents ?? 0;
}

/** What was bought automatically in a month, in cents with tax. */
export const usedByKind = (workspaceId: string, month: string): Promise<Record<Kind, number>> =>
  inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.topUp.groupBy({
      by: ["kind"],
      where: { workspaceId, month, state: { in: [...COUNTED] } },
      _sum: { amountCents: true },
    });
    const of = (kind: Kind) => rows.find((row) => row.kind === kind)?._sum.amountCents ?? 0;
    return { ai: of("ai"), lead: of("lead") };
  });

/** Workspaces with crossings that no worker has taken. Runs as the worker's role. */
export async function findUntakenCrossings(): Promise<string[]> {
  const { rows } = await pool("worker").query<{ id: string }>(
    `select distinct o.workspace_id as id from credit_outbox o
     where o.topic = 'top_up' and not exists (
       select 1 from top_up t
       where t.workspace_id = o.workspace_id and t.crossing = o.kind || ':' || o.seq)`,
  );
  return rows.map(({ id }) => id);
}

/** Top-ups that are due, and those without a result since `silentSince`. */
export async function findDueTopUps(
  now: Date,
  silentSince: Date,
): Promise<{ workspaceId: string; topUpId: string }[]> {
  const { rows } = await pool("worker").query<{ workspaceId: string; topUpId: string }>(
    `select workspace_id as "workspaceId", id as "topUpId" from top_up
     where (state = 'waiting' and next_try_at <= $1) or (state = 'charging' and updated_at <= $2)
     order by next_try_at`,
    [now, silentSince],
  );
  return rows;
}
