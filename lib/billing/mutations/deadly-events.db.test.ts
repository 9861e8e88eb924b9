import { spawn } from "node:child_process";
import { once } from "node:events";
import type Stripe from "stripe";
import { expect, test, vi } from "vitest";
import { MOST_TRIES, processEvent, retryForgottenEvents } from "@/lib/billing/mutations/events";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { db } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/logger";

/** A process of its own that tries the event once, and dies as soon as it asks Stripe about it. */
async function deadlyTry(id: string): Promise<string> {
  const code = `
    const stripe = new Proxy({}, { get: () => process.kill(process.pid, "SIGKILL") });
    const { processEvent } = await import("./lib/billing/mutations/events.ts");
    await processEvent(stripe, ${JSON.stringify(id)});
    process.exit(0);`;
  const flags = ["--conditions=react-server", "--import", "tsx", "--input-type=module"];
  const child = spawn(process.execPath, [...flags, "-e", code], { stdio: "ignore" });
  const [exit, signal] = await once(child, "exit");
  return signal ?? `exit ${exit}`;
}

/** Neither of these events is ever asked about. */
const stripe = {} as Stripe;

const found = (id: string) => db.stripeEvent.findUniqueOrThrow({ where: { id } });

async function anEvent(payload: object) {
  const id = `evt_${newId()}`;
  const receivedAt = new Date(Date.now() - 3 * 3_600_000);
  await db.stripeEvent.create({ data: { id, type: "charge.refunded", payload, receivedAt } });
  return id;
}

test("an event that kills every process is left after six tries, says so, and is tried again by hand", async () => {
  const payment_intent = "pi_of_nobody";
  const id = await anEvent({ type: "charge.refunded", data: { object: { payment_intent } } });
  const ends: string[] = [];
  while (!ends.includes("exit 0") && ends.length < 9) ends.push(await deadlyTry(id));
  expect(ends).toEqual([...Array<string>(MOST_TRIES).fill("SIGKILL"), "exit 0"]);

  const failure = "Every process that tried it died.";
  expect(await found(id)).toMatchObject({ processedAt: null, failure });
  const [errors, warned] = [vi.spyOn(logger, "error"), vi.spyOn(logger, "warn")];
  const queued = () =>
    asOwner("select 1 from pgboss.job where data -> 'data' ->> 'eventId' = $1", [id]);
  expect(await retryForgottenEvents()).toBe(1);
  expect(warned).toHaveBeenCalledWith(expect.objectContaining({ givenUp: 1 }), expect.any(String));
  expect(await queued()).toEqual([]);
  // Stripe sends it again by itself, too: that changes nothing.
  await processEvent(stripe, id);
  expect(await found(id)).toMatchObject({ processedAt: null, failure });
  expect(errors).not.toHaveBeenCalled();

  await asOwner("update stripe_event set tries = 0 where id = $1", [id]);
  expect(await retryForgottenEvents()).toBe(1);
  expect(await queued()).toHaveLength(1);
  await asOwner("delete from stripe_event");
}, 300_000);

test("a try that came to its end, well or not, does not count", async () => {
  const id = await anEvent({});
  for (let tried = 0; tried < 2 * MOST_TRIES; tried++) {
    await expect(processEvent(stripe, id)).rejects.toThrow(/startsWith/);
  }
  expect(await found(id)).toMatchObject({ attempts: 2 * MOST_TRIES, tries: 0 });
});
