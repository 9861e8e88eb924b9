// One more process of the product that receives events: many at once, as a storm of redeliveries does.
import { readFileSync } from "node:fs";
import type Stripe from "stripe";
import { keepEvent, processEvent } from "@/lib/billing/mutations/events";
import { paymentClient } from "@/lib/billing/providers/stripe";
import { clock } from "@/lib/platform/clock";
import { closeDatabase } from "@/lib/platform/db";
import { stopWorkers } from "@/lib/platform/queue";

const AT_ONCE = 20;
const [, , file = "", fixed] = process.argv;
if (fixed) clock.now = () => new Date(fixed);

const stripe = paymentClient();
if (!stripe) throw new Error("No payment provider is configured.");
const client = stripe;
const events = (JSON.parse(readFileSync(file, "utf8")) as Stripe.Event[]).values();

/** Takes the next event, whoever is free; one that cannot be done now is done later, as by the queue. */
async function receive(): Promise<void> {
  for (const event of events) {
    await keepEvent(event);
    await processEvent(client, event.id).catch(() => processEvent(client, event.id));
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, receive));
await stopWorkers();
await closeDatabase();
