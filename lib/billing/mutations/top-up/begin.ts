import { TZDate } from "@date-fns/tz";
import {
  BEHIND,
  DISPUTED,
  IN_PROGRESS,
  isAsAgreed,
  OVER_LIMIT,
  REFUNDING,
  tryOf,
  type Verdict,
  verdict,
} from "@/lib/billing/core/top-up";
import { takeAgain } from "@/lib/billing/mutations/top-up/crossings";
import { stopWith } from "@/lib/billing/mutations/top-up/outcome";
import { lockSetting } from "@/lib/billing/mutations/top-up/switch";
import { savedCardIn } from "@/lib/billing/queries/cards";
import { hasOpenDispute } from "@/lib/billing/queries/disputes";
import { activePackage } from "@/lib/billing/queries/packages";
import { isRefunding } from "@/lib/billing/queries/refund-requests";
import { type TopUp, type TopUpSetting, usedInMonth } from "@/lib/billing/queries/top-ups";
import type { Purchase, StoredCard } from "@/lib/billing/types";
import type { Kind } from "@/lib/credits/core/amount";
import type { Audience } from "@/lib/credits/core/audience";
import { monthAt } from "@/lib/credits/core/cap";
import { instantOf } from "@/lib/credits/core/instant";
import { notify } from "@/lib/credits/mutations/notices";
import { audienceOf } from "@/lib/credits/queries/alerts";
import { balanceOf } from "@/lib/credits/queries/balance";
import { findWorkspace } from "@/lib/identity/queries/workspaces";
import { clock } from "@/lib/platform/clock";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { announce } from "@/lib/platform/events";

type Beginning = {
  topUp: TopUp;
  purchase: Purchase;
  /** The provider's customer who pays; without one there is no card. */
  customer: string | null;
  taxCents: number;
};
/**
 * `stopped`: automatic top-ups were switched off. `replaced`: another top-up has taken its crossing. `over`: it buys
 * nothing any more. `ended`: nothing happens for now.
 */
type Begun =
  | { outcome: "go"; tries: number; amountCents: number; card: StoredCard }
  | { outcome: "ended" | "stopped" | "replaced" | "over" };
type Circumstances = { now: Date; month: string; timeZone: string; audience: Audience };

/**
 * Reserves the amount from the month's limit and records that the bank is about to be asked. All top-ups of the kind
 * wait for each other here, so that together they stay within the limit.
 */
export async function begin(beginning: Beginning): Promise<Begun> {
  let begun: Begun | null = null;
  while (!begun) begun = await beginWith(beginning);
  return begun;
}

/** Null if credits came in after the balance was read: a purchase may no longer be needed. */
async function beginWith(beginning: Beginning): Promise<Begun | null> {
  const { topUp, purchase, customer, taxCents } = beginning;
  const { workspaceId, id, kind, priceCents } = purchase;
  const now = clock.now();
  const { timeZone } = await findWorkspace(workspaceId);
  const audience = await audienceOf(workspaceId);
  const when = { now, timeZone, audience, month: monthAt(instantOf(now), timeZone) };
  const amountCents = priceCents + taxCents;
  const { available, version } = await balanceOf(workspaceId, kind, now);
  return inWorkspace(workspaceId, async (tx): Promise<Begun | null> => {
    const agreed = await lockSetting(tx, workspaceId, kind);
    const setting = agreed ?? NO_SETTING;
    // Another worker may have continued it meanwhile.
    const row = await tx.topUp.findFirst({ where: { workspaceId, id, state: topUp.state } });
    if (!row) return { outcome: "ended" };
    if (agreed?.enabled && row.state === "waiting" && (await isOutdated(tx, agreed, purchase))) {
      await takeAgain(tx, workspaceId, row, { agreedAt: agreed.setAt, now });
      await end(tx, purchase, "off", when);
      return { outcome: "replaced" };
    }
    if (await isBehind(tx, workspaceId, topUp)) {
      return postpone(tx, purchase, { now, failure: BEHIND });
    }
    if (await hasRisenSince(tx, workspaceId, { kind, version })) return null;
    const card = await cardOf(tx, workspaceId, customer);
    const found = verdict({
      ...setting,
      available,
      card,
      disputed: await hasOpenDispute(tx, workspaceId),
      refunding: await isRefunding(tx, workspaceId, kind),
      month: when.month,
      usedCents: await usedInMonth(tx, purchase, when.month),
      amountCents,
    });
    if (!found.go) return end(tx, purchase, found.reason, when);
    const tries = tryOf({ ...topUp, tries: row.tries });
    await reserve(tx, purchase, { tries, amountCents, taxCents, month: when.month, now });
    return { outcome: "go", tries, amountCents, card: found.card };
  });
}

/** Whether what is agreed to, or sold, is no longer what the waiting top-up was to buy. */
async function isOutdated(
  tx: Tx,
  { packageId, agreed }: Pick<TopUpSetting, "packageId" | "agreed">,
  purchase: Purchase,
): Promise<boolean> {
  const sold = await activePackage(packageId, tx);
  const isSold = sold?.id === purchase.packageId && isAsAgreed(purchase, sold);
  return !(isSold && isAsAgreed(sold, purchase) && isAsAgreed(agreed, purchase));
}

/** Checked under the lock, which may have been waited for: meanwhile an earlier top-up may have been paid. */
const hasRisenSince = async (
  tx: Tx,
  workspaceId: string,
  { kind, version }: { kind: Kind; version: number },
): Promise<boolean> =>
  (await tx.creditEntry.count({
    where: { workspaceId, kind, seq: { gt: version }, amount: { gt: 0 } },
  })) > 0;

/** Read only under the lock: another card may have been saved while the tax was calculated. */
const cardOf = async (tx: Tx, workspaceId: string, customer: string | null) =>
  customer ? savedCardIn(tx, workspaceId) : null;

const NO_SETTING = { enabled: false, threshold: 0, monthlyLimitCents: 0 };

type Reservation = {
  tries: number;
  amountCents: number;
  taxCents: number;
  month: string;
  now: Date;
};

async function reserve(
  tx: Tx,
  { workspaceId, id }: Purchase,
  reservation: Reservation,
): Promise<void> {
  const { tries, amountCents, taxCents, month, now } = reservation;
  await tx.topUp.updateMany({
    where: { workspaceId, id },
    data: { state: "charging", tries, month, amountCents, nextTryAt: null, updatedAt: now },
  });
  await tx.purchase.updateMany({ where: { workspaceId, id }, data: { taxCents } });
}

/** An earlier crossing is still being dealt with: its credits may be enough for this one too. */
async function isBehind(tx: Tx, workspaceId: string, { id, kind, createdAt }: TopUp) {
  const earlier = { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
  const where = { workspaceId, kind, state: { in: [...IN_PROGRESS] }, ...earlier };
  return (await tx.topUp.count({ where })) > 0;
}

const LOOK_AGAIN_MS = 60_000;
/** The decision of the last dispute wakes it at once (`resumeAfterDisputes`); this is in case that news got lost. */
const LOOK_AT_DISPUTES_MS = 3_600_000;

async function postpone(
  tx: Tx,
  { workspaceId, id }: Purchase,
  { now, until = new Date(now.getTime() + LOOK_AGAIN_MS), failure }: Postponement,
): Promise<Begun> {
  await tx.topUp.updateMany({
    where: { workspaceId, id },
    data: { state: "waiting", nextTryAt: until, failure, updatedAt: now },
  });
  return { outcome: "ended" };
}

type Postponement = { now: Date; until?: Date; failure: string };

/** The limit leaves no room: the top-up waits for the next month of the workspace's calendar. Notified once. */
async function untilNextMonth(
  tx: Tx,
  purchase: Purchase,
  { now, month, timeZone, audience }: Circumstances,
): Promise<Begun> {
  const { workspaceId, kind } = purchase;
  const [year = 0, ordinal = 0] = month.split("-").map(Number);
  // Months count from 0 here, so this month's ordinal is the next one's index.
  const until = new Date(new TZDate(year, ordinal, 1, timeZone).getTime());
  const facts = { about: "top_up", event: "over_limit", why: "" } as const;
  const key = `top-up:${kind}:${month}:limit`;
  await notify(tx, workspaceId, { kind, key, facts, at: now }, audience);
  await announce(tx, workspaceId, { id: purchase.id });
  return postpone(tx, purchase, { now, until, failure: OVER_LIMIT });
}

async function end(
  tx: Tx,
  purchase: Purchase,
  reason: Exclude<Verdict, { go: true }>["reason"],
  when: Circumstances,
): Promise<Begun> {
  const { workspaceId, id, kind } = purchase;
  const { now, audience } = when;
  if (reason === DISPUTED) {
    const until = new Date(now.getTime() + LOOK_AT_DISPUTES_MS);
    return postpone(tx, purchase, { now, until, failure: DISPUTED });
  }
  if (reason === REFUNDING) return postpone(tx, purchase, { now, failure: REFUNDING });
  if (reason === OVER_LIMIT) return untilNextMonth(tx, purchase, when);
  if (typeof reason === "object") {
    await stopWith(tx, { workspaceId, id, kind, code: reason.stop, now, audience });
    return { outcome: "stopped" };
  }
  await tx.topUp.updateMany({
    where: { workspaceId, id },
    data: { state: reason, nextTryAt: null, updatedAt: now },
  });
  await tx.purchase.updateMany({
    where: { workspaceId, id, state: "open" },
    data: { state: "expired" },
  });
  return { outcome: "over" };
}
