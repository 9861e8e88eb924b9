// What buyers have in common: a click that opens a checkout, and events that arrive although servers die.
import type Stripe from "stripe";
import type { CheckoutStarted } from "@/lib/billing/mutations/checkout";
import { paymentClient } from "@/lib/billing/providers/stripe";
import { type startTestPayments, WEBHOOK_SECRET } from "@/lib/billing/providers/testing";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { newId } from "@/lib/platform/ids";
import { sign } from "../payments/events.mjs";
import type { Home } from "./home";
import { booksIn } from "./money";
import { persist } from "./scene";
import type { Servers } from "./servers";

export type Payments = Awaited<ReturnType<typeof startTestPayments>>;

/** The storm's own client of the payment server. */
export function stripe(): Stripe {
  const client = paymentClient();
  if (!client) throw new Error("The storm brings its own payment server.");
  return client;
}

/** A double click on a package; returns the checkout session that both led to. */
export async function openSession(
  servers: Servers,
  { workspaceId, slug, name, owner }: Home,
  { packageId, saveCard = false }: { packageId: string; saveCard?: boolean },
): Promise<string> {
  const buyer = { workspaceId, workspaceSlug: slug, workspaceName: name };
  const who = { ...buyer, buyerId: owner.id, buyerEmail: owner.email };
  const fixed = { returnPath: `/${slug}/leads`, continueRunId: null };
  const request = { ...who, ...fixed, packageId, saveCard, attempt: newId() };
  const click = () => untilOpen(() => servers.ask({ what: "checkout", request }));
  const [first, second] = await Promise.all([click(), click()]);
  if (first.purchaseId !== second.purchaseId) throw new Error("A double click bought twice.");

  const [row] = await persist(() =>
    asOwner<{ session: string }>(
      "select checkout_session_id as session from purchase where workspace_id = $1 and id = $2",
      [workspaceId, first.purchaseId],
    ),
  );
  return row?.session ?? "";
}

/** A checkout that could not be opened now is opened later, by the same click. */
const untilOpen = (ask: () => Promise<CheckoutStarted>) =>
  persist(async () => {
    const started = await ask();
    if (!started.ok) throw new Error(started.reason);
    return started;
  });

/**
 * Has each event delivered and processed. The payment server waits longer each time before it repeats one; the storm
 * does not.
 */
export async function everyEventIsDone(servers: Servers, { dataDir }: Payments): Promise<void> {
  const kept = await persist(() => asOwner<{ id: string }>("select id from stripe_event"));
  const known = new Set(kept.map(({ id }) => id));
  for (const event of Object.values(booksIn(dataDir).events).filter(({ id }) => !known.has(id))) {
    const body = JSON.stringify(event);
    await persist(() => servers.forward(Buffer.from(body), sign(body, WEBHOOK_SECRET)));
  }
  const waiting = await persist(() =>
    asOwner<{ id: string }>("select id from stripe_event where processed_at is null"),
  );
  for (const { id } of waiting) await servers.ask({ what: "event", id });
}
