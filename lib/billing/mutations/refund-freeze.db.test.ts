import Stripe from "stripe";
import { expect, test, vi } from "vitest";
import { endRequest, setAside } from "@/lib/billing/mutations/refund-freeze";
import { refundPurchase } from "@/lib/billing/mutations/refund-requests";
import {
  cutOff,
  entriesOf,
  freezesOf,
  movementsOf,
  openInbox,
  paidPurchase,
  refundInDashboard,
  refundRequest,
  someCheckout,
  testClient,
  verifiedBalance,
} from "@/lib/billing/mutations/testing";
import { isDisputed } from "@/lib/billing/queries/disputes";
import { findPurchase } from "@/lib/billing/queries/purchases";
import { receiptsBetween } from "@/lib/billing/queries/receipts";
import { credits } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import { charge, command, mustPost } from "@/lib/credits/mutations/door/testing";
import { balanceOf } from "@/lib/credits/queries/balance";
import { lotsOf } from "@/lib/credits/queries/lots";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);

type Bought = Awaited<ReturnType<typeof paidPurchase>>;

const refund = (bought: Bought, amountCents?: number) =>
  refundPurchase(testClient(), refundRequest(bought, amountCents));

const spend = (workspaceId: string, amount: number) => post(workspaceId, "ai", charge(amount));

/** Current, held, available and owed. */
const standing = async (workspaceId: string) => Object.values(await verifiedBalance(workspaceId));

const booked = async () => inbox.handle("refund.created");

test("what is being refunded cannot be spent before the provider's event arrives", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  await refund(bought);
  expect(await spend(workspaceId, 30_000)).toMatchObject({
    reason: "insufficient_credits",
    available: 0,
  });
  expect(await standing(workspaceId)).toEqual([55_000, 55_000, 0, 0]);
  await booked();
  expect(await standing(workspaceId)).toEqual([0, 0, 0, 0]);
  expect(await movementsOf(workspaceId)).toEqual([55_000, -55_000]);
  expect(await freezesOf(workspaceId)).toEqual(["hold", "release"]);
});

test("spent and refunded at the same moment: nothing is both", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  const spending = Array.from({ length: 12 }, () => spend(workspaceId, 1_000));
  const [answer, ...spent] = await Promise.all([
    refund(bought, 4_500),
    ...spending,
    ...Array.from({ length: 12 }, () => spend(workspaceId, 1_000)),
  ]);
  const used = 1_000 * spent.filter(({ ok }) => ok).length;
  if (answer.ok) await booked();
  // 4,500 cents are 49,500 credits: of 55,000, as much as 5,500 could be spent before.
  expect(used <= 5_500).toBe(answer.ok);
  const left = 55_000 - used - (answer.ok ? 49_500 : 0);
  expect(await standing(workspaceId)).toEqual([left, 0, left, 0]);
});

test("meanwhile the balance, its lots and the receipt say that it is being refunded", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  await refund(bought);
  const now = new Date();
  expect((await balanceOf(workspaceId, "ai", now)).heldBy).toMatchObject([
    { runId: null, frozen: "refund", subject: "Refund of Popular", amount: 55_000, entry: "ai-1" },
  ]);
  expect(await lotsOf(workspaceId, "ai", now)).toMatchObject([
    { state: "refunding", left: 55_000 },
  ]);
  expect(await receiptsBetween(workspaceId, new Date(0), now, now)).toMatchObject([
    { underWayCents: 5_000, refundableCents: 0, refundedCents: 0, dispute: null },
  ]);
  // A card is charged for what other purchases are used up for.
  expect(await isDisputed(workspaceId)).toBe(false);
});

test("a refund of a part takes its part, and the rest is free again", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  await refund(bought, 999);
  expect(await standing(workspaceId)).toEqual([55_000, 55_000, 0, 0]);
  await booked();
  expect(await standing(workspaceId)).toEqual([44_011, 0, 44_011, 0]);
  expect(await movementsOf(workspaceId)).toEqual([55_000, -10_989]);
});

test("other purchases can be spent meanwhile", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  const { session } = await someCheckout(bought, "starter");
  await inbox.clear();
  await payments.control("choose", { session, outcome: "pay" });
  await inbox.handle("checkout.session.completed");
  await refund(bought);
  expect(await spend(workspaceId, 10_001)).toMatchObject({ available: 10_000 });
  expect(await spend(workspaceId, 10_000)).toMatchObject({ ok: true });
  await booked();
  expect(await standing(workspaceId)).toEqual([0, 0, 0, 0]);
});

test("what was spent just before it could be set aside is not refunded", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId, purchaseId } = bought;
  const asked = refundRequest(bought);
  await noted(asked);
  await spend(workspaceId, 30_000);
  const changed = { ok: false, reason: "amount_changed", refundableCents: 2_272 };
  const ask = () => refundPurchase(testClient(), asked);
  expect(await Promise.all([ask(), ask()])).toEqual([changed, changed]);
  expect(await ask()).toEqual(changed);
  expect(await standing(workspaceId)).toEqual([25_000, 0, 25_000, 0]);
  expect(await freezesOf(workspaceId)).toEqual(["hold", "release"]);
  expect((await findPurchase(workspaceId, purchaseId))?.refundedCents).toBe(0);
  expect(await refund(bought, 2_272)).toMatchObject({ ok: true });
});

/** A request as the process left it that stopped just after recording it. */
const noted = ({
  workspaceId,
  purchaseId,
  attempt,
  memberId,
  now,
  ...rest
}: ReturnType<typeof refundRequest>) =>
  inWorkspace(workspaceId, (tx) =>
    tx.refundRequest.create({
      data: {
        ...rest,
        ...{ workspaceId, purchaseId, id: attempt, requestedBy: memberId, state: "noted" },
        ...{ createdAt: now, askedAt: now },
      },
    }),
  );

test("if the provider refuses, all is free again, once, however often it is asked", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  // Nobody here has heard of it yet.
  await refundInDashboard(bought, 4_000);
  const asked = refundRequest(bought);
  const ask = () => refundPurchase(testClient(), asked);
  const refused = { ok: false, reason: "refund_refused" };
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([refused, refused, refused]);
  expect(await ask()).toEqual(refused);
  expect(await standing(workspaceId)).toEqual([55_000, 0, 55_000, 0]);
  expect(await freezesOf(workspaceId)).toEqual(["hold", "release"]);
  await booked();
  expect(await standing(workspaceId)).toEqual([11_000, 0, 11_000, 0]);
});

test("what one click was told is accepted stays set aside, if another is refused", async () => {
  const bought = await paidPurchase(inbox);
  const asked = refundRequest(bought);
  const create = async () => {
    expect(await refundPurchase(testClient(), asked)).toMatchObject({ ok: true });
    throw new Stripe.errors.StripeInvalidRequestError({
      message: "No.",
      type: "invalid_request_error",
    });
  };
  const slow = new Proxy(testClient(), {
    get: (target, name) => (name === "refunds" ? { create } : Reflect.get(target, name)),
  });
  expect(await refundPurchase(slow, asked)).toMatchObject({ ok: true });
  expect(await standing(bought.workspaceId)).toEqual([55_000, 55_000, 0, 0]);
});

test("a refund that failed before anybody heard of it takes nothing, and frees what was set aside", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  await refund(bought, 2_000);
  const created = await inbox.arrived("refund.created");
  await payments.control("fail-refund", { refund: (created.data.object as Stripe.Refund).id });
  const failed = await inbox.arrived("refund.failed");
  const again = (event: Stripe.Event) => inbox.process({ ...event, id: `evt_${newId()}` });
  await Promise.all([again(failed), again(created), again(failed)]);
  expect(await standing(workspaceId)).toEqual([55_000, 0, 55_000, 0]);
  expect(await movementsOf(workspaceId)).toEqual([55_000]);
  expect(await freezesOf(workspaceId)).toEqual(["hold", "release"]);
});

test("what an operation gives back meanwhile waits, and is free afterwards; what it captures is used", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  const holdId = newId();
  const lapsesAt = new Date(Date.now() + 3_600_000);
  await mustPost(workspaceId, command({ type: "hold", holdId, amount: credits(22_000), lapsesAt }));
  expect(await refund(bought, 3_000)).toMatchObject({ ok: true });
  await mustPost(
    workspaceId,
    command({ type: "capture", holdId, amount: credits(12_000), settle: true }),
  );
  expect(await standing(workspaceId)).toEqual([43_000, 43_000, 0, 0]);
  expect((await entriesOf(workspaceId)).at(-1)).toMatchObject({
    type: "hold",
    reason: "Purchase being refunded",
  });
  await booked();
  expect(await standing(workspaceId)).toEqual([10_000, 0, 10_000, 0]);
});

/** Of 550.00 credits for $50.00: $25.00 are refunded, which is 275.00, and 110.00 are disputed. */
test.each([
  ["won", "before", 27_500],
  ["won", "after", 27_500],
  ["lost", "before", 16_500],
  ["lost", "after", 16_500],
] as const)(
  "a dispute of the same purchase, opened meanwhile and %s %s the refund is made: each has its share",
  async (end, when, left) => {
    const bought = await paidPurchase(inbox);
    const { workspaceId } = bought;
    const asked = refundRequest(bought, 2_500);
    await expect(refundPurchase(cutOff("before"), asked)).rejects.toThrow("no answer");
    await inbox.openDispute(bought, 1_000);
    if (when === "before") await inbox.closeDisputes(bought, end);
    expect(await spend(workspaceId, 1)).toMatchObject({ reason: "insufficient_credits" });
    expect(await refundPurchase(testClient(), asked)).toMatchObject({ ok: true });
    await booked();
    if (when === "after") {
      expect(await standing(workspaceId)).toEqual([27_500, 27_500, 0, 0]);
      await inbox.closeDisputes(bought, end);
    }
    expect(await standing(workspaceId)).toEqual([left, 0, left, 0]);
    expect(await freezesOf(workspaceId)).toEqual(["hold", "release"]);
  },
);

test("what a dispute keeps is not refunded, if it is opened before the provider is asked", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  const asked = refundRequest(bought);
  await noted(asked);
  await inbox.openDispute(bought, 1_000);
  expect(await refundPurchase(testClient(), asked)).toMatchObject({ refundableCents: 0 });
  expect(await standing(workspaceId)).toEqual([55_000, 55_000, 0, 0]);
  await inbox.closeDisputes(bought, "won");
  expect(await standing(workspaceId)).toEqual([55_000, 0, 55_000, 0]);
});

test("a request that has ended sets nothing aside any more", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId, purchaseId } = bought;
  const request = await noted(refundRequest(bought));
  const purchase = await findPurchase(workspaceId, purchaseId);
  if (!purchase) throw new Error("It was bought.");
  await Promise.all([endRequest(purchase, request), endRequest(purchase, request)]);
  await setAside(purchase, request);
  expect(await standing(workspaceId)).toEqual([55_000, 0, 55_000, 0]);
  expect(await freezesOf(workspaceId)).toEqual(["hold", "release"]);
});
