import { expect, test, vi } from "vitest";
import { endRequest, setAside } from "@/lib/billing/mutations/refund-freeze";
import { openInbox, paidPurchase } from "@/lib/billing/mutations/testing";
import { findPurchase } from "@/lib/billing/queries/purchases";
import { refundableCredits } from "@/lib/billing/queries/refund-requests";
import { charge, mustPost } from "@/lib/credits/mutations/door/testing";
import { balanceOf } from "@/lib/credits/queries/balance";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { interrupted } from "@/lib/platform/testing";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);

/** A purchase of 550 credits of which 300 were used, and a request to refund it. */
async function usedPurchase() {
  const { workspaceId, purchaseId, buyerId } = await paidPurchase(inbox);
  await mustPost(workspaceId, charge(30_000));
  const purchase = await findPurchase(workspaceId, purchaseId);
  if (!purchase) throw new Error("The purchase is gone.");
  return { purchase, request: { id: newId(), requestedBy: buyerId } };
}

type Used = Awaited<ReturnType<typeof usedPurchase>>;

/** What can be refunded, where `act` happens while it is being read. */
async function refundableDuring({ purchase }: Used, act: () => Promise<void>) {
  const { workspaceId, id } = purchase;
  const read = () =>
    inWorkspace(workspaceId, (tx) => refundableCredits(tx, workspaceId, [id], new Date()));
  const found = await interrupted(read, { after: /credit_(hold|lot)/, by: act });
  return found.get(id);
}

const available = async ({ purchase }: Used) =>
  (await balanceOf(purchase.workspaceId, "ai", new Date())).available;

test("what is set aside or freed while it is read counts once", async () => {
  const used = await usedPurchase();
  const { purchase, request } = used;
  expect(await refundableDuring(used, async () => void (await setAside(purchase, request)))).toBe(
    25_000,
  );
  expect(await available(used)).toBe(0);
  expect(await refundableDuring(used, () => endRequest(purchase, request))).toBe(25_000);
  expect(await available(used)).toBe(25_000);
});
