import type Stripe from "stripe";
import { expect, test, vi } from "vitest";
import { refundPurchase } from "@/lib/billing/mutations/refund-requests";
import {
  entriesOf,
  openInbox,
  paidPurchase,
  refundRequest,
  testClient,
} from "@/lib/billing/mutations/testing";
import { paymentOfEntry } from "@/lib/billing/queries/entry-payment";
import { newId } from "@/lib/platform/ids";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);

/** The last row that changed the balance. */
async function lastRow(workspaceId: string) {
  const row = (await entriesOf(workspaceId)).findLast(({ amount }) => amount !== 0n);
  return { kind: "ai", seq: Number(row?.seq) } as const;
}

const lastPayment = async (workspaceId: string) =>
  paymentOfEntry(workspaceId, await lastRow(workspaceId));

test("the row of a refund says what was given back, of which receipt, and whether it failed", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  const paid = await lastPayment(workspaceId);
  await refundPurchase(testClient(), refundRequest(bought, 2_000));
  const created = await inbox.arrived("refund.created");
  await inbox.process(created);
  expect(await lastPayment(workspaceId)).toMatchObject({
    reversal: { what: "refund", state: "done", amountCents: 2_000 },
    receiptNumber: paid?.receiptNumber,
    currency: "usd",
  });
  const row = await lastRow(workspaceId);
  await payments.control("fail-refund", { refund: (created.data.object as Stripe.Refund).id });
  await inbox.process(await inbox.arrived("refund.failed"));
  expect(await paymentOfEntry(workspaceId, row)).toMatchObject({ reversal: { state: "failed" } });
  expect(await paymentOfEntry(newId(), row)).toBeNull();
  // The row that returned its credits took nothing.
  expect(await lastPayment(workspaceId)).toBeNull();
});

test("the row of a lost dispute says what the bank took", async () => {
  const bought = await paidPurchase(inbox);
  await inbox.openDispute(bought);
  await inbox.closeDisputes(bought, "lost");
  expect(await lastPayment(bought.workspaceId)).toMatchObject({
    reversal: { what: "dispute", state: "done", amountCents: 5_000 },
  });
});
