import type Stripe from "stripe";
import { describe, expect, test, vi } from "vitest";
import { keepEvent, processEvent } from "@/lib/billing/mutations/events";
import { refundPurchase } from "@/lib/billing/mutations/refund-requests";
import {
  balanceIn,
  cutOff,
  entriesOf,
  movementsOf,
  openInbox,
  paidPurchase,
  paymentOf,
  refundRequest,
  testClient,
} from "@/lib/billing/mutations/testing";
import { findPurchase } from "@/lib/billing/queries/purchases";
import { receiptsBetween } from "@/lib/billing/queries/receipts";
import { charge, mustPost } from "@/lib/credits/mutations/door/testing";
import { balanceOf } from "@/lib/credits/queries/balance";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);

/** What the provider really refunded of a purchase. */
async function refundedAtStripe({ session }: { session: string }): Promise<number[]> {
  const payment_intent = await paymentOf(session);
  const { data } = await testClient().refunds.list({ payment_intent });
  return data.map(({ amount }) => amount);
}

const LATER = 10 * 60 * 1000;
const DAY = 86_400_000;
const refunds = () => inbox.events().filter(({ type }) => type === "refund.created");

describe("a refund asked for", () => {
  test("again with the same attempt, before and after it was booked, is one refund", async () => {
    const bought = await paidPurchase(inbox);
    const request = refundRequest(bought, 1_000);
    const ask = () => refundPurchase(testClient(), request);
    const clicks = await Promise.all([ask(), ask(), ask()]);
    await inbox.handle("refund.created");
    for (const answer of [...clicks, await ask()]) {
      expect(answer).toEqual({ ok: true, amountCents: 1_000 });
    }
    expect(await refundedAtStripe(bought)).toEqual([1_000]);
    expect(await balanceIn(bought.workspaceId)).toBe(44_000);
  });

  test("twice on purpose, of the same amount, is two refunds", async () => {
    const bought = await paidPurchase(inbox);
    const both = await Promise.all(
      [refundRequest(bought), refundRequest(bought)].map((request) =>
        refundPurchase(testClient(), { ...request, amountCents: 1_000 }),
      ),
    );
    expect(both.every(({ ok }) => ok)).toBe(true);
    expect(await refundedAtStripe(bought)).toEqual([1_000, 1_000]);
    await vi.waitFor(() => expect(refunds()).toHaveLength(2));
    for (const event of refunds()) await inbox.process(event);
    expect(await balanceIn(bought.workspaceId)).toBe(33_000);
  });

  test("when the credits have expired moves no money, and the receipt offers none", async () => {
    const bought = await paidPurchase(inbox);
    const offered = async (now: Date) =>
      (await receiptsBetween(bought.workspaceId, new Date(0), now, now))[0]?.refundableCents;
    const over = new Date(Date.now() + 367 * DAY);
    expect([await offered(new Date()), await offered(over)]).toEqual([5_000, 0]);
    const request = { ...refundRequest(bought), amountCents: 1, now: over };
    const refused = { ok: false, reason: "amount_changed", refundableCents: 0 };
    expect(await refundPurchase(testClient(), request)).toEqual(refused);
    expect(await refundedAtStripe(bought)).toEqual([]);
  });

  test("by many at once is never more than what is left", async () => {
    const bought = await paidPurchase(inbox);
    await mustPost(bought.workspaceId, charge(33_000));
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => refundPurchase(testClient(), refundRequest(bought, 1_500))),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter(({ ok }) => !ok)).toContainEqual({
      ok: false,
      reason: "amount_changed",
      refundableCents: 500,
    });
    expect(await refundedAtStripe(bought)).toEqual([1_500]);
  });

  test("with the same attempt and another amount is refused", async () => {
    const bought = await paidPurchase(inbox);
    const request = refundRequest(bought);
    await refundPurchase(testClient(), { ...request, amountCents: 1_000 });
    expect(await refundPurchase(testClient(), { ...request, amountCents: 900 })).toMatchObject({
      ok: false,
      reason: "amount_changed",
    });
  });

  test.each(["before", "after"] as const)(
    "and cut off %s the provider had it, is carried out once by asking again",
    async (when) => {
      const bought = await paidPurchase(inbox);
      const request = refundRequest(bought, 5_000);
      await expect(refundPurchase(cutOff(when), request)).rejects.toThrow("no answer");
      const another = { ...request, attempt: newId() };
      expect(await refundPurchase(testClient(), another)).toMatchObject({ refundableCents: 0 });
      expect(await refundPurchase(testClient(), request)).toMatchObject({ ok: true });
      expect(await refundedAtStripe(bought)).toEqual([5_000]);
    },
  );

  test("and cut off before the provider had it, stands in nobody's way for long", async () => {
    const bought = await paidPurchase(inbox);
    const request = refundRequest(bought, 5_000);
    await expect(refundPurchase(cutOff("before"), request)).rejects.toThrow("no answer");
    const now = new Date(Date.now() + LATER);
    const shown = async (at: Date) => {
      const [receipt] = await receiptsBetween(bought.workspaceId, new Date(0), now, at);
      return [receipt?.underWayCents, receipt?.refundableCents];
    };
    // Its receipt offers it again once it is possible to find out whether it arrived.
    expect(await shown(new Date())).toEqual([5_000, 0]);
    expect(await shown(now)).toEqual([0, 5_000]);
    const another = { ...request, attempt: newId(), now };
    expect(await refundPurchase(testClient(), another)).toMatchObject({ ok: true });
    expect(await shown(now)).toEqual([5_000, 0]);
    expect(await refundPurchase(testClient(), request)).toMatchObject({ reason: "refund_refused" });
    expect(await refundedAtStripe(bought)).toEqual([5_000]);
  });

  test("and cut off after the provider had it, is known by what the provider has", async () => {
    const bought = await paidPurchase(inbox);
    const request = refundRequest(bought, 5_000);
    await expect(refundPurchase(cutOff("after"), request)).rejects.toThrow("no answer");
    const now = new Date(Date.now() + LATER);
    const another = { ...request, attempt: newId(), now };
    expect(await refundPurchase(testClient(), another)).toMatchObject({ refundableCents: 0 });
    expect(await refundPurchase(testClient(), request)).toMatchObject({ ok: true });
    expect(await refundedAtStripe(bought)).toEqual([5_000]);
  });
});

describe("a refund", () => {
  test("covers what is left, moves money first and credits by the event", async () => {
    const { workspaceId, purchaseId, buyerId } = await paidPurchase(inbox);
    await mustPost(workspaceId, charge(33_000));
    const request = refundRequest({ workspaceId, purchaseId, buyerId });
    expect(await refundPurchase(testClient(), { ...request, amountCents: 5_000 })).toEqual({
      ok: false,
      reason: "amount_changed",
      refundableCents: 2_000,
    });
    const twice = await Promise.all([
      refundPurchase(testClient(), { ...request, amountCents: 2_000 }),
      refundPurchase(testClient(), { ...request, amountCents: 2_000 }),
    ]);
    expect(twice).toEqual([
      { ok: true, amountCents: 2_000 },
      { ok: true, amountCents: 2_000 },
    ]);
    expect(await balanceIn(workspaceId)).toBe(22_000);

    await inbox.handle("refund.created");
    expect(await balanceIn(workspaceId)).toBe(0);
    expect(await entriesOf(workspaceId)).toContainEqual(
      expect.objectContaining({ type: "adjustment", amount: -22_000n, actorId: buyerId }),
    );
    expect((await findPurchase(workspaceId, purchaseId))?.refundedCents).toBe(2_000);
  });

  test("that the bank sends back returns the credits", async () => {
    const { workspaceId, purchaseId, buyerId } = await paidPurchase(inbox);
    const request = refundRequest({ workspaceId, purchaseId, buyerId });
    await refundPurchase(testClient(), { ...request, amountCents: 5_000 });
    const created = await inbox.arrived("refund.created");
    await inbox.process(created);
    expect(await balanceIn(workspaceId)).toBe(0);

    const refund = (created.data.object as Stripe.Refund).id;
    await payments.control("fail-refund", { refund });
    await inbox.handle("refund.failed");
    await inbox.process({ ...created, id: `evt_${newId()}` });
    expect(await balanceIn(workspaceId)).toBe(55_000);
    expect((await findPurchase(workspaceId, purchaseId))?.refundedCents).toBe(0);
  });

  test("that the bank sends back when its purchase has expired returns the credits for 30 days", async () => {
    const { workspaceId, purchaseId, buyerId } = await paidPurchase(inbox);
    const request = refundRequest({ workspaceId, purchaseId, buyerId });
    await refundPurchase(testClient(), { ...request, amountCents: 5_000 });
    const created = await inbox.arrived("refund.created");
    await inbox.process(created);

    const later = new Date(Date.now() + 400 * DAY);
    const time = vi.spyOn(clock, "now").mockReturnValue(later);
    const refund = (created.data.object as Stripe.Refund).id;
    await payments.control("fail-refund", { refund });
    const failed = await inbox.arrived("refund.failed");
    await inbox.process(failed);
    time.mockReturnValue(new Date(later.getTime() + DAY));
    const again = () => inbox.process({ ...failed, id: `evt_${newId()}` });
    await Promise.all([again(), again()]);
    time.mockRestore();

    const leftAfter = async (days: number) =>
      (await balanceOf(workspaceId, "ai", new Date(later.getTime() + days * DAY))).available;
    expect([await leftAfter(1), await leftAfter(29), await leftAfter(31)]).toEqual([
      55_000, 55_000, 0,
    ]);
    expect(await movementsOf(workspaceId)).toEqual([55_000, -55_000, 55_000]);
  });

  test("that failed while somebody still settled what was read before returns the credits", async () => {
    const { workspaceId, purchaseId, buyerId } = await paidPurchase(inbox);
    const request = refundRequest({ workspaceId, purchaseId, buyerId });
    await refundPurchase(testClient(), { ...request, amountCents: 1_000 });
    const created = await inbox.arrived("refund.created");
    const late = heldUp(testClient());
    await keepEvent(created);
    const settling = processEvent(late.client, created.id);
    await late.hasRead;

    const refund = (created.data.object as Stripe.Refund).id;
    await payments.control("fail-refund", { refund });
    await inbox.handle("refund.failed");
    const before = await movementsOf(workspaceId);
    late.goOn();
    await settling;

    // It was not yet taken when its failure became known, so nothing had moved so far.
    expect(before).toEqual([55_000]);
    expect(await balanceIn(workspaceId)).toBe(55_000);
    for (const event of inbox.events()) await inbox.process({ ...event, id: `evt_${newId()}` });
    expect(await movementsOf(workspaceId)).toEqual([55_000, -11_000, 11_000]);
    expect((await findPurchase(workspaceId, purchaseId))?.refundedCents).toBe(0);
  });
});

/** The client of a slow worker: it has read a payment, and continues only when told to. */
function heldUp(real: Stripe) {
  const [read, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const list = (...given: Parameters<typeof real.disputes.list>) => ({
    autoPagingToArray: async (most: { limit: number }) => {
      const found = await real.disputes.list(...given).autoPagingToArray(most);
      read.resolve();
      await gate.promise;
      return found;
    },
  });
  const client = new Proxy(real, {
    get: (target, name) => (name === "disputes" ? { list } : Reflect.get(target, name)),
  });
  return { client, hasRead: read.promise, goOn: gate.resolve };
}
