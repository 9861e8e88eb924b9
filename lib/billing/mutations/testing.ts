import type Stripe from "stripe";
import { beforeEach, vi } from "vitest";
import { startCardPage } from "@/lib/billing/mutations/card-pages";
import { startCheckout } from "@/lib/billing/mutations/checkout";
import { keepEvent, processEvent } from "@/lib/billing/mutations/events";
import { paymentClient, readEvent } from "@/lib/billing/providers/stripe";
import type { startTestPayments } from "@/lib/billing/providers/testing";
import { receiptsBetween } from "@/lib/billing/queries/receipts";
import { mustVerify } from "@/lib/credits/mutations/door/testing";
import { balanceOf } from "@/lib/credits/queries/balance";
import { createUser } from "@/lib/identity/mutations/users";
import { createWorkspace } from "@/lib/identity/mutations/workspaces";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

/** The configured client. A test without one has forgotten to start its payment server. */
export function testClient(): Stripe {
  const stripe = paymentClient();
  if (!stripe) throw new Error("Start the payment server first.");
  return stripe;
}

/** The client, cut off before or after a refund was carried out. It still reads. */
export function cutOff(when: "before" | "after"): Stripe {
  const real = testClient();
  const create: typeof real.refunds.create = async (...given) => {
    if (when === "after") await real.refunds.create(...(given as Parameters<typeof create>));
    throw new Error("no answer");
  };
  const refunds = { create, list: real.refunds.list.bind(real.refunds) };
  return new Proxy(real, {
    get: (target, name) => (name === "refunds" ? refunds : Reflect.get(target, name)),
  });
}

/** A workspace with its owner, who buys. */
export async function someBuyer() {
  const email = `${newId()}@example.com`;
  const user = await createUser({ name: "Ines Carvalho", email, emailVerified: true });
  if (!user.ok) throw new Error(user.reason);
  const made = await createWorkspace({
    name: "Alder & Finch",
    timeZone: "UTC",
    ownerId: user.userId,
  });
  if (!made.ok) throw new Error(made.reason);
  return {
    workspaceId: made.workspaceId,
    workspaceSlug: made.slug,
    workspaceName: "Alder & Finch",
    buyerId: user.userId,
    buyerEmail: email,
  };
}

export type Buyer = Awaited<ReturnType<typeof someBuyer>>;

/** Starts a checkout and returns its purchase and session. */
export async function someCheckout(
  buyer: Buyer,
  packageId = "popular",
  attempt = newId(),
  saveCard = false,
) {
  const started = await startCheckout(testClient(), {
    ...buyer,
    packageId,
    attempt,
    saveCard,
    returnPath: `/${buyer.workspaceSlug}/leads`,
    continueRunId: null,
    now: new Date(),
  });
  if (!started.ok) throw new Error(started.reason);
  const { workspaceId } = buyer;
  const purchase = await inWorkspace(workspaceId, (tx) =>
    tx.purchase.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId, id: started.purchaseId } },
    }),
  );
  return { ...started, session: String(purchase.checkoutSessionId) };
}

/** The id of the payment that a checkout was paid with. */
export const paymentOf = async (session: string): Promise<string> =>
  String((await testClient().checkout.sessions.retrieve(session)).payment_intent);

/** Refunds a part of a purchase in the provider's dashboard, and returns the id of the refund. */
export async function refundInDashboard({ session }: { session: string }, amount: number) {
  const payment_intent = await paymentOf(session);
  return (await testClient().refunds.create({ payment_intent, amount })).id;
}

/** What a person asks for who opens the screen anew to refund a purchase. */
export const refundRequest = (
  bought: { workspaceId: string; purchaseId: string; buyerId: string },
  amountCents = 5_000,
) => ({
  workspaceId: bought.workspaceId,
  purchaseId: bought.purchaseId,
  memberId: bought.buyerId,
  attempt: newId(),
  amountCents,
  now: new Date(),
});

/** Opens a page on which a card is saved, and returns its session. */
export async function someCardPage(buyer: Buyer): Promise<string> {
  const started = await startCardPage(testClient(), { ...buyer, memberId: buyer.buyerId });
  if (!started.ok) throw new Error(started.reason);
  return String(/cs_test_\w+/.exec(started.url));
}

/** Every row of the ledger of one kind, oldest first. */
export const entriesOf = (workspaceId: string, kind: "ai" | "lead" = "ai") =>
  inWorkspace(workspaceId, (tx) =>
    tx.creditEntry.findMany({ where: { workspaceId, kind }, orderBy: { seq: "asc" } }),
  );

/** By how much each row changed the balance, in hundredths: without those that only set credits aside, or free them. */
export const movementsOf = async (workspaceId: string) =>
  (await entriesOf(workspaceId))
    .map(({ amount }) => Number(amount))
    .filter((amount) => amount !== 0);

/** The types of the rows that set credits aside for refunds of this workspace, and free them. */
export const freezesOf = async (workspaceId: string) =>
  (await entriesOf(workspaceId))
    .filter(({ key }) => key.startsWith("refund-request:"))
    .map(({ type }) => type);

type Payments = Awaited<ReturnType<typeof startTestPayments>>;

export type Inbox = ReturnType<typeof openInbox>;

/**
 * Where the payment server's events arrive; nothing is processed until the test says so. One per test file, emptied
 * before each test.
 */
export function openInbox(payments: Payments) {
  let events: Stripe.Event[] = [];
  beforeEach(() => {
    events = [];
  });
  payments.onDelivery(async ({ body, signature }) => {
    const event = readEvent(body, signature);
    if (event) events.push(event);
    return event ? 200 : 400;
  });
  const arrived = (type: string) =>
    vi.waitFor(() => {
      const found = events.find((event) => event.type === type);
      if (!found) throw new Error(`${type} has not arrived`);
      return found;
    });
  const process = async (event: Stripe.Event) => {
    await keepEvent(event);
    await processEvent(testClient(), event.id);
  };
  const handle = async (type: string) => process(await arrived(type));
  return {
    payments,
    events: () => events,
    clear: async () => {
      events = [];
    },
    /** The first event of a type, once it is there. */
    arrived,
    process,
    /** Processes the first event of a type, once it is there. */
    handle,
    /** The bank opens a dispute of a payment, of all of it unless `amount` says otherwise. */
    openDispute: async ({ session }: { session: string }, amount?: number) => {
      await payments.control("dispute", { session, amount });
      await handle("charge.dispute.created");
    },
    /** The bank decides the disputes of a payment. */
    closeDisputes: async ({ session }: { session: string }, status: "won" | "lost") => {
      await payments.control("close-disputes", { session, status });
      await handle("charge.dispute.closed");
    },
  };
}

/** The newest receipt of a workspace. */
export const receiptOf = async (workspaceId: string) =>
  (await receiptsBetween(workspaceId, new Date(0), new Date(4e12), new Date()))[0];

/** The balance of AI credits. */
export const balanceIn = async (workspaceId: string) =>
  (await balanceOf(workspaceId, "ai", new Date())).current;

/** What the balance of AI credits is, once its entries are found to add up to it. */
export async function verifiedBalance(workspaceId: string) {
  await mustVerify(workspaceId);
  const { current, held, available, debt } = await balanceOf(workspaceId, "ai", new Date());
  return { current, held, available, debt };
}

/** Popular, bought and settled; with `saveCard`, the card is kept. */
export async function paidPurchase(
  inbox: Inbox,
  { saveCard = false, promotion }: { saveCard?: boolean; promotion?: string } = {},
) {
  const buyer = await someBuyer();
  const { purchaseId, session } = await someCheckout(buyer, "popular", newId(), saveCard);
  if (promotion) await inbox.payments.control("promote", { session, code: promotion });
  await inbox.payments.control("choose", { session, outcome: "pay" });
  await inbox.handle("checkout.session.completed");
  return { ...buyer, purchaseId, session };
}
