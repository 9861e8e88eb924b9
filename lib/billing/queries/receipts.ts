import { type DisputeState, forfeitKey, mostSevere } from "@/lib/billing/core/dispute";
import type { PurchaseState } from "@/lib/billing/core/payment";
import {
  refundableCents,
  takenByEach,
  UNANSWERED_MS,
  underWayCents,
} from "@/lib/billing/core/refund";
import { refundableCredits } from "@/lib/billing/queries/refund-requests";
import type { Receipt } from "@/lib/billing/types";
import { credits, KINDS } from "@/lib/credits/core/amount";
import { dayIn } from "@/lib/credits/core/day";
import { inWorkspace, type Tx } from "@/lib/platform/db";

const QUARTER_HOUR = 15 * 60_000;

/**
 * The purchases between two instants, the latest first: paid, in progress and failed. A purchase counts at the instant
 * it shows: when it was paid, or else when it began. So a bank debit of December that is paid in January belongs to
 * January.
 */
export const receiptsBetween = (
  workspaceId: string,
  from: Date,
  to: Date,
  now: Date,
): Promise<Receipt[]> =>
  inWorkspace(
    workspaceId,
    async (tx) => {
      const purchases = await tx.purchase.findMany({
        where: {
          workspaceId,
          OR: [
            { paidAt: { gte: from, lt: to } },
            { paidAt: null, createdAt: { gte: from, lt: to } },
          ],
          state: { in: ["paid", "processing", "failed"] },
        },
        // The order of purchases that Stripe says were paid in the same second. Their ids have no order.
        orderBy: { createdAt: "desc" },
      });
      const rows = await withEvents(tx, workspaceId, purchases);
      const ids = rows.map(({ id }) => id);
      const lots = await tx.creditLot.findMany({
        where: { workspaceId, sourceId: { in: ids } },
        select: { id: true, sourceId: true, revoked: true, expiresAt: true },
      });
      const losses = await lossesOf(tx, workspaceId, rows);
      const refundable = await refundableCredits(tx, workspaceId, ids, now);
      const latestFirst = rows.toSorted((a, b) => shownAt(b).getTime() - shownAt(a).getTime());
      return latestFirst.map((row) =>
        toReceipt(
          row,
          lots.filter((lot) => lot.sourceId === row.id),
          { now, losses, left: refundable.get(row.id) ?? 0 },
        ),
      );
    },
    { snapshot: true },
  );

/**
 * The years that have a receipt, the latest first, by the same instant. Days begin at a quarter of an hour in every
 * zone; only core knows in which year each of them lies.
 */
export const receiptYears = (workspaceId: string, timeZone: string): Promise<number[]> =>
  inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.$queryRaw<{ quarter: bigint }[]>`
      select distinct floor(extract(epoch from coalesce(paid_at, created_at)) / 900)::bigint as quarter
      from purchase
      where workspace_id = ${workspaceId}::uuid and state in ('paid', 'processing', 'failed')
      order by quarter desc`;
    const days = rows.map(({ quarter }) =>
      dayIn(new Date(Number(quarter) * QUARTER_HOUR), timeZone),
    );
    return [...new Set(days.map((day) => Number(day.slice(0, 4))))];
  });

/**
 * The purchases with what happened to each. Read in turn: an `include` asks for all of them at once, and a transaction has
 * one connection.
 */
async function withEvents(tx: Tx, workspaceId: string, purchases: PurchaseRow[]): Promise<Row[]> {
  const where = { workspaceId, purchaseId: { in: purchases.map(({ id }) => id) } };
  const orderBy = { createdAt: "asc" } as const;
  const refunds = await tx.purchaseRefund.findMany({ where, orderBy });
  const disputes = await tx.purchaseDispute.findMany({ where, orderBy });
  const requests = await tx.refundRequest.findMany({ where });
  return purchases.map((one) => {
    const isOfIt = ({ purchaseId }: { purchaseId: string }) => purchaseId === one.id;
    return {
      ...one,
      refunds: refunds.filter(isOfIt),
      disputes: disputes.filter(isOfIt),
      requests: requests.filter(isOfIt),
    };
  });
}

type PurchaseRow = Awaited<ReturnType<Tx["purchase"]["findMany"]>>[number];
type Row = PurchaseRow & {
  refunds: Awaited<ReturnType<Tx["purchaseRefund"]["findMany"]>>;
  disputes: Awaited<ReturnType<Tx["purchaseDispute"]["findMany"]>>;
  requests: Awaited<ReturnType<Tx["refundRequest"]["findMany"]>>;
};

const shownAt = ({ paidAt, createdAt }: Row): Date => paidAt ?? createdAt;

type ReceiptContext = { now: Date; losses: Map<string, Date>; left: number };

/**
 * When the ledger took the credits of each lost dispute, by its key. What is recorded of the dispute says when it was
 * opened.
 */
async function lossesOf(
  tx: Tx,
  workspaceId: string,
  rows: readonly Row[],
): Promise<Map<string, Date>> {
  const lost = rows.flatMap(({ disputes }) => disputes).filter(({ state }) => state === "lost");
  if (lost.length === 0) return new Map();
  const kept = await tx.creditKey.findMany({
    where: {
      workspaceId,
      kind: { in: [...KINDS] },
      key: { in: lost.map(({ id }) => forfeitKey(id)) },
    },
    select: { key: true, at: true },
  });
  return new Map(kept.map(({ key, at }) => [key, at]));
}

/**
 * A refund request whose answer was lost may never have arrived. Asking again finds out, so it must not keep anybody
 * from asking.
 */
const isKnown =
  (now: Date) =>
  ({ state, askedAt }: Row["requests"][number]): boolean =>
    state === "accepted" || now.getTime() - askedAt.getTime() < UNANSWERED_MS;

type Lot = { id: string; revoked: bigint; expiresAt: Date | null };

function toReceipt(row: Row, lots: Lot[], { now, losses, left }: ReceiptContext): Receipt {
  const underWay = underWayCents(row.requests.filter(isKnown(now)), row.refunds);
  const amounts = {
    credits: Number(row.credits),
    left,
    refundedCents: row.refundedCents,
    underWayCents: underWay,
  };
  return {
    id: row.id,
    kind: row.kind,
    packageName: row.packageName,
    credits: credits(Number(row.credits)),
    state: row.state as PurchaseState,
    currency: row.currency,
    origin: row.origin as Receipt["origin"],
    priceCents: row.priceCents,
    discountCents: row.discountCents,
    amountPaidCents: row.amountPaidCents,
    taxCents: row.taxCents,
    refundedCents: row.refundedCents,
    // Money goes back the way it came: a payment that the provider does not know cannot be refunded here.
    refundableCents:
      row.amountPaidCents && row.paymentIntentId
        ? refundableCents({ ...amounts, amountPaidCents: row.amountPaidCents })
        : 0,
    underWayCents: underWay,
    receiptUrl: row.receiptUrl,
    receiptNumber: row.receiptNumber,
    cardBrand: row.cardBrand,
    cardLast4: row.cardLast4,
    failure: row.failure,
    buyerId: row.buyerId,
    at: shownAt(row).toISOString(),
    expiresAt: lots.find(({ id }) => id === row.id)?.expiresAt?.toISOString() ?? null,
    dispute: mostSevere(row.disputes.map(({ state }) => state as DisputeState)),
    lost: row.disputes
      .filter(({ state }) => state === "lost")
      .map(({ id, amountCents, credits: taken, createdAt }) => ({
        id,
        amountCents,
        credits: credits(Number(taken)),
        at: (losses.get(forfeitKey(id)) ?? createdAt).toISOString(),
      })),
    refunds: refundsOf(row, lots),
  };
}

function refundsOf(row: Row, lots: readonly Lot[]): Receipt["refunds"] {
  const paid = {
    credits: Number(row.credits),
    amountPaidCents: row.amountPaidCents ?? row.priceCents,
  };
  const refunds = row.refunds.map((refund) => ({ ...refund, credits: Number(refund.credits) }));
  const revoked = lots.reduce((sum, lot) => sum + Number(lot.revoked), 0);
  const taken = takenByEach(paid, refunds, revoked);
  return refunds.map(({ id, amountCents, state, createdAt }, index) => ({
    id,
    amountCents,
    credits: credits(taken[index] ?? 0),
    state,
    at: createdAt.toISOString(),
  }));
}
