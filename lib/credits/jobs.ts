import { z } from "zod";
import { DELIVERY_RETRIES, LONGEST_PAUSE_SECONDS } from "@/lib/credits/core/delivery";
import { RESUME_BLOCKED } from "@/lib/credits/mutations/arrivals";
import { CHECK_LEDGER, checkLedger, enqueueDueChecks } from "@/lib/credits/mutations/checks";
import { deliverNotice } from "@/lib/credits/mutations/deliver";
import { RELAY_JOB } from "@/lib/credits/mutations/door/relay";
import {
  DELIVER_JOB,
  notifyExpiries,
  relayAllNotices,
  relayNotices,
} from "@/lib/credits/mutations/notices";
import { clearOutbox } from "@/lib/credits/mutations/outbox";
import { BEGIN_RUN, beginRun, END_STOPPED, RUN_READY, stopRun } from "@/lib/credits/mutations/runs";
import {
  endExpiredRuns,
  recoverStrandedRuns,
  resumeBlockedRuns,
  writeExpiries,
} from "@/lib/credits/mutations/sweep";
import { findRun } from "@/lib/credits/queries/runs";
import { clock } from "@/lib/platform/clock";
import { logger } from "@/lib/platform/logger";
import { defineJob, schedule } from "@/lib/platform/queue";

const SWEEP = "credits.sweep";
const EVERY_MINUTE = "* * * * *";
const EXPIRIES = "credits.tell-expiries";
const EVERY_HOUR = "7 * * * *";
const CHECK_LEDGERS = "credits.check-ledgers";
const EVERY_NIGHT = "0 3 * * *";
const CLEAR_OUTBOX = "credits.clear-outbox";
const LATER_IN_THE_NIGHT = "40 3 * * *";
/** Of as many places: a receiver that never answers keeps a worker for ten seconds, of its own workspace one at a time. */
const DELIVERIES_AT_ONCE = 4;
const LONGEST_CHECK = 6 * 60 * 60;

type Ready = { workspaceId: string; runId: string };
type BeginRun = (run: Ready) => Promise<unknown>;

const onReady = new Map<string, BeginRun>();

/**
 * Says how an operation begins its work once a run of it that had to wait has its credits. Called at least once
 * for each such run, perhaps twice after a crash: enqueue the work under the run's id.
 */
export function onRunReady(operation: string, begin: BeginRun): void {
  onReady.set(operation, begin);
}

defineJob(
  RESUME_BLOCKED,
  z.object({
    workspaceId: z.string(),
    kind: z.enum(["ai", "lead"]),
    continueRunId: z.string().nullable(),
  }),
  ({ workspaceId, kind, continueRunId }) =>
    resumeBlockedRuns({ workspaceId, kind }, continueRunId ?? undefined),
);

const oneRun = z.object({ workspaceId: z.string(), runId: z.string() });

defineJob(BEGIN_RUN, oneRun, ({ workspaceId, runId }) => beginRun(workspaceId, runId), {
  timely: true,
});

defineJob(RUN_READY, oneRun, async (ready) => {
  const run = await findRun(ready.workspaceId, ready.runId, clock.now());
  // Stopped before anybody worked on it: there is nothing under way to wait for.
  if (run?.state === "stopping") await stopRun(ready);
  if (run?.state !== "running") return;
  const begin = onReady.get(run.operation);
  if (!begin) throw new Error(`Nothing says how ${run.operation} begins.`);
  await begin(ready);
});

/** A worker ends what it works on. An operation that this installation has no worker for would stop for ever. */
defineJob(END_STOPPED, oneRun, async (stopped) => {
  const run = await findRun(stopped.workspaceId, stopped.runId, clock.now());
  if (run?.state === "stopping" && !onReady.has(run.operation)) await stopRun(stopped);
});

const onOutbox = new Set<(workspaceId: string) => Promise<unknown>>();

/**
 * Says who else reads the outbox: called with a workspace whose commits left something there. At least once for each;
 * one that fails is called again.
 */
export function onOutboxRelayed(read: (workspaceId: string) => Promise<unknown>): void {
  onOutbox.add(read);
}

/** Hands what a workspace's commits left in the outbox to all who read it. Safe to repeat and to run twice at once. */
export async function relayOutbox(workspaceId: string): Promise<void> {
  await relayNotices(workspaceId);
  for (const read of onOutbox) await read(workspaceId);
}

defineJob(RELAY_JOB, z.object({ workspaceId: z.string() }), ({ workspaceId }) =>
  relayOutbox(workspaceId),
);

defineJob(
  DELIVER_JOB,
  z.object({
    workspaceId: z.string(),
    noticeId: z.string(),
    channel: z.enum(["email", "webhook"]),
    target: z.string(),
  }),
  (delivery, { attempt }) => deliverNotice(delivery, attempt),
  {
    retryLimit: DELIVERY_RETRIES,
    longestPauseSeconds: LONGEST_PAUSE_SECONDS,
    concurrency: DELIVERIES_AT_ONCE,
  },
);

/** Runs that waited too long are ended before the rest is tried: credits that came too late do not start them. */
defineJob(SWEEP, z.object({}), async () => {
  const done = {
    expiries: await writeExpiries(),
    ended: await endExpiredRuns(),
    recovered: await recoverStrandedRuns(),
    resumed: await resumeBlockedRuns(),
    relayed: await relayAllNotices(),
  };
  if (Object.values(done).some((count) => count > 0)) logger.info(done, "credits: swept");
});

schedule(SWEEP, EVERY_MINUTE);

defineJob(EXPIRIES, z.object({}), async () => {
  const written = await notifyExpiries();
  if (written > 0) logger.info({ told: written }, "credits: expiries told");
});

schedule(EXPIRIES, EVERY_HOUR);

defineJob(CHECK_LEDGERS, z.object({}), async () => {
  logger.info({ accounts: await enqueueDueChecks() }, "credits: checking ledgers");
});

schedule(CHECK_LEDGERS, EVERY_NIGHT);

defineJob(CLEAR_OUTBOX, z.object({}), async () => {
  logger.info({ cleared: await clearOutbox() }, "credits: outbox cleared");
});

schedule(CLEAR_OUTBOX, LATER_IN_THE_NIGHT);

/** Every balance, lot, hold and rollup against the entries. What it finds is kept and shown on the Billing page. */
defineJob(
  CHECK_LEDGER,
  z.object({ workspaceId: z.string(), kind: z.enum(["ai", "lead"]), full: z.boolean() }),
  async ({ workspaceId, kind, full }, { signal }) => {
    await checkLedger({ workspaceId, kind }, { full, signal });
  },
  { expireInSeconds: LONGEST_CHECK, retryLimit: 3 },
);
