import { z } from "zod";
import { SILENT_MS } from "@/lib/billing/core/top-up";
import { PROCESS_EVENT, processEvent, retryForgottenEvents } from "@/lib/billing/mutations/events";
import { recoverAllRequests } from "@/lib/billing/mutations/refund-recovery";
import { takeCrossings, takeUntakenCrossings } from "@/lib/billing/mutations/top-up/crossings";
import { TOP_UP_JOB } from "@/lib/billing/mutations/top-up/switch";
import { tryTopUp } from "@/lib/billing/mutations/top-up/try";
import { paymentClient } from "@/lib/billing/providers/stripe";
import { findDueTopUps } from "@/lib/billing/queries/top-ups";
import { onOutboxRelayed } from "@/lib/credits/jobs";
import { clock } from "@/lib/platform/clock";
import { defineJob, enqueue, schedule } from "@/lib/platform/queue";

/** Events that could not be processed when they arrived. The provider does not send them again: they were acknowledged. */
defineJob(
  PROCESS_EVENT,
  z.object({ eventId: z.string() }),
  async ({ eventId }) => {
    const stripe = paymentClient();
    if (!stripe) throw new Error("No payment provider is configured.");
    await processEvent(stripe, eventId);
  },
  { retryLimit: 20, expireInSeconds: 120, concurrency: 2 },
);

const FORGOTTEN = "billing.forgotten-events";
/**
 * Once the provider can be reached again, a buyer waits no longer than this. One try a round, because the next round
 * comes.
 */
const EVERY_OTHER_HOUR = "23 */2 * * *";

defineJob(FORGOTTEN, z.object({}), async () => {
  const stripe = paymentClient();
  if (!stripe) return;
  await retryForgottenEvents();
  await recoverAllRequests(stripe, clock.now(), new Date(0));
});

schedule(FORGOTTEN, EVERY_OTHER_HOUR);

const REFUNDS = "billing.refunds";
/** What was not found out by then, because the provider cannot be reached, is looked for with the forgotten events. */
const TWO_HOURS_MS = 2 * 3_600_000;

/** Finds out what became of refunds of which nothing was heard, so that nothing stays set aside for them. */
defineJob(REFUNDS, z.object({}), async () => {
  const stripe = paymentClient();
  const now = clock.now();
  if (stripe) await recoverAllRequests(stripe, now, new Date(now.getTime() - TWO_HOURS_MS));
});

onOutboxRelayed(takeCrossings);

defineJob(
  TOP_UP_JOB,
  z.object({ workspaceId: z.string(), topUpId: z.string() }),
  async ({ workspaceId, topUpId }) => {
    const stripe = paymentClient();
    if (!stripe) throw new Error("No payment provider is configured.");
    await tryTopUp(stripe, workspaceId, topUpId);
  },
  { expireInSeconds: 120 },
);

const TOP_UPS = "billing.top-ups";
const EVERY_MINUTE = "* * * * *";

/**
 * Picks up crossings that a crash left behind, tries whose pause is over, and tries without a result.
 */
defineJob(TOP_UPS, z.object({}), async () => {
  await takeUntakenCrossings();
  const now = clock.now();
  const due = await findDueTopUps(now, new Date(now.getTime() - SILENT_MS));
  for (const one of due) await enqueue(TOP_UP_JOB, one, { singletonKey: one.topUpId });
});

schedule(TOP_UPS, EVERY_MINUTE);
schedule(REFUNDS, EVERY_MINUTE);
