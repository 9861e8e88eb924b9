import { type Credits, credits, type Kind } from "@/lib/credits/core/amount";
import type { BalanceLot } from "@/lib/credits/core/balance";
import { returnedCredits } from "@/lib/credits/core/balance-at";
import { PURCHASE_REFUND } from "@/lib/credits/core/hold";
import { openHoldOf, readLapsed } from "@/lib/credits/queries/balance-inputs";
import { inWorkspace } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/generated/prisma/client";

/** Of the used up lots, how many are shown. */
const ENDED_SHOWN = 3;

/**
 * The lots of a balance in the order they are used, at `now`; of the used up and expired ones only the newest few, each
 * found by its index, so that years of purchases cost nothing.
 */
export async function lotsOf(workspaceId: string, kind: Kind, now: Date): Promise<BalanceLot[]> {
  const { found, lapsed, claims } = await inWorkspace(
    workspaceId,
    async (tx) => ({
      found: await tx.$queryRaw<LotRow[]>`
        (${lots(workspaceId, kind)} and not used_up)
        union all
        (${lots(workspaceId, kind)} and used_up
          order by expires_at desc nulls first, created_at desc, id desc limit ${ENDED_SHOWN})
        order by "expiresAt" nulls last, "createdAt", id`,
      ...(await readLapsed(tx, { workspaceId, kind }, now)),
    }),
    { snapshot: true },
  );
  // Of what is over, the newest are the last in this order.
  const older = new Set(found.filter((row) => !isThere(row, now)).slice(0, -ENDED_SHOWN));
  const rows = found.filter((row) => !older.has(row));
  const facts = rows.map((row) => ({ ...row, remaining: Number(row.remaining) }));
  const { back } = returnedCredits(facts, lapsed.map(openHoldOf), now, claims);
  const views = rows.map((row): BalanceLot => {
    const left = leftIn(row, back, now);
    const frozen = row.frozenAs === PURCHASE_REFUND ? "refunding" : "frozen";
    const there = row.frozenBy === null ? "waiting" : frozen;
    return {
      id: row.id,
      label: row.label,
      bought: credits(Number(row.granted)),
      left,
      takenBack: credits(Number(row.refunded)),
      state: left > 0 ? there : ranOut(row, back, now) ? "expired" : "spent",
      expiresAt: row.expiresAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
    };
  });
  const first = views.find((lot) => lot.state === "waiting");
  return views.map((lot) => (lot === first ? { ...lot, state: "in_use" } : lot));
}

/** What is left in a lot at `now`, where `back` is free in it or came back from holds. Once over, what they set aside still is. */
function leftIn(row: LotRow, back: ReturnType<typeof returnedCredits>["back"], now: Date): Credits {
  const { free, taken, gone } = back.get(row.id) ?? { free: 0, taken: 0, gone: 0 };
  if (isOver(row, now)) return credits(Number(row.held) - free - taken - gone);
  return credits(Number(row.remaining + row.held) - taken);
}

/** Whether the clock took any of it. One whose last credit was used or taken back before is spent, also afterwards. */
const ranOut = (
  row: LotRow,
  back: ReturnType<typeof returnedCredits>["back"],
  now: Date,
): boolean =>
  isOver(row, now) && (row.expired > 0 || row.remaining > 0 || (back.get(row.id)?.gone ?? 0) > 0);

/** Whether anything is in it at `now` or may come back to it from a hold. */
const isThere = (row: LotRow, now: Date): boolean =>
  (isOver(row, now) ? row.held : row.remaining + row.held) > 0;

const isOver = ({ expiresAt }: LotRow, now: Date): boolean =>
  expiresAt !== null && expiresAt <= now;

type LotRow = {
  id: string;
  label: string;
  granted: bigint;
  remaining: bigint;
  held: bigint;
  refunded: bigint;
  expired: bigint;
  sourceId: string | null;
  frozenBy: string | null;
  /** The operation of the freeze. */
  frozenAs: string | null;
  lost: boolean;
  createdAt: Date;
  expiresAt: Date | null;
};

const lots = (workspaceId: string, kind: Kind): Prisma.Sql => Prisma.sql`
  select id, label, granted, remaining, held, refunded, expired, source_id as "sourceId", frozen_by as "frozenBy", lost,
    created_at as "createdAt", expires_at as "expiresAt", (select operation from credit_hold
      where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind and id = frozen_by) as "frozenAs"
  from credit_lots where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind`;
