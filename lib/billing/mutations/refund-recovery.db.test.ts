import type Stripe from "stripe";
import { beforeEach, expect, test, vi } from "vitest";
import { UNANSWERED_MS } from "@/lib/billing/core/refund";
import { setAside } from "@/lib/billing/mutations/refund-freeze";
import { recoverAllRequests, recoverRequests } from "@/lib/billing/mutations/refund-recovery";
import { type RefundInput, refundPurchase } from "@/lib/billing/mutations/refund-requests";
import {
  cutOff,
  freezesOf,
  movementsOf,
  openInbox,
  paidPurchase,
  refundRequest,
  testClient,
  verifiedBalance,
} from "@/lib/billing/mutations/testing";
import { findPurchase } from "@/lib/billing/queries/purchases";
import { post } from "@/lib/credits/mutations/door";
import { charge } from "@/lib/credits/mutations/door/testing";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);

const START = new Date();
const minutes = (count: number): Date => new Date(START.getTime() + count * 60_000);

let asked: RefundInput;

beforeEach(async () => {
  asked = { ...refundRequest(await paidPurchase(inbox), 3_000), now: START };
});

const recover = (now: Date) => recoverRequests(testClient(), { ...asked, now });

/** Current, held, available and owed. */
const standing = async () => Object.values(await verifiedBalance(asked.workspaceId));

const ASIDE = [55_000, 55_000, 0, 0];
const FREE = [55_000, 0, 55_000, 0];
/** Of 550.00 credits for $50.00, $30.00 were refunded. */
const TAKEN = [22_000, 0, 22_000, 0];

const request = () => {
  const { workspaceId, attempt: id } = asked;
  return inWorkspace(workspaceId, (tx) =>
    tx.refundRequest.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id } } }),
  );
};

const freezes = () => freezesOf(asked.workspaceId);

/** As the process left it that stopped after recording the request, or after setting credits aside for it. */
async function stopped(after: "noted" | "set aside") {
  const { workspaceId, purchaseId, attempt: id, memberId: requestedBy, amountCents } = asked;
  const facts = { state: "noted", createdAt: START, askedAt: START };
  const data = { ...facts, workspaceId, purchaseId, id, requestedBy, amountCents };
  await inWorkspace(workspaceId, (tx) => tx.refundRequest.create({ data }));
  if (after === "set aside") await goesOn();
}

/** The process wakes up, and sets aside what it was about to. */
async function goesOn() {
  const purchase = await findPurchase(asked.workspaceId, asked.purchaseId);
  if (purchase) await setAside(purchase, { id: asked.attempt, requestedBy: asked.memberId });
}

test.each(["noted", "set aside"] as const)(
  "a request that stopped once it was %s is withdrawn, and all is free",
  async (after) => {
    await stopped(after);
    const before = after === "noted" ? FREE : ASIDE;
    await recover(minutes(4));
    expect(await standing()).toEqual(before);
    await Promise.all([recover(minutes(6)), recover(minutes(6))]);
    await recover(minutes(7));
    await goesOn();
    expect(await standing()).toEqual(FREE);
    expect(await freezes()).toEqual(["hold", "release"]);
    expect(await refundPurchase(testClient(), asked)).toMatchObject({ reason: "amount_changed" });
    expect(await testRefunds()).toEqual([]);
  },
);

async function testRefunds(): Promise<number[]> {
  const { workspaceId, purchaseId } = asked;
  const intent = (await findPurchase(workspaceId, purchaseId))?.paymentIntentId ?? "";
  const { data } = await testClient().refunds.list({ payment_intent: intent });
  return data.map(({ amount }) => amount);
}

test("a request that stopped before the provider was asked goes on by the next click", async () => {
  await stopped("set aside");
  expect(await refundPurchase(testClient(), asked)).toMatchObject({ ok: true });
  await inbox.handle("refund.created");
  expect(await standing()).toEqual(TAKEN);
  expect(await freezes()).toEqual(["hold", "release"]);
});

test("a request that the provider never had is refused, and all is free", async () => {
  await expect(refundPurchase(cutOff("before"), asked)).rejects.toThrow("no answer");
  await recover(minutes(4));
  expect(await standing()).toEqual(ASIDE);
  await recoverAllRequests(testClient(), minutes(6), new Date(0));
  expect(await standing()).toEqual(FREE);
  const late = await refundPurchase(testClient(), { ...asked, now: minutes(7) });
  expect(late).toMatchObject({ reason: "refund_refused" });
  expect(await testRefunds()).toEqual([]);
  expect(await freezes()).toEqual(["hold", "release"]);
});

test("a request whose answer and event were both lost is booked by what the provider has", async () => {
  await expect(refundPurchase(cutOff("after"), asked)).rejects.toThrow("no answer");
  await Promise.all([recover(minutes(6)), recover(minutes(6))]);
  expect(await standing()).toEqual(TAKEN);
  expect(await request()).toMatchObject({ state: "accepted", endedAt: expect.any(Date) });
  await inbox.handle("refund.created");
  await recover(minutes(9));
  expect(await standing()).toEqual(TAKEN);
  expect(await movementsOf(asked.workspaceId)).toEqual([55_000, -33_000]);
});

test("a refund whose answer was lost is not made again, however much later the same click comes", async () => {
  asked = { ...asked, amountCents: 2_000 };
  await expect(refundPurchase(cutOff("after"), asked)).rejects.toThrow("no answer");
  await inbox.process(await inbox.arrived("refund.created"));
  const real = testClient();
  // The provider forgets the keys of requests after a day.
  const create = (about: Stripe.RefundCreateParams) => real.refunds.create(about);
  const forgetful = new Proxy(real, {
    get: (target, name) => (name === "refunds" ? { create } : Reflect.get(target, name)),
  });
  const late = await refundPurchase(forgetful, { ...asked, now: minutes(25 * 60) });
  expect(late).toEqual({ ok: true, amountCents: 2_000 });
  expect(await testRefunds()).toEqual([2_000]);
});

test("an accepted refund whose event was lost is booked too", async () => {
  expect(await refundPurchase(testClient(), asked)).toMatchObject({ ok: true });
  expect(await standing()).toEqual(ASIDE);
  await recoverAllRequests(testClient(), minutes(6), minutes(-60));
  expect(await standing()).toEqual(TAKEN);
});

test("the events of a refund, in any order and many at once, and whoever looks for it, book it once", async () => {
  expect(await refundPurchase(testClient(), asked)).toMatchObject({ ok: true });
  const events = [await inbox.arrived("charge.refunded"), await inbox.arrived("refund.created")];
  const again = Array.from({ length: 6 }, () => events).flat();
  await Promise.all([
    ...again.map((event) => inbox.process({ ...event, id: `evt_${newId()}` })),
    recover(minutes(6)),
    refundPurchase(testClient(), asked),
  ]);
  expect(await standing()).toEqual(TAKEN);
  expect(await freezes()).toEqual(["hold", "release"]);
  expect(await movementsOf(asked.workspaceId)).toEqual([55_000, -33_000]);
});

test("a refund that was booked while its process stopped before freeing the rest is ended", async () => {
  await refundPurchase(testClient(), asked);
  await inbox.handle("refund.created");
  const { workspaceId, attempt: id } = asked;
  const where = { workspaceId, id };
  await inWorkspace(workspaceId, (tx) =>
    tx.refundRequest.updateMany({ where, data: { endedAt: null } }),
  );
  await recover(minutes(6));
  expect(await request()).toMatchObject({ endedAt: expect.any(Date) });
  expect(await freezes()).toEqual(["hold", "release"]);
});

test("as long as somebody goes on with a request, it is not given up", async () => {
  await expect(refundPurchase(cutOff("before"), asked)).rejects.toThrow("no answer");
  const again = { ...asked, now: minutes(4) };
  await expect(refundPurchase(cutOff("before"), again)).rejects.toThrow("no answer");
  await recover(new Date(START.getTime() + UNANSWERED_MS + 1));
  expect(await standing()).toEqual(ASIDE);
  expect(await request()).toMatchObject({ state: "asked", endedAt: null });
  await recover(minutes(10));
  expect(await standing()).toEqual(FREE);
});

test("if the provider cannot be reached, what was set aside stays so, and another time finds out", async () => {
  await expect(refundPurchase(cutOff("after"), asked)).rejects.toThrow("no answer");
  const away = new Proxy(testClient(), {
    get: () => ({ list: () => ({ autoPagingToArray: () => Promise.reject(new Error("away")) }) }),
  });
  await expect(recoverRequests(away, { ...asked, now: minutes(6) })).rejects.toThrow("away");
  expect(await post(asked.workspaceId, "ai", charge(1))).toMatchObject({
    reason: "insufficient_credits",
  });
  await recover(minutes(7));
  expect(await standing()).toEqual(TAKEN);
});
