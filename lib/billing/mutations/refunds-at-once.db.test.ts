import { expect, test, vi } from "vitest";
import { settleRefund } from "@/lib/billing/mutations/refunds";
import {
  entriesOf,
  openInbox,
  paidPurchase,
  receiptOf,
  testClient,
} from "@/lib/billing/mutations/testing";
import { readPayment } from "@/lib/billing/providers/stripe";
import { findPurchase } from "@/lib/billing/queries/purchases";
import { lockedOut } from "@/lib/credits/mutations/door/testing";
import { inWorkspace } from "@/lib/platform/db";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);

/** A purchase that was paid, and refunds of it that nobody here has heard of yet, the largest first. */
async function refunded(...amounts: number[]) {
  const bought = await paidPurchase(inbox);
  const { payment_intent } = await testClient().checkout.sessions.retrieve(bought.session);
  for (const amount of amounts)
    await testClient().refunds.create({ payment_intent: String(payment_intent), amount });
  const payment = await readPayment(testClient(), bought.session);
  const purchase = await findPurchase(bought.workspaceId, bought.purchaseId);
  const [refund, other] = payment.refunds.toSorted((a, b) => b.amountCents - a.amountCents);
  if (!purchase || !refund) throw new Error("A refund was made.");
  return { ...bought, payment, purchase, refund, other };
}

test("two refunds that are recorded at once are both in the sum of the purchase", async () => {
  const { workspaceId, purchaseId, payment, purchase, refund, other } = await refunded(1_000, 500);
  if (!other) throw new Error("Two refunds were made.");
  await settleRefund(purchase, payment, refund);

  const [locked, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const turn = inWorkspace(workspaceId, async (tx) => {
    // Locked as by a change of the purchase itself: what belongs to it may be written meanwhile.
    await tx.$queryRaw`select id from purchase
      where workspace_id = ${workspaceId}::uuid and id = ${purchaseId}::uuid for no key update`;
    locked.resolve();
    await over.promise;
  });
  await locked.promise;
  const later = settleRefund(purchase, payment, other);
  await expect.poll(lockedOut).toBe(1);
  // Reported again, from a reading of its own, before the second one can be seen.
  const again = settleRefund(purchase, payment, refund);
  await expect.poll(lockedOut).toBe(2);
  over.resolve();
  await Promise.all([turn, later, again]);
  expect(await findPurchase(workspaceId, purchaseId)).toMatchObject({ refundedCents: 1_500 });
  // Of $50.00 for 550 credits: the receipt says of each what went back, and what it took.
  const refunds = (await receiptOf(workspaceId))?.refunds.map((one) => [
    one.amountCents,
    one.credits,
  ]);
  expect(new Map(refunds as [number, number][])).toEqual(
    new Map([
      [1_000, 11_000],
      [500, 5_500],
    ]),
  );
});

test("a reading from before a refund was done, settled late, does not have it on its way again", async () => {
  const { workspaceId, payment, purchase, refund } = await refunded(500);
  const stateAfter = async (state: string) => {
    await settleRefund(purchase, payment, { ...refund, state });
    const where = { workspaceId, id: refund.id };
    return (await inWorkspace(workspaceId, (tx) => tx.purchaseRefund.findFirst({ where })))?.state;
  };

  expect(await stateAfter("pending")).toBe("pending");
  expect(await stateAfter("succeeded")).toBe("succeeded");
  expect(await stateAfter("pending")).toBe("succeeded");
  // A bank may also send back what had gone.
  expect(await stateAfter("failed")).toBe("failed");
  expect(await stateAfter("succeeded")).toBe("failed");
});

test("a refund whose metadata somebody changed at the provider stays the refund that it was", async () => {
  const { workspaceId, buyerId, payment, purchase, refund } = await refunded(1_000);
  await settleRefund(purchase, payment, refund);

  await settleRefund(purchase, payment, { ...refund, refundedBy: buyerId });
  // Otherwise what becomes of it, and disputes of the purchase, would no longer be heard.
  await settleRefund(purchase, payment, { ...refund, refundedBy: buyerId, state: "failed" });
  expect((await entriesOf(workspaceId)).map(({ amount }) => amount)).toEqual([
    55_000n,
    -11_000n,
    11_000n,
  ]);
});
