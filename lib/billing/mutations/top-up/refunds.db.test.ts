import { afterEach, expect, test, vi } from "vitest";
import { recoverRequests } from "@/lib/billing/mutations/refund-recovery";
import { refundPurchase } from "@/lib/billing/mutations/refund-requests";
import { cutOff, openInbox, testClient } from "@/lib/billing/mutations/testing";
import {
  availableIn,
  giveAway,
  hoursLater,
  intentsOf,
  readyToTopUp,
  runTopUps,
  setClock,
  settingOf,
  spendTo,
  topUpsOf,
} from "@/lib/billing/mutations/top-up/testing";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);

afterEach(() => vi.restoreAllMocks());

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

type Client = ReturnType<typeof testClient>;

/** Bought are `bought` credits and given are `given`, when a refund of $1.00 of the purchase is asked for. */
async function refunding({ bought, given }: { bought: number; given: number }, client: Client) {
  const { workspaceId, purchaseId, buyerId: memberId } = await readyToTopUp(inbox);
  await giveAway(workspaceId, given);
  await spendTo(workspaceId, bought + given);
  const attempt = newId();
  const asked = { workspaceId, purchaseId, memberId, attempt, amountCents: 100, now: clock.now() };
  await refundPurchase(client, asked).catch(() => null);
  return asked;
}

const soon = () => setClock(hoursLater(new Date(), 0.2));

test("while a purchase is set aside, no card is charged for what it covers in a moment", async () => {
  const { workspaceId } = await refunding({ bought: 450_00, given: 150_00 }, testClient());
  await spendTo(workspaceId, 60_00);
  await runTopUps(workspaceId);
  expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "waiting", failure: "refunding" }]);
  await inbox.process(await inbox.arrived("refund.created"));
  soon();
  await runTopUps(workspaceId);
  expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "not_needed" }]);
  expect(await intentsOf(workspaceId)).toEqual([]);
});

test("what was used up meanwhile is bought once the refund is made", async () => {
  const { workspaceId } = await refunding({ bought: 20_00, given: 150_00 }, testClient());
  await spendTo(workspaceId, 60_00);
  await inbox.process(await inbox.arrived("refund.created"));
  await runTopUps(workspaceId);
  expect(await intentsOf(workspaceId)).toMatchObject([{ amount: 5_000, status: "succeeded" }]);
});

test.each([
  ["is bought", 30_00, ["not_needed", "charged"]],
  ["is not, if enough is left", 60_00, ["not_needed", "not_needed"]],
] as const)(
  "what was used while credits were set aside for a refund that was not made %s",
  async (_, left, states) => {
    const asked = await refunding({ bought: 60_00, given: 90_00 }, cutOff("before"));
    const { workspaceId } = asked;
    await runTopUps(workspaceId);
    await spendTo(workspaceId, left);
    soon();
    const now = clock.now();
    await Promise.all([1, 2].map(() => recoverRequests(testClient(), { ...asked, now })));
    await runTopUps(workspaceId);
    expect((await topUpsOf(workspaceId)).map(({ state }) => state)).toEqual(states);
    expect(await intentsOf(workspaceId)).toHaveLength(
      states.filter((one) => one === "charged").length,
    );
  },
);
