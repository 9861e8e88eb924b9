import { z } from "zod";
import { processEvent } from "@/lib/billing/mutations/events";
import { paymentClient } from "@/lib/billing/providers/stripe";
import { defineJob } from "@/lib/platform/queue";

/** Events that could not be processed when they arrived. The provider was told that we have them. */
defineJob(
  "billing.process-event",
  z.object({ eventId: z.string() }),
  async ({ eventId }) => {
    const stripe = paymentClient();
    if (!stripe) throw new Error("No payment provider is configured.");
    await processEvent(stripe, eventId);
  },
  { retryLimit: 20, expireInSeconds: 120, concurrency: 2 },
);
