import { keepEvent, processEvent, retryLater, workspaceIn } from "@/lib/billing/mutations/events";
import { paymentClient, readEvent } from "@/lib/billing/providers/stripe";
import { logger } from "@/lib/platform/logger";
import { readBody } from "@/lib/platform/request-body";

const MOST_BYTES = 1024 * 1024;

/**
 * Stripe's webhook, authenticated by the signature over the raw body alone. 2xx means that the event is stored, and is or
 * will be processed; after any other status Stripe sends it again.
 */
export async function POST(request: Request): Promise<Response> {
  const stripe = paymentClient();
  if (!stripe) return refuse(503, "payments are not configured");
  const body = await readBody(request, MOST_BYTES);
  if (!body) return refuse(413, "too large");

  const event = readEvent(body, request.headers.get("stripe-signature"));
  if (!event) {
    logger.warn("a webhook without a valid signature was refused");
    return refuse(400, "invalid signature");
  }
  await keepEvent(event);
  try {
    await processEvent(stripe, event.id);
  } catch {
    await retryLater(event.id, workspaceIn(event));
  }
  return Response.json({ received: true });
}

const refuse = (status: number, error: string) => Response.json({ error }, { status });
