import { expect, test, vi } from "vitest";
import { refundPurchase } from "@/lib/billing/mutations/refund-requests";
import { openInbox, testClient } from "@/lib/billing/mutations/testing";
import {
  availableIn,
  giveAway,
  intentsOf,
  readyToTopUp,
  runTopUps,
  settingOf,
  spendTo,
  topUpsOf,
} from "@/lib/billing/mutations/top-up/testing";
import { newId } from "@/lib/platform/ids";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);

/** Of the 550.00 that were bought, with auto top-up below 100.00, all but 50.00 are refunded. */
async function refunded() {
  const bought = await readyToTopUp(inbox);
  const { workspaceId, purchaseId, buyerId: memberId } = bought;
  const asked = { workspaceId, purchaseId, memberId, attempt: newId(), now: new Date() };
  await refundPurchase(testClient(), { ...asked, amountCents: 4_545 });
  await inbox.handle("refund.created");
  expect(await availableIn(workspaceId)).toBe(50_05);
  return bought;
}

test("whoever is given money back is not charged for the same credits again", async () => {
  const { workspaceId } = await refunded();
  await runTopUps(workspaceId);
  expect(await intentsOf(workspaceId)).toEqual([]);
  expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "not_needed", nextTryAt: null }]);
  expect(await settingOf(workspaceId)).toMatchObject({ enabled: true, stopped: null });
});

test("once the balance has recovered, what is used up is bought again", async () => {
  const { workspaceId } = await refunded();
  await runTopUps(workspaceId);
  await giveAway(workspaceId, 100_00);
  await spendTo(workspaceId, 60_00);
  await runTopUps(workspaceId);
  expect(await intentsOf(workspaceId)).toMatchObject([{ amount: 5_000, status: "succeeded" }]);
});

test("what was used up before the refund is bought", async () => {
  const bought = await readyToTopUp(inbox);
  await spendTo(bought.workspaceId, 90_00);
  const { workspaceId, purchaseId, buyerId: memberId } = bought;
  const asked = { workspaceId, purchaseId, memberId, attempt: newId(), now: new Date() };
  await refundPurchase(testClient(), { ...asked, amountCents: 500 });
  await inbox.handle("refund.created");
  await runTopUps(workspaceId);
  expect(await intentsOf(workspaceId)).toMatchObject([{ amount: 5_000, status: "succeeded" }]);
});
