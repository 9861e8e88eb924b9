import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SECRET_KEY, startTestPayments } from "@/lib/billing/providers/testing";

let payments: Awaited<ReturnType<typeof startTestPayments>>;
let stripe: Stripe;

beforeAll(async () => {
  payments = await startTestPayments();
  const { hostname: host, port } = new URL(payments.url);
  const local = { protocol: "http", host, port, maxNetworkRetries: 0, telemetry: false } as const;
  stripe = new Stripe(SECRET_KEY, local);
});
afterAll(() => payments.stop());

const order = (customer: string): Stripe.Checkout.SessionCreateParams => ({
  mode: "payment",
  success_url: "http://localhost:3000/back",
  customer,
  allow_promotion_codes: true,
  metadata: { workspace: customer },
  payment_intent_data: { setup_future_usage: "off_session" },
  line_items: [
    {
      quantity: 1,
      price_data: { currency: "usd", unit_amount: 5_000, product_data: { name: "Popular" } },
    },
  ],
});

/** A customer whose card was saved on a checkout page. */
async function customerWithCard() {
  const { id: customer } = await stripe.customers.create({ name: "Alder & Finch" });
  const session = await stripe.checkout.sessions.create(order(customer));
  await payments.control("choose", { session: session.id, outcome: "pay" });
  const { data } = await stripe.customers.listPaymentMethods(customer, { type: "card" });
  return { customer, method: String(data[0]?.id), methods: data.length };
}

const charge = (
  customer: string,
  method: string,
  more: Partial<Stripe.PaymentIntentCreateParams> = {},
) => ({
  amount: 5_000,
  currency: "usd",
  customer,
  payment_method: method,
  confirm: true,
  off_session: true,
  metadata: { workspace: customer },
  ...more,
});

const declineNext = (workspace: string, ...reasons: string[]) =>
  payments.control("decline-saved-card", { workspace, reasons });

describe("a saved card, by the real client against the embedded payment server", () => {
  test("is attached to its customer, and pays without them", async () => {
    const { customer, method, methods } = await customerWithCard();
    expect(methods).toBe(1);
    const intent = await stripe.paymentIntents.create(charge(customer, method));
    expect(intent).toMatchObject({ status: "succeeded", amount_received: 5_000 });
  });

  test("a card that was paid with once and not saved belongs to nobody", async () => {
    const { id: customer } = await stripe.customers.create({ name: "Once" });
    const session = await stripe.checkout.sessions.create({
      ...order(customer),
      payment_intent_data: {},
    });
    await payments.control("choose", { session: session.id, outcome: "pay" });
    expect((await stripe.customers.listPaymentMethods(customer)).data).toEqual([]);
  });

  test("of another customer, or detached, is refused", async () => {
    const [one, other] = [await customerWithCard(), await customerWithCard()];
    const refused = Stripe.errors.StripeInvalidRequestError;
    await expect(stripe.paymentIntents.create(charge(one.customer, other.method))).rejects.toThrow(
      refused,
    );
    await stripe.paymentMethods.detach(one.method);
    await expect(stripe.paymentIntents.create(charge(one.customer, one.method))).rejects.toThrow(
      refused,
    );
    await expect(stripe.paymentMethods.detach(one.method)).rejects.toThrow(refused);
  });

  test("declined is 402 with the intent in it, and under the same key the same answer", async () => {
    const { customer, method } = await customerWithCard();
    await declineNext(customer, "insufficient_funds");
    const ask = () =>
      stripe.paymentIntents
        .create(charge(customer, method), { idempotencyKey: `declined ${customer}` })
        .then(
          () => null,
          (error: unknown) => error as Stripe.errors.StripeCardError,
        );
    const [first, second] = [await ask(), await ask()];
    expect(first).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(first).toMatchObject({ code: "card_declined", decline_code: "insufficient_funds" });
    expect(first?.payment_intent?.status).toBe("requires_payment_method");
    expect(second?.payment_intent?.id).toBe(first?.payment_intent?.id);
    const { data } = await stripe.charges.list({ payment_intent: first?.payment_intent?.id ?? "" });
    expect(data).toHaveLength(1);
  });

  test("confirmed again, the same intent is paid; canceled, it never is", async () => {
    const { customer, method } = await customerWithCard();
    await declineNext(customer, "authentication_required", "insufficient_funds");
    const error = await stripe.paymentIntents
      .create(charge(customer, method))
      .catch((thrown: Stripe.errors.StripeCardError) => thrown);
    expect(error).toMatchObject({ code: "authentication_required" });
    const id = (error as Stripe.errors.StripeCardError).payment_intent?.id ?? "";
    const confirm = () =>
      stripe.paymentIntents.confirm(id, { payment_method: method, off_session: true });
    await expect(confirm()).rejects.toThrow(Stripe.errors.StripeCardError);
    expect(await confirm()).toMatchObject({ id, status: "succeeded" });
    await expect(confirm()).rejects.toMatchObject({ code: "payment_intent_unexpected_state" });
    await expect(stripe.paymentIntents.cancel(id)).rejects.toThrow();
  });

  test("tax is reckoned for a calculation, and only a known one can be named", async () => {
    const { customer, method } = await customerWithCard();
    const made = await stripe.tax.calculations.create({
      currency: "usd",
      customer,
      line_items: [{ amount: 4_001, reference: "one", tax_behavior: "exclusive" }],
    });
    expect(made).toMatchObject({ amount_total: 4_921, tax_amount_exclusive: 920 });
    const hooks = (calculation: string) => ({ hooks: { inputs: { tax: { calculation } } } });
    await expect(
      stripe.paymentIntents.create(charge(customer, method, hooks("taxcalc_none"))),
    ).rejects.toMatchObject({ code: "resource_missing" });
  });
});

const cardPage = (customer: string): Stripe.Checkout.SessionCreateParams => ({
  mode: "setup",
  success_url: "http://localhost:3000/back",
  customer,
  allowed_payment_method_types: ["card"],
  metadata: { workspace: customer },
});

/** The page of a session, and its form as a browser sends it. */
async function sendForm(url: string | null, outcome: string): Promise<string> {
  const page = await (await fetch(String(url))).text();
  const form = /name="form" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const body = new URLSearchParams({ form, outcome });
  return (await fetch(String(url), { method: "POST", body, redirect: "manual" })).text();
}

describe("a page on which a card is saved and nothing is paid", () => {
  test("has no sum; declined it stays open, saved it leaves a card that pays", async () => {
    const { id: customer } = await stripe.customers.create({ name: "Alder & Finch" });
    const made = await stripe.checkout.sessions.create(cardPage(customer));
    expect(made).toMatchObject({
      mode: "setup",
      status: "open",
      amount_total: null,
      payment_status: "no_payment_required",
    });
    expect(await sendForm(made.url, "pay")).toContain("Nothing was saved.");
    expect(await sendForm(made.url, "decline")).toContain("Nothing was saved.");
    expect((await stripe.customers.listPaymentMethods(customer)).data).toEqual([]);

    await Promise.all([sendForm(made.url, "save"), sendForm(made.url, "save")]);
    const session = await stripe.checkout.sessions.retrieve(made.id, {
      expand: ["setup_intent.payment_method"],
    });
    const { data } = await stripe.customers.listPaymentMethods(customer, { type: "card" });
    expect(session).toMatchObject({
      status: "complete",
      setup_intent: { status: "succeeded", payment_method: { id: data[0]?.id, customer } },
    });
    expect(data).toHaveLength(1);
    expect(await stripe.paymentIntents.create(charge(customer, String(data[0]?.id)))).toMatchObject(
      { status: "succeeded" },
    );
  });

  test("what belongs to a payment is refused", async () => {
    const { id: customer } = await stripe.customers.create({ name: "Alder & Finch" });
    const { line_items = [] } = order(customer);
    const open = (more: object) =>
      stripe.checkout.sessions.create({ ...cardPage(customer), ...more });
    await expect(open({ line_items })).rejects.toMatchObject({ param: "line_items" });
    await expect(open({ allowed_payment_method_types: undefined })).rejects.toMatchObject({
      param: "currency",
    });
  });
});

describe("promotion codes and tax on the checkout page", () => {
  test("come off the sum, tax goes on what is left, and a code can be used up", async () => {
    const { customer } = await customerWithCard();
    const coupon = await stripe.coupons.create({ percent_off: 12.5, duration: "once" });
    const { code } = await stripe.promotionCodes.create({
      promotion: { type: "coupon", coupon: coupon.id },
      max_redemptions: 1,
    });
    const taxed = {
      automatic_tax: { enabled: true },
      customer_update: { address: "auto" },
    } as const;
    const open = () => stripe.checkout.sessions.create({ ...order(customer), ...taxed });
    const session = (await open()).id;
    await payments.control("promote", { session, code: code.toLowerCase() });
    await payments.control("choose", { session, outcome: "pay" });
    expect(
      await stripe.checkout.sessions.retrieve(session, { expand: ["discounts.promotion_code"] }),
    ).toMatchObject({
      amount_subtotal: 5_000,
      amount_total: 5_381,
      total_details: { amount_discount: 625, amount_tax: 1_006 },
      payment_status: "paid",
    });
    const next = (await open()).id;
    await expect(payments.control("promote", { session: next, code })).rejects.toThrow(/400/);
  });

  test("tax without leave to keep the address is refused, as at Stripe", async () => {
    const { customer } = await customerWithCard();
    await expect(
      stripe.checkout.sessions.create({ ...order(customer), automatic_tax: { enabled: true } }),
    ).rejects.toMatchObject({ code: "customer_tax_location_invalid" });
  });
});
