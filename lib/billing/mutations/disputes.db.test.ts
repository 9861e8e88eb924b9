import { expect, test, vi } from "vitest";
import { requestCredits } from "@/lib/billing/mutations/credit-requests";
import { settlePurchase } from "@/lib/billing/mutations/settle";
import {
  entriesOf,
  openInbox,
  paidPurchase,
  paymentOf,
  receiptOf,
  refundInDashboard,
  testClient,
  verifiedBalance,
} from "@/lib/billing/mutations/testing";
import { paymentOfEntry } from "@/lib/billing/queries/entry-payment";
import { credits } from "@/lib/credits/core/amount";
import { charge, command, grant, mustPost } from "@/lib/credits/mutations/door/testing";
import { recentNotices } from "@/lib/credits/queries/alerts";
import { balanceOf } from "@/lib/credits/queries/balance";
import { lotsOf } from "@/lib/credits/queries/lots";
import { findMember } from "@/lib/identity/queries/memberships";
import { newId } from "@/lib/platform/ids";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);

const BOUGHT = 55_000;
const use = (workspaceId: string, amount: number) => mustPost(workspaceId, charge(amount));

const disputeOf = async (workspaceId: string) => (await receiptOf(workspaceId))?.dispute;

test("an open dispute freezes what is left: nothing of it can be spent, and nothing is gone", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  await use(workspaceId, 15_000);
  await inbox.openDispute(bought);
  expect(await verifiedBalance(workspaceId)).toEqual({
    current: 40_000,
    held: 40_000,
    available: 0,
    debt: 0,
  });
  expect((await balanceOf(workspaceId, "ai", new Date())).heldBy).toMatchObject([
    { runId: null, amount: 40_000, frozen: "dispute", entry: "ai-1" },
  ]);
  await expect(use(workspaceId, 1)).rejects.toThrow("insufficient_credits");
  expect(await disputeOf(workspaceId)).toBe("open");
  expect(await paymentOfEntry(workspaceId, { kind: "ai", seq: 1 })).toMatchObject({
    disputed: true,
  });
  expect(await lotsOf(workspaceId, "ai", new Date())).toMatchObject([
    { left: 40_000, state: "frozen" },
  ]);
});

test("won, everything is free again", async () => {
  const bought = await paidPurchase(inbox);
  await inbox.openDispute(bought);
  await inbox.closeDisputes(bought, "won");
  expect(await verifiedBalance(bought.workspaceId)).toMatchObject({
    available: BOUGHT,
    held: 0,
    debt: 0,
  });
  expect(await disputeOf(bought.workspaceId)).toBe("won");
  expect(await paymentOfEntry(bought.workspaceId, { kind: "ai", seq: 1 })).toMatchObject({
    disputed: false,
  });
  expect(await lotsOf(bought.workspaceId, "ai", new Date())).toMatchObject([{ state: "in_use" }]);
  expect((await receiptOf(bought.workspaceId))?.lost).toEqual([]);
});

test("lost, what is left is taken and what was spent is a debt; the next purchase settles it first", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  await use(workspaceId, 15_000);
  await inbox.openDispute(bought);
  await inbox.closeDisputes(bought, "lost");
  expect(await verifiedBalance(workspaceId)).toEqual({
    current: 0,
    held: 0,
    available: 0,
    debt: 15_000,
  });
  expect(await lotsOf(workspaceId, "ai", new Date())).toMatchObject([
    { state: "spent", left: 0, takenBack: 40_000 },
  ]);
  const member = await findMember(bought.buyerId, bought.workspaceSlug);
  if (!member) throw new Error("no member");
  const asking = { member, kind: "ai", message: "", what: null, attempt: newId() } as const;
  await requestCredits({ ...asking, shortfall: 100_00, now: new Date() });
  expect((await recentNotices(workspaceId)).map(({ facts }) => facts)).toContainEqual(
    // 100.00 that are missing and 150.00 that are owed.
    expect.objectContaining({ about: "request", shortfall: 100_00, buy: "basic" }),
  );
  await mustPost(workspaceId, grant(25_000, { source: "purchase", sourceId: "next" }));
  expect(await verifiedBalance(workspaceId)).toMatchObject({ available: 10_000, debt: 0 });
});

test("what a running operation holds finishes; what it gives back is frozen, or settles the debt", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  const lapsesAt = new Date(Date.now() + 3_600_000);
  const [first, second] = [newId(), newId()];
  const holds = { type: "hold", amount: credits(10_000), lapsesAt } as const;
  await mustPost(workspaceId, command({ ...holds, holdId: first }));
  await mustPost(workspaceId, command({ ...holds, holdId: second }));
  await inbox.openDispute(bought);
  const part = { type: "capture", amount: credits(4_000), settle: true } as const;
  await mustPost(workspaceId, command({ ...part, holdId: first }));
  expect(await verifiedBalance(workspaceId)).toMatchObject({ current: 51_000, available: 0 });

  await inbox.closeDisputes(bought, "lost");
  // Of 550.00, 40.00 was used and 100.00 is still held: both are owed until the hold comes back.
  expect(await verifiedBalance(workspaceId)).toEqual({
    current: 10_000,
    held: 10_000,
    available: 0,
    debt: 14_000,
  });
  await mustPost(workspaceId, command({ type: "release", holdId: second }));
  expect(await verifiedBalance(workspaceId)).toEqual({
    current: 0,
    held: 0,
    available: 0,
    debt: 4_000,
  });
});

test("a lost dispute says when it was lost, not when it was opened", async () => {
  const bought = await paidPurchase(inbox);
  await inbox.openDispute(bought);
  await inbox.closeDisputes(bought, "lost");
  const [, freeze, forfeit] = await entriesOf(bought.workspaceId);
  const lost = (await receiptOf(bought.workspaceId))?.lost.map(({ at }) => at);
  expect(lost).toEqual([forfeit?.at.toISOString()]);
  expect(lost).not.toEqual([freeze?.at.toISOString()]);
});

test("a dispute of a part takes its share only", async () => {
  const bought = await paidPurchase(inbox);
  await inbox.openDispute(bought, 1_000);
  expect(await verifiedBalance(bought.workspaceId)).toMatchObject({ available: 0, held: BOUGHT });
  await inbox.closeDisputes(bought, "lost");
  expect(await verifiedBalance(bought.workspaceId)).toEqual({
    current: 44_000,
    held: 0,
    available: 44_000,
    debt: 0,
  });
  expect((await receiptOf(bought.workspaceId))?.lost).toMatchObject([
    { amountCents: 1_000, credits: 11_000 },
  ]);
});

test("first heard of when it was lost, late, twice and in the wrong order, it is one dispute", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId, purchaseId, session } = bought;
  await payments.control("dispute", { session });
  const created = await inbox.arrived("charge.dispute.created");
  await payments.control("close-disputes", { session, status: "lost" });
  const closed = await inbox.arrived("charge.dispute.closed");
  for (const event of [closed, created, closed, created]) await inbox.process(event);
  const settle = () =>
    settlePurchase(testClient(), workspaceId, purchaseId, { sessionId: session });
  await Promise.all([settle(), settle(), settle()]);

  expect((await entriesOf(workspaceId)).map(({ type, amount }) => [type, Number(amount)])).toEqual([
    ["purchase", BOUGHT],
    ["hold", 0],
    ["adjustment", -BOUGHT],
  ]);
  expect(await disputeOf(workspaceId)).toBe("lost");
});

/** Two open disputes, of 20.00 and 15.00 of the 50.00 that were paid. */
async function twoOpened(bought: { session: string }): Promise<[string, string]> {
  for (const amount of [2_000, 1_500]) {
    await inbox.clear();
    await inbox.openDispute(bought, amount);
  }
  const payment_intent = await paymentOf(bought.session);
  const { data } = await testClient().disputes.list({ payment_intent });
  const idOf = (amount: number) => String(data.find((one) => one.amount === amount)?.id);
  return [idOf(2_000), idOf(1_500)];
}

async function decidedOne(dispute: string, status: "won" | "lost") {
  await inbox.clear();
  await payments.control("close-dispute", { dispute, status });
  await inbox.handle("charge.dispute.closed");
}

// 20.00 of 50.00 bought 220.00 credits, 15.00 bought 165.00.
test.each([
  ["won", "won", BOUGHT],
  ["won", "lost", BOUGHT - 16_500],
  ["lost", "won", BOUGHT - 22_000],
  ["lost", "lost", BOUGHT - 38_500],
] as const)(
  "two disputes of one purchase, %s and %s, in either order: all stays frozen until both are decided",
  async (first, second, left) => {
    for (const turned of [false, true]) {
      const bought = await paidPurchase(inbox);
      const { workspaceId } = bought;
      const [one, other] = await twoOpened(bought);
      const steps = [[one, first] as const, [other, second] as const];
      const [early, late] = turned ? steps.toReversed() : steps;
      await decidedOne(...(early as (typeof steps)[0]));
      expect(await verifiedBalance(workspaceId)).toMatchObject({ available: 0, debt: 0 });
      await decidedOne(...(late as (typeof steps)[0]));
      expect(await verifiedBalance(workspaceId)).toMatchObject({
        available: left,
        held: 0,
        debt: 0,
      });
    }
  },
);

test("two disputes lost of a purchase that was spent leave one debt of both", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  await use(workspaceId, 40_000);
  const [one, other] = await twoOpened(bought);
  await decidedOne(other, "lost");
  expect(await verifiedBalance(workspaceId)).toEqual({
    current: 0,
    held: 0,
    available: 0,
    debt: 1_500,
  });
  await decidedOne(one, "lost");
  expect(await verifiedBalance(workspaceId)).toMatchObject({ current: 0, debt: 23_500 });
});

test("a refund while a dispute is open takes its share of what is frozen", async () => {
  const bought = await paidPurchase(inbox);
  await inbox.openDispute(bought, 1_000);
  await refundInDashboard(bought, 4_000);
  await inbox.handle("refund.created");
  expect(await verifiedBalance(bought.workspaceId)).toMatchObject({
    current: 11_000,
    available: 0,
  });
  await inbox.closeDisputes(bought, "won");
  expect(await verifiedBalance(bought.workspaceId)).toMatchObject({ available: 11_000, held: 0 });
});

test("decided anew by the bank, it changes nothing by itself, and holds up no other news", async () => {
  const bought = await paidPurchase(inbox);
  const [one, other] = await twoOpened(bought);
  await decidedOne(one, "lost");
  await decidedOne(one, "won");
  await decidedOne(other, "won");
  expect(await verifiedBalance(bought.workspaceId)).toMatchObject({
    available: 33_000,
    held: 0,
    debt: 0,
  });
});

test("an inquiry freezes nothing", async () => {
  const bought = await paidPurchase(inbox);
  const { session, workspaceId } = bought;
  await payments.control("dispute", { session, status: "warning_needs_response" });
  await inbox.handle("charge.dispute.created");
  expect(await verifiedBalance(workspaceId)).toMatchObject({ available: BOUGHT, held: 0 });
  expect(await disputeOf(workspaceId)).toBeNull();
});

test("a freeze is nobody's to release: its hold is no operation's", async () => {
  const bought = await paidPurchase(inbox);
  await inbox.openDispute(bought);
  const freeze = (await entriesOf(bought.workspaceId)).find(({ type }) => type === "hold");
  const holdId = String(freeze?.holdId);
  await expect(mustPost(bought.workspaceId, command({ type: "release", holdId }))).rejects.toThrow(
    "unknown_hold",
  );
});
