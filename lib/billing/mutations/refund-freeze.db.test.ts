import Stripe from "stripe";
import { expect, test, vi } from "vitest";
import { endRequest, setAside } from "@/lib/billing/mutations/refund-freeze";
import { refundPurchase } from "@/lib/billing/mutations/refund-requests";
import {
  cutOff,
  entriesOf,
  freezesOf,
  movedOf,
  openInbox,
  paidPurchase,
  someCheckout,
  testClient,
} from "@/lib/billing/mutations/testing";
import { isDisputed } from "@/lib/billing/queries/disputes";
import { findPurchase } from "@/lib/billing/queries/purchases";
import { receiptsBetween } from "@/lib/billing/queries/receipts";
import { credits } from "@/lib/credits/core/amount";
import type { Command } from "@/lib/credits/core/command";
import { post } from "@/lib/credits/mutations/door";
import { mustVerify } from "@/lib/credits/mutations/door/testing";
import { balanceOf } from "@/lib/credits/queries/balance";
import { lotsOf } from "@/lib/credits/queries/lots";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);

type Bought = Awaited<ReturnType<typeof paidPurchase>>;

const asking = ({ workspaceId, purchaseId, buyerId }: Bought, amountCents = 5_000) => ({
  ...{ workspaceId, purchaseId, memberId: buyerId, attempt: newId(), amountCents },
  now: new Date(),
});

const refund = (bought: Bought, amountCents?: number) =>
  refundPurchase(testClient(), asking(bought, amountCents));

const say = (workspaceId: string, said: Partial<Command> & Pick<Command, "type">) => {
  const by = { actor: { type: "system" }, reason: "Used" } as const;
  return post(workspaceId, "ai", { ...by, key: newId(), ...said } as Command);
};

const spend = (workspaceId: string, amount: number) =>
  say(workspaceId, { type: "charge", amount: credits(amount) });

/** What the balance is, the rows that say why, and that they agree. */
async function standing(workspaceId: string) {
  await mustVerify(workspaceId);
  const { current, held, available, debt } = await balanceOf(workspaceId, "ai", new Date());
  return [current, held, available, debt];
}

const amounts = async (workspaceId: string) =>
  (await movedOf(workspaceId)).map(({ amount }) => Number(amount));

const booked = async () => inbox.process(await inbox.arrived("refund.created"));

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
  expect(await amounts(workspaceId)).toEqual([55_000, -55_000]);
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
  expect(await amounts(workspaceId)).toEqual([55_000, -10_989]);
});

test("other purchases can be spent meanwhile", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  const { session } = await someCheckout(bought, "starter");
  await inbox.clear();
  await payments.control("choose", { session, outcome: "pay" });
  await inbox.process(await inbox.arrived("checkout.session.completed"));
  await refund(bought);
  expect(await spend(workspaceId, 10_001)).toMatchObject({ available: 10_000 });
  expect(await spend(workspaceId, 10_000)).toMatchObject({ ok: true });
  await booked();
  expect(await standing(workspaceId)).toEqual([0, 0, 0, 0]);
});

test("what was spent just before it could be set aside is not refunded", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId, purchaseId } = bought;
  const asked = asking(bought);
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
}: ReturnType<typeof asking>) =>
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
  const { workspaceId, session } = bought;
  const { payment_intent } = await testClient().checkout.sessions.retrieve(session);
  // In the dashboard, before anybody here has heard of it.
  await testClient().refunds.create({ payment_intent: String(payment_intent), amount: 4_000 });
  const asked = asking(bought);
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
  const asked = asking(bought);
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
  expect(await amounts(workspaceId)).toEqual([55_000]);
  expect(await freezesOf(workspaceId)).toEqual(["hold", "release"]);
});

test("what an operation gives back meanwhile waits, and is free afterwards; what it captures is used", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  const holdId = newId();
  const lapsesAt = new Date(Date.now() + 3_600_000);
  await say(workspaceId, { type: "hold", holdId, amount: credits(22_000), lapsesAt });
  expect(await refund(bought, 3_000)).toMatchObject({ ok: true });
  await say(workspaceId, { type: "capture", holdId, amount: credits(12_000), settle: true });
  expect(await standing(workspaceId)).toEqual([43_000, 43_000, 0, 0]);
  expect((await entriesOf(workspaceId)).at(-1)).toMatchObject({
    type: "hold",
    reason: "Purchase being refunded",
  });
  await booked();
  expect(await standing(workspaceId)).toEqual([10_000, 0, 10_000, 0]);
});

async function opened({ session }: Bought, amount: number) {
  await payments.control("dispute", { session, amount });
  await inbox.process(await inbox.arrived("charge.dispute.created"));
}

async function decided({ session }: Bought, status: "won" | "lost") {
  await payments.control("close-disputes", { session, status });
  await inbox.process(await inbox.arrived("charge.dispute.closed"));
}

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
    const asked = asking(bought, 2_500);
    await expect(refundPurchase(cutOff("before"), asked)).rejects.toThrow("no answer");
    await opened(bought, 1_000);
    if (when === "before") await decided(bought, end);
    expect(await spend(workspaceId, 1)).toMatchObject({ reason: "insufficient_credits" });
    expect(await refundPurchase(testClient(), asked)).toMatchObject({ ok: true });
    await booked();
    if (when === "after") {
      expect(await standing(workspaceId)).toEqual([27_500, 27_500, 0, 0]);
      await decided(bought, end);
    }
    expect(await standing(workspaceId)).toEqual([left, 0, left, 0]);
    expect(await freezesOf(workspaceId)).toEqual(["hold", "release"]);
  },
);

test("what a dispute keeps is not refunded, if it is opened before the provider is asked", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  const asked = asking(bought);
  await noted(asked);
  await opened(bought, 1_000);
  expect(await refundPurchase(testClient(), asked)).toMatchObject({ refundableCents: 0 });
  expect(await standing(workspaceId)).toEqual([55_000, 55_000, 0, 0]);
  await decided(bought, "won");
  expect(await standing(workspaceId)).toEqual([55_000, 0, 55_000, 0]);
});

test("a request that has ended sets nothing aside any more", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId, purchaseId } = bought;
  const request = await noted(asking(bought));
  const purchase = await findPurchase(workspaceId, purchaseId);
  if (!purchase) throw new Error("It was bought.");
  await Promise.all([endRequest(purchase, request), endRequest(purchase, request)]);
  await setAside(purchase, request);
  expect(await standing(workspaceId)).toEqual([55_000, 0, 55_000, 0]);
  expect(await freezesOf(workspaceId)).toEqual(["hold", "release"]);
});
