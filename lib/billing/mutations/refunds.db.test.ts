import type Stripe from "stripe";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { refundPurchase } from "@/lib/billing/mutations/refunds";
import { entriesOf, openInbox, paidPurchase, testClient } from "@/lib/billing/mutations/testing";
import { findPurchase } from "@/lib/billing/queries/purchases";
import { credits } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import { balanceOf } from "@/lib/credits/queries/balance";
import { newId } from "@/lib/platform/ids";
import { stopWorkers } from "@/lib/platform/queue";

const payments = await vi.hoisted(async () => {
  const testing = await import("@/lib/billing/providers/testing");
  const server = await testing.startTestPayments();
  vi.stubEnv("STRIPE_API_BASE", server.url);
  vi.stubEnv("STRIPE_SECRET_KEY", testing.SECRET_KEY);
  vi.stubEnv("STRIPE_WEBHOOK_SECRET", testing.WEBHOOK_SECRET);
  return server;
});
afterAll(async () => {
  await stopWorkers();
  await payments.stop();
});

const inbox = openInbox(payments);
beforeEach(() => inbox.clear());

const balance = async (workspaceId: string) =>
  (await balanceOf(workspaceId, "ai", new Date())).current;

describe("a refund", () => {
  test("covers what is left, moves money first and credits by the event", async () => {
    const { workspaceId, purchaseId, buyerId } = await paidPurchase(payments, inbox);
    await post(workspaceId, "ai", {
      type: "charge",
      key: newId(),
      amount: credits(33_000),
      actor: { type: "system" },
      reason: "Used",
    });
    const request = { workspaceId, purchaseId, memberId: buyerId, now: new Date() };
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
    expect(await balance(workspaceId)).toBe(22_000);

    await inbox.process(await inbox.arrived("refund.created"));
    expect(await balance(workspaceId)).toBe(0);
    expect((await entriesOf(workspaceId)).at(-1)).toMatchObject({
      type: "adjustment",
      amount: -22_000n,
      actorId: buyerId,
    });
    expect((await findPurchase(workspaceId, purchaseId))?.refundedCents).toBe(2_000);
  });

  test("that the bank sends back returns the credits", async () => {
    const { workspaceId, purchaseId, buyerId } = await paidPurchase(payments, inbox);
    const request = { workspaceId, purchaseId, memberId: buyerId, now: new Date() };
    await refundPurchase(testClient(), { ...request, amountCents: 5_000 });
    const created = await inbox.arrived("refund.created");
    await inbox.process(created);
    expect(await balance(workspaceId)).toBe(0);

    const refund = (created.data.object as Stripe.Refund).id;
    await payments.control("fail-refund", { refund });
    await inbox.process(await inbox.arrived("refund.failed"));
    await inbox.process({ ...created, id: `evt_${newId()}` });
    expect(await balance(workspaceId)).toBe(55_000);
    expect((await findPurchase(workspaceId, purchaseId))?.refundedCents).toBe(0);
  });
});
