import { actorOf } from "@/lib/credits/core/actor";
import { type Credits, credits, KINDS, type Kind } from "@/lib/credits/core/amount";
import { stillHeld } from "@/lib/credits/core/balance-at";
import {
  type Cap,
  type CapLeft,
  type CapMode,
  type CapScope,
  capName,
  heldSince,
  leftOf,
  monthAt,
  monthBegan,
  namesOf,
  type Spender,
  type UsedByMonth,
  useOf,
} from "@/lib/credits/core/cap";
import { dateOf, type Instant, instantOf } from "@/lib/credits/core/instant";
import { FIRST_THRESHOLDS, type Threshold, TOP_UP } from "@/lib/credits/core/threshold";
import { openHoldOf } from "@/lib/credits/queries/balance-inputs";
import { usedSince } from "@/lib/credits/queries/used-since";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import type { CreditHold } from "@/lib/platform/generated/prisma/client";

/** A cap and what counts towards it this month, as the ledger sees it at this instant. */
export type CapStatus = Cap & {
  kind: Kind;
  /** "2026-11", in the workspace's time zone. */
  month: string;
  used: Credits;
  held: Credits;
  left: Credits;
};

type CapRow = {
  kind: Kind;
  scope: CapScope;
  target: string;
  amount: bigint;
  mode: CapMode;
  months: UsedByMonth;
  held: bigint;
  /** The zone whose days the rollups tell: another one than the workspace's from a change until the next command. */
  usageZone: string;
  timeZone: string;
  lastAt: Date;
};

/** Every cap of the workspace with its use, by kind, scope and target. */
export async function capsOf(workspaceId: string, now: Date): Promise<CapStatus[]> {
  const { rows, lapsed } = await inWorkspace(
    workspaceId,
    async (tx) => {
      const lapsed = await tx.creditHold.findMany({
        where: { workspaceId, state: "open", freezes: null, lapsesAt: { lte: now } },
      });
      const rows = await tx.$queryRaw<CapRow[]>`
        select c.kind::text, c.scope, c.target, c.amount, c.mode, u.months, u.held, a.usage_zone as "usageZone",
          w.time_zone as "timeZone", a.last_at as "lastAt"
        from (select distinct k.kind from credit_cap k where k.workspace_id = ${workspaceId}::uuid) kinds
        cross join lateral jsonb_to_recordset(
          ledger_cap_uses(${workspaceId}::uuid, kinds.kind, '[]'::jsonb, ${now}::timestamptz)
        ) as u (scope text, target text, months jsonb, held bigint)
        join credit_cap c on c.workspace_id = ${workspaceId}::uuid and c.kind = kinds.kind
          and c.scope = u.scope and c.target = u.target
        join credit_account a on a.workspace_id = ${workspaceId}::uuid and a.kind = kinds.kind
        join workspace w on w.id = a.workspace_id
        order by c.kind, c.scope, c.target`;
      return { lapsed, rows: await inPresentZone(tx, workspaceId, rows, now) };
    },
    { snapshot: true },
  );
  const back = heldByLapsed(lapsed);
  return rows.map(({ kind, months, timeZone, lastAt, usageZone: _, ...row }) => {
    const { scope, target, mode } = row;
    const held = Number(row.held) - (back.get(`${kind} ${capName(scope, target)}`) ?? 0);
    const use = useOf({ months, held }, laterOf(lastAt, now), timeZone);
    const cap: Cap = { scope, target, mode, amount: credits(Number(row.amount)) };
    return { ...cap, ...use, kind, left: leftOf(cap, use, use.month) };
  });
}

const laterOf = (lastAt: Date, now: Date): Instant => instantOf(lastAt > now ? lastAt : now);

/** The rows as the next command will count them: by months of the workspace's present zone, whatever the rollups tell. */
async function inPresentZone(
  tx: Tx,
  workspaceId: string,
  rows: readonly CapRow[],
  now: Date,
): Promise<CapRow[]> {
  const moved = rows.filter(({ usageZone, timeZone }) => usageZone !== timeZone);
  const used = new Map<Kind, Map<string, number>>();
  for (const { kind, timeZone, lastAt } of moved) {
    if (used.has(kind)) continue;
    const began = dateOf(monthBegan(laterOf(lastAt, now), timeZone));
    used.set(kind, await usedSince(tx, { workspaceId, kind }, began));
  }
  return rows.map((row) => {
    const { kind, scope, target, usageZone, timeZone, lastAt } = row;
    if (usageZone === timeZone) return row;
    const month = monthAt(laterOf(lastAt, now), timeZone);
    const months = { [month]: used.get(kind)?.get(capName(scope, target)) ?? 0 };
    return { ...row, months };
  });
}

/** Of the caps that would refuse this spender, the one with the least left. Null if none would refuse. */
export async function tightestCap(
  { workspaceId, kind }: { workspaceId: string; kind: Kind },
  spender: Spender,
  now: Date,
): Promise<CapLeft | null> {
  const names = namesOf(spender);
  const [tightest] = (await capsOf(workspaceId, now))
    .filter((cap) => cap.kind === kind && cap.mode === "block")
    .filter(({ scope, target }) => names.includes(capName(scope, target)))
    .toSorted((a, b) => a.left - b.left);
  if (!tightest) return null;
  const { scope, target, amount, mode, left } = tightest;
  return { cap: { scope, target, amount, mode }, left };
}

/** The present cap of one of these targets, if any has one. */
export async function capAmong(
  tx: Tx,
  { workspaceId, kind, scope }: { workspaceId: string; kind: Kind; scope: CapScope },
  targets: readonly string[],
): Promise<Cap | null> {
  const row = await tx.creditCap.findFirst({
    where: { workspaceId, kind, scope, target: { in: [...targets] } },
  });
  return (
    row && {
      scope,
      target: row.target,
      mode: row.mode as CapMode,
      amount: credits(Number(row.amount)),
    }
  );
}

/** Since when a cap has had its present amount, according to the ledger's rows. Null if they do not say. */
export async function capSince(
  tx: Tx,
  { workspaceId, kind }: { workspaceId: string; kind: Kind },
  { scope, target, amount }: Pick<Cap, "scope" | "target" | "amount">,
): Promise<Date | null> {
  const changes = await tx.$queryRaw<{ at: Date; amount: bigint | null }[]>`
    select at, (facts->'cap'->'cap'->>'amount')::bigint as amount from credit_entry
    where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind and type = 'limit'
      and facts->'cap'->>'scope' = ${scope} and facts->'cap'->>'target' = ${target}
    order by seq desc limit 100`;
  return heldSince(
    changes.map((one) => ({ at: one.at, amount: one.amount === null ? null : Number(one.amount) })),
    amount,
  );
}

/**
 * By kind and cap name: the amount that open holds still count although they have lapsed, because there is no row yet.
 */
function heldByLapsed(lapsed: readonly CreditHold[]): Map<string, number> {
  const back = new Map<string, number>();
  for (const hold of lapsed) {
    for (const name of namesOf({ ...hold, actor: actorOf(hold.actorType, hold.actorId) })) {
      const key = `${hold.kind} ${name}`;
      back.set(key, (back.get(key) ?? 0) + stillHeld(openHoldOf(hold)));
    }
  }
  return back;
}

/** When each kind warns, the highest threshold first. An account that nobody changed has the default thresholds. */
export const thresholdsOf = (workspaceId: string): Promise<Record<Kind, Threshold[]>> =>
  inWorkspace(workspaceId, (tx) => thresholdsIn(tx, workspaceId));

/** The same, inside a transaction. An account gets its thresholds with its first entry, and never loses them. */
export async function thresholdsIn(
  tx: Tx,
  workspaceId: string,
): Promise<Record<Kind, Threshold[]>> {
  const accounts = await tx.creditAccount.findMany({
    where: { workspaceId, seq: { gt: 0 } },
    select: { kind: true },
  });
  const rows = await tx.creditThreshold.findMany({ where: { workspaceId } });
  const of = (kind: Kind): Threshold[] => {
    if (!accounts.some((account) => account.kind === kind)) return [...FIRST_THRESHOLDS];
    return rows
      .filter(({ id, ...row }) => row.kind === kind && id !== TOP_UP)
      .map(({ id, below, armed }) => ({ id, below: credits(Number(below)), armed }))
      .toSorted((a, b) => b.below - a.below);
  };
  return Object.fromEntries(KINDS.map((kind) => [kind, of(kind)])) as Record<Kind, Threshold[]>;
}
