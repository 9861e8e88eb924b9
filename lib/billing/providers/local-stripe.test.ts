import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SECRET_KEY, startTestPayments, WEBHOOK_SECRET } from "@/lib/billing/providers/testing";

let payments: Awaited<ReturnType<typeof startTestPayments>>;
let stripe: Stripe;
const events: Stripe.Event[] = [];

const clientOf = (url: string, key = SECRET_KEY) =>
  new Stripe(key, {
    protocol: "http",
    host: new URL(url).hostname,
    port: new URL(url).port,
    maxNetworkRetries: 0,
    telemetry: false,
  });

beforeAll(async () => {
  payments = await startTestPayments();
  stripe = clientOf(payments.url);
  payments.onDelivery(async ({ body, signature }) => {
    events.push(stripe.webhooks.constructEvent(body, signature ?? "", WEBHOOK_SECRET));
    return 200;
  });
});
afterAll(() => payments.stop());

const order: Stripe.Checkout.SessionCreateParams = {
  mode: "payment",
  success_url: "http://localhost:3000/back?session_id={CHECKOUT_SESSION_ID}",
  cancel_url: "http://localhost:3000/closed",
  client_reference_id: "w",
  metadata: { a: "1", b: "x & y = z" },
  payment_intent_data: { metadata: { a: "1" } },
  line_items: [
    {
      quantity: 2,
      price_data: { currency: "usd", unit_amount: 2500, product_data: { name: "Basic" } },
    },
  ],
};

/** Opens the checkout page as a browser does and sends its form. */
async function choose(session: Stripe.Checkout.Session, outcome: string, headers = {}) {
  const page = await (await fetch(String(session.url))).text();
  const form = /name="form" value="([^"]+)"/.exec(page)?.[1] ?? "";
  return fetch(String(session.url), {
    method: "POST",
    body: new URLSearchParams({ form, outcome }),
    headers,
    redirect: "manual",
  });
}

describe("the real client against the embedded payment server", () => {
  test("a session has the sum of its lines, and keeps what it was given", async () => {
    const session = await stripe.checkout.sessions.create(order);
    expect(session).toMatchObject({
      amount_subtotal: 5000,
      amount_total: 5000,
      currency: "usd",
      status: "open",
      payment_status: "unpaid",
      client_reference_id: "w",
      metadata: { a: "1", b: "x & y = z" },
    });
    expect(await stripe.checkout.sessions.retrieve(session.id)).toEqual(session);
  });

  test("the same key is the same session; with other parameters it is refused", async () => {
    const key = { idempotencyKey: "one" };
    const [first, second] = [
      await stripe.checkout.sessions.create(order, key),
      await stripe.checkout.sessions.create(order, key),
    ];
    expect(second.id).toBe(first.id);
    await expect(
      stripe.checkout.sessions.create({ ...order, client_reference_id: "other" }, key),
    ).rejects.toThrow(Stripe.errors.StripeIdempotencyError);
  });

  test("a wrong key, an unknown object and a bad parameter are Stripe's errors", async () => {
    const stranger = clientOf(payments.url, "sk_test_wrong");
    await expect(stranger.checkout.sessions.create(order)).rejects.toThrow(
      Stripe.errors.StripeAuthenticationError,
    );
    await expect(stripe.checkout.sessions.retrieve("cs_test_none")).rejects.toMatchObject({
      code: "resource_missing",
      statusCode: 404,
    });
    await expect(
      stripe.checkout.sessions.create({ ...order, ui_mode: "hosted" }),
    ).rejects.toMatchObject({ param: "ui_mode" });
    await expect(
      stripe.checkout.sessions.create({ ...order, customer: "cus_gone" }),
    ).rejects.toMatchObject({ code: "resource_missing", param: "customer" });
  });

  test("paying on the page completes the session once and leads back", async () => {
    const session = await stripe.checkout.sessions.create(order);
    const answers = await Promise.all([choose(session, "pay"), choose(session, "pay")]);
    for (const answer of answers) {
      expect(answer.status).toBe(303);
      expect(answer.headers.get("location")).toBe(
        `http://localhost:3000/back?session_id=${session.id}`,
      );
    }
    const paid = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ["payment_intent.latest_charge"],
    });
    expect(paid).toMatchObject({
      status: "complete",
      payment_status: "paid",
      payment_intent: {
        status: "succeeded",
        latest_charge: {
          amount_captured: 5000,
          payment_method_details: { card: { last4: "4242" } },
        },
      },
    });
    const told = events.filter(
      (event) => event.type === "checkout.session.completed" && event.data.object.id === session.id,
    );
    expect(told).toHaveLength(1);
  });

  test("a declined card leaves the session open, and it can be paid then", async () => {
    const session = await stripe.checkout.sessions.create(order);
    const declined = await choose(session, "decline");
    expect(declined.status).toBe(402);
    expect(await declined.text()).toContain("The card was declined. Nothing was charged.");
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe("open");
    expect((await choose(session, "pay")).status).toBe(303);
  });

  test("a form sent from elsewhere is refused", async () => {
    const session = await stripe.checkout.sessions.create(order);
    const foreign = await choose(session, "pay", { origin: "https://elsewhere.example" });
    expect(foreign.status).toBe(403);
    const forged = await fetch(String(session.url), {
      method: "POST",
      body: new URLSearchParams({ outcome: "pay", form: "guess" }),
    });
    expect(forged.status).toBe(403);
    expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe("unpaid");
  });

  test("a refund beyond what was paid is refused, within it is told", async () => {
    const session = await stripe.checkout.sessions.create(order);
    await choose(session, "pay");
    const paid = await stripe.checkout.sessions.retrieve(session.id);
    const intent = String(paid.payment_intent);
    await expect(stripe.refunds.create({ payment_intent: intent, amount: 5001 })).rejects.toThrow(
      Stripe.errors.StripeInvalidRequestError,
    );
    const refund = await stripe.refunds.create({ payment_intent: intent, amount: 2000 });
    expect(refund).toMatchObject({ amount: 2000, status: "succeeded" });
    expect((await stripe.refunds.list({ payment_intent: intent })).data).toHaveLength(1);
  });
});

test("events wait on disk while nobody answers, and arrive after a restart", async () => {
  const first = await startTestPayments();
  first.onDelivery(async () => 503);
  const session = await clientOf(first.url).checkout.sessions.create(order);
  await first.control("choose", { session: session.id, outcome: "pay" });
  await first.stop();

  const second = await startTestPayments(first.dataDir);
  const arrived = new Promise<string>((resolve) => {
    second.onDelivery(async ({ body }) => {
      const event = JSON.parse(body.toString()) as Stripe.Event;
      if (event.type === "checkout.session.completed") resolve(event.type);
      return 200;
    });
  });
  expect(await arrived).toBe("checkout.session.completed");
  expect((await clientOf(second.url).checkout.sessions.retrieve(session.id)).status).toBe(
    "complete",
  );
  await second.stop();
});
