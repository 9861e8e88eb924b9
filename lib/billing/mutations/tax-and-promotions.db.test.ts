import type Stripe from "stripe";
import { v5 } from "uuid";
import { afterEach, describe, expect, test, vi } from "vitest";
import { forfeitKey } from "@/lib/billing/core/dispute";
import { refundPurchase } from "@/lib/billing/mutations/refund-requests";
import {
  balanceIn,
  openInbox,
  paidPurchase,
  paymentOf,
  receiptOf,
  someBuyer,
  someCheckout,
  testClient,
} from "@/lib/billing/mutations/testing";
import {
  intentsOf,
  noticesOf,
  runTopUps,
  setClock,
  spendTo,
  switchOnTopUps,
  topUpsOf,
} from "@/lib/billing/mutations/top-up/testing";
import { customerOf } from "@/lib/billing/queries/cards";
import { findPurchase } from "@/lib/billing/queries/purchases";
import { credits } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import { mustVerify } from "@/lib/credits/mutations/door/testing";
import { balanceOf } from "@/lib/credits/queries/balance";
import { newId } from "@/lib/platform/ids";

// The stand-in charges 23% on what is left after a discount.
const payments = await vi.hoisted(async () => {
  vi.stubEnv("STRIPE_TAX", "1");
  return (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile();
});

const inbox = openInbox(payments);
afterEach(() => vi.restoreAllMocks());

/** A promotion code of the account. */
async function promotionOf(coupon: Stripe.CouponCreateParams): Promise<string> {
  const { id } = await testClient().coupons.create({ duration: "once", ...coupon });
  const promotion = { type: "coupon", coupon: id } as const;
  return (await testClient().promotionCodes.create({ promotion })).code;
}

describe("a promotion code", () => {
  test("lowers what is paid, not what is bought; tax is on what is left, each to the cent", async () => {
    const { workspaceId, purchaseId } = await paidPurchase(inbox, {
      promotion: await promotionOf({ percent_off: 33.3 }),
    });
    expect(await findPurchase(workspaceId, purchaseId)).toMatchObject({
      priceCents: 5_000,
      discountCents: 1_665,
      taxCents: 767,
      amountPaidCents: 4_102,
      state: "paid",
    });
    expect(await balanceIn(workspaceId)).toBe(55_000);
    expect(await receiptOf(workspaceId)).toMatchObject({
      origin: "checkout",
      priceCents: 5_000,
      discountCents: 1_665,
      taxCents: 767,
      amountPaidCents: 4_102,
      refundableCents: 4_102,
    });
  });

  test("that leaves nothing to pay brings the credits in, and nothing can be refunded", async () => {
    const { workspaceId, purchaseId, buyerId } = await paidPurchase(inbox, {
      promotion: await promotionOf({ amount_off: 9_000, currency: "usd" }),
    });
    expect(await findPurchase(workspaceId, purchaseId)).toMatchObject({
      state: "paid",
      discountCents: 5_000,
      amountPaidCents: 0,
      paymentIntentId: null,
    });
    expect(await balanceIn(workspaceId)).toBe(55_000);
    expect(await receiptOf(workspaceId)).toMatchObject({ amountPaidCents: 0, refundableCents: 0 });
    const refund = {
      workspaceId,
      purchaseId,
      memberId: buyerId,
      attempt: newId(),
      now: new Date(),
      amountCents: 1,
    };
    expect(await refundPurchase(testClient(), refund)).toEqual({
      ok: false,
      reason: "not_refundable",
    });
  });

  test("refunded, takes credits by the share of the money that was paid", async () => {
    const { workspaceId, purchaseId, buyerId } = await paidPurchase(inbox, {
      promotion: await promotionOf({ percent_off: 50 }),
    });
    // $25.00 and $5.75 of tax were paid for 550 credits; half of them are used.
    await spendTo(workspaceId, 27_500);
    const request = {
      workspaceId,
      purchaseId,
      memberId: buyerId,
      attempt: newId(),
      now: new Date(),
    };
    const most = (await receiptOf(workspaceId))?.refundableCents;
    expect(most).toBe(1_537);
    expect(await refundPurchase(testClient(), { ...request, amountCents: 1_538 })).toMatchObject({
      reason: "amount_changed",
      refundableCents: 1_537,
    });
    await refundPurchase(testClient(), { ...request, attempt: newId(), amountCents: 1_000 });
    await inbox.handle("refund.created");
    // 10.00 of 30.75: 178.87 of 550 credits, rounded up to a hundredth.
    expect(await balanceIn(workspaceId)).toBe(27_500 - 17_887);
  });

  test("refunded whole, takes all that is left", async () => {
    const { workspaceId, purchaseId, buyerId } = await paidPurchase(inbox, {
      promotion: await promotionOf({ percent_off: 33.3 }),
    });
    const request = {
      workspaceId,
      purchaseId,
      memberId: buyerId,
      attempt: newId(),
      now: new Date(),
    };
    await refundPurchase(testClient(), { ...request, amountCents: 4_102 });
    await inbox.handle("refund.created");
    expect(await balanceIn(workspaceId)).toBe(0);
  });

  test("is asked for by Stripe on its page, and is none that we know", async () => {
    const { session } = await someCheckout(await someBuyer());
    const stripe = testClient();
    expect(await stripe.checkout.sessions.retrieve(session)).toMatchObject({
      allow_promotion_codes: true,
      automatic_tax: { enabled: true, status: "complete" },
      total_details: { amount_discount: 0, amount_tax: 1_150 },
      amount_total: 6_150,
    });
    await expect(payments.control("promote", { session, code: "no such code" })).rejects.toThrow(
      /400/,
    );
  });
});

describe("disputes in parts that do not divide", () => {
  // Of $61.50 with tax for 550 credits, $20.50 are 183.33 and a third of a hundredth.
  const THIRD = 2_050;

  async function lose(bought: { session: string }) {
    await inbox.clear();
    await inbox.openDispute(bought, THIRD);
    await inbox.closeDisputes(bought, "lost");
  }
  const debt = async (workspaceId: string) => (await balanceOf(workspaceId, "ai", new Date())).debt;

  test("come to no more than was bought: nothing is owed of what nobody spent", async () => {
    const bought = await paidPurchase(inbox);
    const { workspaceId } = bought;
    for (const left of [36_667, 18_334, 1]) {
      await lose(bought);
      expect(await balanceIn(workspaceId)).toBe(left);
      expect(await debt(workspaceId)).toBe(0);
    }
    await mustVerify(workspaceId);
  });

  test("and what one took when its share was rounded up stands when it is told again", async () => {
    const bought = await paidPurchase(inbox);
    const { workspaceId, purchaseId, session } = bought;
    await inbox.clear();
    await inbox.openDispute(bought, THIRD);
    const payment_intent = await paymentOf(session);
    const { data } = await testClient().disputes.list({ payment_intent });
    const id = String(data[0]?.id);
    const taken = await post(workspaceId, "ai", {
      type: "forfeit",
      key: forfeitKey(id),
      sourceId: purchaseId,
      holdId: v5(id, purchaseId),
      amount: credits(18_334),
      actor: { type: "system" },
      reason: "Dispute of Popular lost",
    });
    expect(taken).toMatchObject({ ok: true });
    await payments.control("close-disputes", { session, status: "lost" });
    await inbox.handle("charge.dispute.closed");
    expect(await balanceIn(workspaceId)).toBe(55_000 - 18_334);
    expect(await receiptOf(workspaceId)).toMatchObject({ dispute: "lost" });
  });
});

describe("an automatic top-up with tax", () => {
  test("pays what Stripe reckons, within the limit with tax, and says so in its receipt", async () => {
    const bought = await paidPurchase(inbox, { saveCard: true });
    const { workspaceId } = bought;
    await inbox.clear();
    await switchOnTopUps(bought, { monthlyLimitCents: 6_149 });
    await spendTo(workspaceId, 50_00);
    await runTopUps(workspaceId);
    expect(await intentsOf(workspaceId)).toEqual([]);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ failure: "over_limit" }]);

    await switchOnTopUps(bought, { monthlyLimitCents: 6_150 });
    await runTopUps(workspaceId);
    const [intent] = await intentsOf(workspaceId);
    expect(intent).toMatchObject({
      amount: 6_150,
      hooks: { inputs: { tax: { calculation: expect.stringMatching(/^taxcalc_/) } } },
    });
    const event = await inbox.arrived("payment_intent.succeeded");
    await inbox.process(event);
    await inbox.process({ ...event, id: `evt_${newId()}` });
    expect(await balanceIn(workspaceId)).toBe(600_00);
    expect(await receiptOf(workspaceId)).toMatchObject({
      origin: "top_up",
      priceCents: 5_000,
      discountCents: 0,
      taxCents: 1_150,
      amountPaidCents: 6_150,
    });
  });

  test("that Stripe cannot reckon waits as after a decline, says so, and goes on when it can", async () => {
    const bought = await paidPurchase(inbox, { saveCard: true });
    const { workspaceId } = bought;
    const customer = String(await customerOf(workspaceId));
    await testClient().customers.update(customer, { address: { country: "ZZ" } });
    await inbox.clear();
    await switchOnTopUps(bought);
    await spendTo(workspaceId, 50_00);
    await runTopUps(workspaceId);
    await runTopUps(workspaceId);
    expect(await topUpsOf(workspaceId)).toMatchObject([
      { state: "waiting", tries: 1, failure: "refused" },
    ]);
    expect(await noticesOf(workspaceId)).toHaveLength(1);
    expect(await intentsOf(workspaceId)).toEqual([]);

    await testClient().customers.update(customer, { address: { country: "PT" } });
    const [topUp] = await topUpsOf(workspaceId);
    setClock(topUp?.nextTryAt ?? new Date(0));
    await runTopUps(workspaceId);
    expect(await intentsOf(workspaceId)).toMatchObject([{ amount: 6_150, status: "succeeded" }]);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "charged", tries: 2 }]);
  });
});
