import { credits, KINDS, type Kind } from "@/lib/credits/core/amount";
import { type Balance, entryId } from "@/lib/credits/core/balance";
import { balanceAt, stillHeld } from "@/lib/credits/core/balance-at";
import { addDays } from "@/lib/credits/core/date";
import { dayIn } from "@/lib/credits/core/day";
import { PACE_DAYS, paceOf, runsOutOf } from "@/lib/credits/core/forecast";
import { frozenFor } from "@/lib/credits/core/hold";
import { levelOf, THRESHOLDS, type Thresholds } from "@/lib/credits/core/level";
import { isOpen } from "@/lib/credits/core/run";
import { openHoldOf, readBalanceInputs } from "@/lib/credits/queries/balance-inputs";
import { entriesOfLots } from "@/lib/credits/queries/lot-entries";
import { operationLabels } from "@/lib/credits/queries/rate-card";
import { inWorkspace, readTogether, type Tx } from "@/lib/platform/db";
import type { CreditHold } from "@/lib/platform/generated/prisma/client";

/** A balance as it is at `now`, by the clock: right without any job having run. */
export const balanceOf = async (workspaceId: string, kind: Kind, now: Date): Promise<Balance> =>
  (await balanceAndChange(workspaceId, kind, now)).balance;

/** Both balances of a workspace, at one instant. */
export async function balancesOf(workspaceId: string, now: Date): Promise<Balance[]> {
  const labelOf = await operationLabels(now);
  return readTogether(workspaceId, async () => {
    const both = KINDS.map((kind) => readBalance(workspaceId, kind, now, labelOf));
    return (await Promise.all(both)).map(({ balance }) => balance);
  });
}

/** The balance of one kind, with the instant at which the clock alone will change it. */
export const balanceAndChange = async (
  workspaceId: string,
  kind: Kind,
  now: Date,
): Promise<BalanceAndChange> => readBalance(workspaceId, kind, now, await operationLabels(now));

type BalanceAndChange = { balance: Balance; changesAt: Date | null };

// One snapshot: a charge committed between two of these reads would otherwise count twice or not at all.
const readBalance = (
  workspaceId: string,
  kind: Kind,
  now: Date,
  labelOf: LabelOf,
): Promise<BalanceAndChange> =>
  inWorkspace(
    workspaceId,
    async (tx) => {
      const where = { workspaceId, kind };
      const account = await tx.creditAccount.findUnique({ where: { workspaceId_kind: where } });
      const { lots, holds, claims } = await readBalanceInputs(tx, where);
      const amounts = balanceAt(lots, holds.map(openHoldOf), now, claims);
      const thresholds = thresholdsFrom(await tx.creditThreshold.findMany({ where }));
      const { today, days } = await recentUse(tx, workspaceId, kind, now);
      const amountIn = (hold: CreditHold): number =>
        stillHeld(openHoldOf(hold)) + (amounts.joined.get(hold.id) ?? 0);
      const held = holds
        .filter((hold) => isOpen(hold, now) && amountIn(hold) > 0)
        .map((hold) => ({ ...hold, left: amountIn(hold) }));
      const frozen = await entriesOfLots(tx, { ...where, lots: held.flatMap(frozenLot) });
      const balance: Balance = {
        kind,
        current: amounts.current,
        held: amounts.held,
        available: amounts.available,
        debt: amounts.debt,
        lifetimeUsed: credits(Number(account?.lifetimeUsed ?? 0)),
        level: levelOf(amounts.available, thresholds),
        lowBelow: thresholds.low,
        crossedAt: await lastCrossing(tx, where),
        pacePerDay: paceOf(days, today),
        runsOut: runsOutOf(amounts.available, days, today),
        heldBy: heldByOf(held, frozen, labelOf),
        last: await lastRow(tx, where, labelOf),
        asOf: now.toISOString(),
        version: Number(account?.seq ?? 0),
      };
      return { balance, changesAt: amounts.changesAt };
    },
    { snapshot: true },
  );

type LabelOf = (operation: string) => string;

/** An open hold with what is set aside in it now. */
type Held = CreditHold & { left: number };

/** Of what is frozen, the lot by whose row it is found: a purchase has one. */
const frozenLot = (hold: CreditHold): string[] =>
  hold.freezes === null
    ? []
    : openHoldOf(hold)
        .lots.slice(0, 1)
        .map(([lotId]) => lotId);

/** As many as are named of the newest, and of the largest: a page shows no more. */
const PROGRAMS_NAMED = 3;

/** A busy program has thousands of holds, and every change goes to every open tab: most are summed into one row. */
function heldByOf(
  held: readonly Held[],
  frozen: ReadonlyMap<string, string>,
  labelOf: LabelOf,
): Balance["heldBy"] {
  const ofPrograms = held.filter(({ runId, freezes }) => runId === null && freezes === null);
  const others = ofPrograms
    .slice(PROGRAMS_NAMED)
    .toSorted((one, other) => other.left - one.left)
    .slice(PROGRAMS_NAMED);
  const unnamed = new Set(others.length > 1 ? others : []);
  const named = held.filter((hold) => !unnamed.has(hold));
  return [...named.map(heldBy(frozen, labelOf)), ...together([...unnamed])];
}

function together(holds: readonly Held[]): Balance["heldBy"] {
  const [largest] = holds;
  if (!largest) return [];
  const amount = credits(holds.reduce((sum, { left }) => sum + left, 0));
  const common = { runId: null, frozen: null, entry: null, subject: "Holds of programs" };
  return [{ ...common, holdId: largest.id, amount, count: holds.length }];
}

/** A hold as screens show it: by what it is for, or, as in Activity, by its operation. */
const heldBy =
  (frozen: ReadonlyMap<string, string>, labelOf: LabelOf) =>
  (hold: Held): Balance["heldBy"][number] => ({
    count: 1,
    holdId: hold.id,
    runId: hold.runId,
    frozen: frozenFor(hold),
    entry: frozen.get(frozenLot(hold)[0] ?? "") ?? null,
    subject: hold.subject ?? (hold.operation ? labelOf(hold.operation) : "Hold"),
    amount: credits(hold.left),
  });

/** The levels as this workspace's admins set them. */
function thresholdsFrom(rows: readonly { id: string; below: bigint }[]): Thresholds {
  const below = (id: "low" | "critical") => rows.find((row) => row.id === id)?.below;
  return {
    low: credits(Number(below("low") ?? THRESHOLDS.low)),
    critical: credits(Number(below("critical") ?? THRESHOLDS.critical)),
  };
}

/** The newest crossing in the outbox: written by the same commit as the entry that crossed. */
async function lastCrossing(tx: Tx, where: { workspaceId: string; kind: Kind }): Promise<number> {
  const crossing = await tx.creditOutbox.findFirst({
    where: { ...where, topic: "threshold" },
    orderBy: { seq: "desc" },
    select: { seq: true },
  });
  return Number(crossing?.seq ?? 0);
}

/** What the last complete days used, and which day it is in the workspace. */
async function recentUse(tx: Tx, workspaceId: string, kind: Kind, now: Date) {
  const workspace = await tx.workspace.findUnique({
    where: { id: workspaceId },
    select: { timeZone: true },
  });
  const today = dayIn(now, workspace?.timeZone ?? "UTC");
  const rows = await tx.usageDayOperation.groupBy({
    by: ["day"],
    where: {
      workspaceId,
      kind,
      day: { gte: new Date(addDays(today, -PACE_DAYS)), lt: new Date(today) },
    },
    _sum: { used: true },
  });
  const days = rows.map((row) => ({
    day: row.day.toISOString().slice(0, 10),
    used: Number(row._sum.used ?? 0),
  }));
  return { today, days };
}

type LastRow = {
  seq: bigint;
  amount: bigint;
  at: Date;
  operation: string | null;
  reason: string | null;
  type: string;
};

/** The newest row that moved the balance: what the history shows on top. */
async function lastRow(
  tx: Tx,
  { workspaceId, kind }: { workspaceId: string; kind: Kind },
  labelOf: LabelOf,
): Promise<Balance["last"]> {
  const [row] = await tx.$queryRaw<LastRow[]>`
    select seq, amount, at, operation, reason, type::text as type from credit_history
    where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
      and type not in ('hold', 'release', 'limit')
    order by seq desc limit 1`;
  if (!row) return null;
  return {
    id: entryId(kind, Number(row.seq)),
    type: row.type,
    label: row.operation ? labelOf(row.operation) : (row.reason ?? row.type),
    amount: Number(row.amount),
    at: row.at.toISOString(),
  };
}
