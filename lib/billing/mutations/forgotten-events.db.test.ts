import { expect, test, vi } from "vitest";
import {
  PROCESS_EVENT,
  processEvent,
  retryForgottenEvents,
  retryLater,
} from "@/lib/billing/mutations/events";
import { openInbox, someBuyer, someCheckout, testClient } from "@/lib/billing/mutations/testing";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { balanceOf } from "@/lib/credits/queries/balance";
import { db } from "@/lib/platform/db";
import type { Prisma } from "@/lib/platform/generated/prisma/client";
import { newId } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/logger";
import { enqueue, startWorkers, stopWorkers } from "@/lib/platform/queue";
import "@/lib/billing/jobs";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);
const inbox = openInbox(payments);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** An event that arrived this long ago; one without a payload can never be done. */
async function storedEvent(
  ageMs: number,
  { processed = false, payload = {} } = {},
): Promise<string> {
  const id = `evt_${newId()}`;
  const receivedAt = new Date(Date.now() - ageMs);
  const processedAt = processed ? receivedAt : null;
  const data = { id, type: "charge.refunded", payload, receivedAt, processedAt };
  await db.stripeEvent.create({ data });
  return id;
}

type Queued = { event: string; state: string; limit: number };

const jobsOf = (ids: string[]) =>
  asOwner<Queued>(
    `select data -> 'data' ->> 'eventId' as event, state::text, retry_limit as limit from pgboss.job
     where name = $1 and data -> 'data' ->> 'eventId' = any($2) order by created_on`,
    [PROCESS_EVENT, ids],
  );

/** What is logged at this level about one event, and about jobs that failed. */
function listen(level: "error" | "debug") {
  vi.spyOn(logger, "child").mockReturnValue(logger as never);
  const said = vi.spyOn(logger, level).mockImplementation(() => {});
  const told = (text: string) =>
    said.mock.calls.filter((call) => (call as unknown[])[1] === text).length;
  return { waits: () => told("event waits for a retry"), jobs: () => told("job failed") };
}

test("an event whose tries are over and that was never done is tried anew, once a round", async () => {
  const forgotten = await storedEvent(3 * HOUR);
  const others = [
    await storedEvent(HOUR),
    await storedEvent(3 * HOUR, { processed: true }),
    await storedEvent(31 * DAY),
  ];
  await retryLater(forgotten, null);
  const given = "update pgboss.job set state = 'failed' where name = $1 returning 1";
  expect(await asOwner(given, [PROCESS_EVENT])).not.toHaveLength(0);

  const warned = vi.spyOn(logger, "warn").mockImplementation(() => {});
  expect(await retryForgottenEvents()).toBe(1);
  expect(await retryForgottenEvents()).toBe(1);
  expect(warned).toHaveBeenLastCalledWith(
    { events: 1, since: expect.any(Date), event: forgotten },
    "events of Stripe are not done, and tried again",
  );
  expect(await jobsOf([forgotten, ...others])).toEqual([
    { event: forgotten, state: "failed", limit: 20 },
    { event: forgotten, state: "created", limit: 0 },
  ]);
  await asOwner("delete from stripe_event");
});

test("the round is in the schedule, and brings the credits in that were paid for", async () => {
  const { workspaceId, ...buyer } = await someBuyer();
  const { session } = await someCheckout({ workspaceId, ...buyer });
  await payments.control("choose", { session, outcome: "pay" });
  const payload = await inbox.arrived("checkout.session.completed");
  await storedEvent(3 * HOUR, { payload: payload as unknown as Prisma.InputJsonObject });

  await startWorkers();
  const planned = "select cron from pgboss.schedule where name = 'billing.forgotten-events'";
  expect(await asOwner(planned)).toEqual([{ cron: "23 */2 * * *" }]);
  await enqueue("billing.forgotten-events", {});
  const balance = async () => (await balanceOf(workspaceId, "ai", new Date())).current;
  await expect.poll(balance, { timeout: 20_000 }).toBe(55_000);
  await stopWorkers();
});

test("why an event cannot be done is an error once, and again when it is another reason", async () => {
  const id = await storedEvent(3 * HOUR);
  const [errors, quiet] = [listen("error"), listen("debug")];
  const tried = async (times: number) => {
    const attempts = async () =>
      (await db.stripeEvent.findUniqueOrThrow({ where: { id } })).attempts;
    await expect.poll(attempts, { timeout: 20_000 }).toBe(times);
  };
  await expect(processEvent(testClient(), id)).rejects.toThrow(/startsWith/);
  await tried(1);
  expect([errors.waits(), quiet.waits()]).toEqual([1, 0]);

  await startWorkers();
  await retryForgottenEvents();
  await tried(2);
  await expect.poll(quiet.jobs).toBe(1);
  expect([errors.waits(), errors.jobs(), quiet.waits()]).toEqual([1, 0, 1]);
  await stopWorkers();

  const failure = "The provider is out of reach.";
  await db.stripeEvent.update({ where: { id }, data: { failure } });
  await expect(processEvent(testClient(), id)).rejects.toThrow(/startsWith/);
  expect(errors.waits()).toBe(2);
});
