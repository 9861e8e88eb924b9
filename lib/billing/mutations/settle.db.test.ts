import type Stripe from "stripe";
import { describe, expect, test, vi } from "vitest";
import { keepEvent, processEvent } from "@/lib/billing/mutations/events";
import { settlePurchase } from "@/lib/billing/mutations/settle";
import {
  balanceIn,
  entriesOf,
  openInbox,
  paidPurchase,
  someBuyer,
  someCheckout,
  testClient,
} from "@/lib/billing/mutations/testing";
import { paymentOfEntry } from "@/lib/billing/queries/entry-payment";
import { findPurchase } from "@/lib/billing/queries/purchases";
import { RESUME_BLOCKED } from "@/lib/credits/mutations/arrivals";
import { db, inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);

describe("a payment", () => {
  test("brings the credits in, valid for 12 months, and leaves a receipt", async () => {
    const { workspaceId, purchaseId, buyerId } = await paidPurchase(inbox);
    const purchase = await findPurchase(workspaceId, purchaseId);
    expect(purchase).toMatchObject({
      state: "paid",
      amountPaidCents: 5000,
      taxCents: 0,
      cardBrand: "visa",
      cardLast4: "4242",
      balanceAfter: 55_000,
      entrySeq: 1,
    });
    const [lot] = await inWorkspace(workspaceId, (tx) =>
      tx.creditLot.findMany({ where: { workspaceId } }),
    );
    const paidAt = purchase?.paidAt ?? new Date(0);
    expect(lot).toMatchObject({ source: "purchase", sourceId: purchaseId, granted: 55_000n });
    expect(lot?.expiresAt?.getUTCFullYear()).toBe(paidAt.getUTCFullYear() + 1);
    expect(await entriesOf(workspaceId)).toMatchObject([
      { type: "purchase", amount: 55_000n, actorId: buyerId, reason: "Purchase of Popular" },
    ]);
    const row = { kind: "ai", seq: 1 } as const;
    expect(await paymentOfEntry(workspaceId, row)).toMatchObject({
      amountPaidCents: 5000,
      refundedCents: 0,
      cardBrand: "visa",
      cardLast4: "4242",
      receiptUrl: purchase?.receiptUrl,
    });
    expect(await paymentOfEntry(newId(), row)).toBeNull();
    expect(await paymentOfEntry(workspaceId, { ...row, kind: "lead" })).toBeNull();
  });

  test("that has not happened brings nothing in, whatever event says so", async () => {
    const buyer = await someBuyer();
    const { session, purchaseId } = await someCheckout(buyer);
    const open = await testClient().checkout.sessions.retrieve(session);
    await inbox.process({
      id: `evt_${newId()}`,
      type: "checkout.session.completed",
      data: { object: { ...open, status: "complete", payment_status: "paid" } },
    } as unknown as Stripe.Event);
    expect(await balanceIn(buyer.workspaceId)).toBe(0);
    expect((await findPurchase(buyer.workspaceId, purchaseId))?.state).toBe("open");
  });

  test("for less than the package costs, or of somebody else, is refused and kept", async () => {
    const [victim, cheat] = [await someBuyer(), await someBuyer()];
    const { purchaseId } = await someCheckout(victim, "max");
    const cheap = await testClient().checkout.sessions.create({
      mode: "payment",
      success_url: "http://localhost/",
      client_reference_id: victim.workspaceId,
      metadata: { workspace: victim.workspaceId, purchase: purchaseId },
      line_items: [
        {
          quantity: 1,
          price_data: { currency: "usd", unit_amount: 1, product_data: { name: "Cheap" } },
        },
      ],
    });
    const foreign = await testClient().checkout.sessions.create({
      mode: "payment",
      success_url: "http://localhost/",
      client_reference_id: cheat.workspaceId,
      metadata: { workspace: cheat.workspaceId, purchase: purchaseId },
      line_items: [
        {
          quantity: 1,
          price_data: { currency: "usd", unit_amount: 20_000, product_data: { name: "Max" } },
        },
      ],
    });
    const told = async (event: Stripe.Event) => {
      await inbox.process(event);
      const row = await db.stripeEvent.delete({ where: { id: event.id } });
      expect(row.processedAt).not.toBeNull();
      return row.failure;
    };
    for (const [session, unremembered] of [
      [cheap, "payment_mismatch"],
      [foreign, "unknown_purchase"],
    ] as const) {
      await inbox.clear();
      await payments.control("choose", { session: session.id, outcome: "pay" });
      const event = await inbox.arrived("checkout.session.completed");
      expect(await told(event)).toBe("unknown_purchase");
      // Nor where the purchase knows no session yet, as after a crash before that was noted.
      await inWorkspace(victim.workspaceId, (tx) =>
        tx.purchase.updateMany({
          where: { workspaceId: victim.workspaceId, id: purchaseId },
          data: { checkoutSessionId: null },
        }),
      );
      expect(await told(event)).toBe(unremembered);
    }
    expect(await balanceIn(victim.workspaceId)).toBe(0);
    expect(await balanceIn(cheat.workspaceId)).toBe(0);
  });

  test("by bank debit waits for the bank, and can fail", async () => {
    const buyer = await someBuyer();
    for (const succeeds of [false, true]) {
      await inbox.clear();
      const { session, purchaseId } = await someCheckout(buyer, "starter");
      const state = async () => (await findPurchase(buyer.workspaceId, purchaseId))?.state;
      await payments.control("choose", { session, outcome: "debit" });
      const completed = await inbox.arrived("checkout.session.completed");
      await inbox.process(completed);
      expect(await state()).toBe("processing");
      expect(await balanceIn(buyer.workspaceId)).toBe(0);

      await payments.control("settle-debit", { session, succeeds });
      const last = succeeds ? "succeeded" : "failed";
      await inbox.process(await inbox.arrived(`checkout.session.async_payment_${last}`));
      expect(await state()).toBe(succeeds ? "paid" : "failed");
    }
    expect(await balanceIn(buyer.workspaceId)).toBe(10_000);
  });

  test("whose page expired is closed; a declined card says why and leaves it open", async () => {
    const buyer = await someBuyer();
    const declined = await someCheckout(buyer);
    await payments.control("choose", { session: declined.session, outcome: "decline" });
    await inbox.handle("payment_intent.payment_failed");
    expect(await findPurchase(buyer.workspaceId, declined.purchaseId)).toMatchObject({
      state: "open",
      failure: "generic_decline",
    });
    await payments.control("expire", { session: declined.session });
    await inbox.handle("checkout.session.expired");
    expect((await findPurchase(buyer.workspaceId, declined.purchaseId))?.state).toBe("expired");
  });
});

describe("deliveries", () => {
  test("of the refund before the payment: the order makes no difference", async () => {
    const buyer = await someBuyer();
    const { session } = await someCheckout(buyer);
    await payments.control("choose", { session, outcome: "pay" });
    const paid = await testClient().checkout.sessions.retrieve(session);
    await testClient().refunds.create({ payment_intent: String(paid.payment_intent) });
    await inbox.handle("refund.created");
    await inbox.handle("checkout.session.completed");
    expect(await balanceIn(buyer.workspaceId)).toBe(0);
    expect(await entriesOf(buyer.workspaceId)).toHaveLength(2);
  });

  test("that were read before the payment and are settled after it undo nothing", async () => {
    const buyer = await someBuyer();
    const { workspaceId } = buyer;
    const { session, purchaseId } = await someCheckout(buyer);
    const before = await testClient().checkout.sessions.retrieve(session);
    await payments.control("choose", { session, outcome: "pay" });
    await inbox.handle("checkout.session.completed");
    const paid = await findPurchase(workspaceId, purchaseId);
    expect(paid?.state).toBe("paid");

    const earlier = { checkout: { sessions: { retrieve: async () => before } } };
    const source = { sessionId: session };
    const stripe = earlier as unknown as Stripe;
    expect(await settlePurchase(stripe, workspaceId, purchaseId, source)).toMatchObject({
      state: "open",
    });
    expect(await findPurchase(workspaceId, purchaseId)).toEqual(paid);
    expect(await balanceIn(workspaceId)).toBe(55_000);
  });

  test("while the provider is out of reach are kept, and done later", async () => {
    const buyer = await someBuyer();
    const { session } = await someCheckout(buyer);
    await payments.control("choose", { session, outcome: "pay" });
    const event = await inbox.arrived("checkout.session.completed");
    await keepEvent(event);
    const away = {
      checkout: { sessions: { retrieve: () => Promise.reject(new Error("down")) } },
    } as unknown as Stripe;
    await expect(processEvent(away, event.id)).rejects.toThrow("down");
    expect(await db.stripeEvent.findUnique({ where: { id: event.id } })).toMatchObject({
      processedAt: null,
      attempts: 1,
    });
    await processEvent(testClient(), event.id);
    expect(await balanceIn(buyer.workspaceId)).toBe(55_000);
  });

  test("that are cut off once the credits are in have told the run that these were bought for", async () => {
    const buyer = await someBuyer();
    const { workspaceId } = buyer;
    const { session, purchaseId } = await someCheckout(buyer, "popular", newId(), true);
    const continueRunId = newId();
    await inWorkspace(workspaceId, (tx) =>
      tx.purchase.updateMany({ where: { workspaceId, id: purchaseId }, data: { continueRunId } }),
    );
    await payments.control("choose", { session, outcome: "pay" });
    const event = await inbox.arrived("checkout.session.completed");
    await keepEvent(event);
    const { checkout, paymentIntents, charges, refunds, disputes } = testClient();
    const cutOff = {
      ...{ checkout, paymentIntents, charges, refunds, disputes },
      paymentMethods: { retrieve: () => Promise.reject(new Error("down")) },
    } as unknown as Stripe;
    await expect(processEvent(cutOff, event.id)).rejects.toThrow("down");
    expect(await balanceIn(workspaceId)).toBe(55_000);
    const told = await db.$queryRaw`
      select data -> 'data' ->> 'continueRunId' as run from pgboss.job
       where name = ${RESUME_BLOCKED} and data -> 'data' ->> 'workspaceId' = ${workspaceId}`;
    expect(told).toEqual([{ run: continueRunId }]);
  });

  test("with characters that the database keeps in no text are kept without them", async () => {
    const buyer = await someBuyer();
    const { session } = await someCheckout(buyer);
    await payments.control("choose", { session, outcome: "pay" });
    const { data, ...event } = await inbox.arrived("checkout.session.completed");
    const customer_details = { name: "In\0es \ud800", email: null };
    const object = { ...data.object, customer_details };
    await inbox.process({ ...event, data: { object } } as unknown as Stripe.Event);
    expect(await balanceIn(buyer.workspaceId)).toBe(55_000);
    const kept = await db.stripeEvent.findUnique({ where: { id: event.id } });
    expect(kept?.payload).toMatchObject({
      data: { object: { customer_details: { name: "Ines \ufffd", email: null } } },
    });
  });

  test("about sessions of others are kept and change nothing", async () => {
    const id = `evt_${newId()}`;
    await inbox.process({
      id,
      type: "charge.refunded",
      data: { object: { payment_intent: "pi_of_another_shop" } },
    } as unknown as Stripe.Event);
    expect(await db.stripeEvent.findUnique({ where: { id } })).toMatchObject({
      failure: "not_ours",
      processedAt: expect.any(Date),
    });
  });
});
