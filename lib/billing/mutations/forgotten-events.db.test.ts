import { expect, test } from "vitest";
import { PROCESS_EVENT, retryForgottenEvents, retryLater } from "@/lib/billing/mutations/events";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { db } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** An event that arrived so long ago. */
async function kept(ageMs: number, processed = false): Promise<string> {
  const id = `evt_${newId()}`;
  const receivedAt = new Date(Date.now() - ageMs);
  const processedAt = processed ? receivedAt : null;
  const data = { id, type: "charge.refunded", payload: {}, receivedAt, processedAt };
  await db.stripeEvent.create({ data });
  return id;
}

const jobsOf = (ids: string[]) =>
  asOwner<{ event: string; state: string }>(
    `select data -> 'data' ->> 'eventId' as event, state::text from pgboss.job
     where name = $1 and data -> 'data' ->> 'eventId' = any($2)`,
    [PROCESS_EVENT, ids],
  );

test("an event whose tries are over and that was never done is tried anew, and once at a time", async () => {
  const forgotten = await kept(3 * HOUR);
  const others = [await kept(HOUR), await kept(3 * HOUR, true), await kept(31 * DAY)];
  await retryLater(forgotten);
  const given = "update pgboss.job set state = 'failed' where name = $1 returning 1";
  expect(await asOwner(given, [PROCESS_EVENT])).not.toHaveLength(0);

  expect(await retryForgottenEvents()).toBe(1);
  expect(await retryForgottenEvents()).toBe(1);
  const states = (await jobsOf([forgotten, ...others])).map(({ state }) => state).toSorted();
  expect(states).toEqual(["created", "failed"]);
});
