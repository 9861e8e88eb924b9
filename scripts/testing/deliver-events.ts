// One more process of the product that receives events: all at once, as a storm of redeliveries does.
import { readFileSync } from "node:fs";
import type Stripe from "stripe";
import { keepEvent, processEvent } from "@/lib/billing/mutations/events";
import { paymentClient } from "@/lib/billing/providers/stripe";
import { closeDatabase } from "@/lib/platform/db";
import { stopWorkers } from "@/lib/platform/queue";

const stripe = paymentClient();
if (!stripe) throw new Error("No payment provider is configured.");
const events = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Stripe.Event[];
await Promise.all(
  events.map(async (event) => {
    await keepEvent(event);
    await processEvent(stripe, event.id);
  }),
);
await stopWorkers();
await closeDatabase();
