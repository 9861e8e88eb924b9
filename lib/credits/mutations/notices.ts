import type { AlertFacts } from "@/lib/credits/core/alert";
import type { Kind } from "@/lib/credits/core/amount";
import { type Audience, destinationsOf } from "@/lib/credits/core/audience";
import { daysLeft, expiryNoticeDue } from "@/lib/credits/core/expiry-notice";
import { audienceOf } from "@/lib/credits/queries/alerts";
import { findExpiringLots, findWorkspacesToNotify } from "@/lib/credits/queries/due";
import { clock } from "@/lib/platform/clock";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { eachAlone } from "@/lib/platform/each-alone";
import { announce } from "@/lib/platform/events";
import type { Prisma } from "@/lib/platform/generated/prisma/client";
import { newId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/queue";

/** The job that delivers one notice to one destination. */
export const DELIVER_JOB = "credits.deliver-notice";

export type NewNotice = {
  kind: Kind;
  /** Identifies the crossing, share or day: the same key is the same notice. */
  key: string;
  facts: AlertFacts;
  at: Date;
  /** The entry of the ledger that explains it. */
  seq?: bigint | null;
};

/**
 * Turns what commits left in the outbox into notices, each once, with a delivery for every destination. Safe to
 * repeat, and to run twice at once.
 */
export async function relayNotices(workspaceId: string): Promise<number> {
  const audience = await audienceOf(workspaceId);
  return inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.$queryRaw<(Omit<NewNotice, "facts"> & { payload: AlertFacts })[]>`
      select o.kind, o.kind || ':' || o.seq || ':' || o.topic as key, o.payload, o.created_at as at, o.seq
      from credit_outbox o
      where o.workspace_id = ${workspaceId}::uuid and o.topic <> 'top_up' and not exists (
        select 1 from notice n
        where n.workspace_id = o.workspace_id and n.key = o.kind || ':' || o.seq || ':' || o.topic)
      order by o.created_at, o.seq`;
    let written = 0;
    for (const { payload, ...row } of rows) {
      written += await notify(tx, workspaceId, { ...row, facts: payload }, audience);
    }
    return written;
  });
}

/** Relays, in every workspace, what a crash left unrelayed. */
export async function relayAllNotices(): Promise<number> {
  let written = 0;
  const untold = await findWorkspacesToNotify();
  await eachAlone(
    untold.map((workspaceId) => ({ workspaceId })),
    async ({ workspaceId }) => {
      written += await relayNotices(workspaceId);
    },
  );
  return written;
}

/** Gives notice of lots that expire in 30, 7 and 1 days, each once. */
export async function notifyExpiries(): Promise<number> {
  const now = clock.now();
  let written = 0;
  await eachAlone(await findExpiringLots(now), async ({ workspaceId, kind, lotId }) => {
    const audience = await audienceOf(workspaceId);
    written += await inWorkspace(workspaceId, (tx) =>
      tellExpiry(tx, { workspaceId, kind, lotId, audience }, now),
    );
  });
  return written;
}

async function tellExpiry(
  tx: Tx,
  {
    workspaceId,
    kind,
    lotId,
    audience,
  }: { workspaceId: string; kind: Kind; lotId: string; audience: Audience },
  now: Date,
): Promise<number> {
  const lot = await tx.creditLot.findUnique({
    where: { workspaceId_kind_id: { workspaceId, kind, id: lotId } },
  });
  if (!lot?.expiresAt) return 0;
  const { createdAt, expiresAt, label } = lot;
  const days = expiryNoticeDue({ createdAt, expiresAt }, now);
  if (days === null) return 0;
  const amount = Number(lot.remaining + lot.held);
  if (amount === 0) return 0;
  const facts = {
    about: "expiry",
    label,
    amount,
    expiresAt: expiresAt.toISOString(),
    days: daysLeft(expiresAt, now),
  } as const;
  const key = `expiry:${kind}:${lotId}:${days}`;
  return notify(tx, workspaceId, { kind, key, facts, at: now }, audience);
}

/**
 * Writes a notice, its readers and its deliveries in the caller's transaction: together with what it is about, or not at
 * all. Returns 0 if it had been written before.
 */
export async function notify(
  tx: Tx,
  workspaceId: string,
  { facts, ...columns }: NewNotice,
  audience: Audience,
): Promise<number> {
  const noticeId = newId();
  const { count } = await tx.notice.createMany({
    data: {
      ...columns,
      workspaceId,
      id: noticeId,
      topic: facts.about,
      facts: facts as unknown as Prisma.InputJsonObject,
    },
    skipDuplicates: true,
  });
  if (count === 0) return 0;
  const deliveries = destinationsOf(facts, audience).map((destination) => ({
    workspaceId,
    noticeId,
    ...destination,
  }));
  const now = clock.now();
  await tx.noticeDelivery.createMany({
    data: deliveries.map((one) => ({ ...one, deliveredAt: one.channel === "app" ? now : null })),
  });
  for (const one of deliveries) {
    const group = `${workspaceId} ${one.channel}`;
    if (one.channel !== "app") await enqueue(DELIVER_JOB, one, { tx, group });
  }
  await announce(tx, workspaceId);
  return 1;
}
