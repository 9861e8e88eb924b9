import { expect, test, vi } from "vitest";
import {
  entriesOf,
  openInbox,
  paidPurchase,
  refundInDashboard,
  verifiedBalance,
} from "@/lib/billing/mutations/testing";
import { receiptsBetween } from "@/lib/billing/queries/receipts";
import { credits } from "@/lib/credits/core/amount";
import { charge, command, mustPost } from "@/lib/credits/mutations/door/testing";
import { recentNotices } from "@/lib/credits/queries/alerts";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);

const use = (workspaceId: string, amount: number) => mustPost(workspaceId, charge(amount));

/** What a running operation does with the ledger. */
const running = (workspaceId: string) => {
  const holdId = newId();
  const say = (said: Parameters<typeof command>[0]) => mustPost(workspaceId, command(said));
  return {
    hold: (amount: number) =>
      say({
        type: "hold",
        holdId,
        amount: credits(amount),
        lapsesAt: new Date(Date.now() + 3_600_000),
      }),
    capture: (amount: number) =>
      say({ type: "capture", holdId, amount: credits(amount), settle: true }),
    release: () => say({ type: "release", holdId }),
  };
};

/** What the receipts say of each refund of a workspace's purchases. */
async function refundsShown(workspaceId: string) {
  const now = new Date();
  const receipts = await receiptsBetween(workspaceId, new Date(0), new Date(2 ** 42), now);
  return receipts.flatMap(({ refunds }) => refunds.map(({ credits }) => Number(credits)));
}

async function failed(refund: string) {
  await inbox.clear();
  await payments.control("fail-refund", { refund });
  await inbox.handle("refund.failed");
}

async function refunded(bought: { session: string }, amount: number): Promise<string> {
  await inbox.clear();
  const refund = await refundInDashboard(bought, amount);
  await inbox.handle("refund.created");
  return refund;
}

test("a dispute of all that was paid, lost after a part was given back, leaves no debt: nothing was spent", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  await refunded(bought, 2_000);
  expect(await verifiedBalance(workspaceId)).toMatchObject({ current: 33_000 });
  await inbox.openDispute(bought, 5_000);
  await inbox.closeDisputes(bought, "lost");
  expect(await verifiedBalance(workspaceId)).toEqual({
    current: 0,
    held: 0,
    available: 0,
    debt: 0,
  });
  expect(await noticesOfDisputes(workspaceId)).toMatchObject([
    { state: "open" },
    { state: "lost", taken: 33_000, owed: 0 },
  ]);
});

const noticesOfDisputes = (workspaceId: string) =>
  inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.notice.findMany({
      where: { workspaceId, topic: "dispute" },
      orderBy: [{ at: "asc" }],
    });
    return rows.map(({ facts }) => facts);
  });

// 350.00 of 550.00 spent; 25.00 of 50.00 given back, 25.00 disputed and lost: each 275.00 credits.
test("a refund and a lost dispute of a purchase that was spent end the same, whichever comes first", async () => {
  const ends = [];
  for (const order of ["refund first", "dispute first", "refund between"]) {
    const bought = await paidPurchase(inbox);
    await use(bought.workspaceId, 35_000);
    if (order === "refund first") await refunded(bought, 2_500);
    await inbox.clear();
    await inbox.openDispute(bought, 2_500);
    if (order === "refund between") await refunded(bought, 2_500);
    await inbox.clear();
    await inbox.closeDisputes(bought, "lost");
    if (order === "dispute first") await refunded(bought, 2_500);
    ends.push(await verifiedBalance(bought.workspaceId));
  }
  const end = { current: 0, held: 0, available: 0, debt: 7_500 };
  expect(ends).toEqual([end, end, end]);
});

test("a refund that fails after the dispute was lost brings back what the dispute left of it", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  const refund = await refunded(bought, 2_000);
  await inbox.clear();
  await inbox.openDispute(bought, 4_000);
  await inbox.closeDisputes(bought, "lost");
  // 440.00 of 550.00 disputed: 330.00 were there, and the refund had the rest.
  expect(await verifiedBalance(workspaceId)).toMatchObject({ current: 0, debt: 0 });
  await failed(refund);
  expect(await verifiedBalance(workspaceId)).toMatchObject({
    current: 11_000,
    available: 11_000,
    debt: 0,
  });
});

test("a refund of all that was paid takes what a running operation holds as soon as it comes back, and not before", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  const operation = running(workspaceId);
  await operation.hold(33_000);
  await refunded(bought, 5_000);
  expect(await verifiedBalance(workspaceId)).toMatchObject({ held: 33_000, available: 0 });
  expect(await refundsShown(workspaceId)).toEqual([22_000]);
  await operation.capture(10_000);
  expect(await verifiedBalance(workspaceId)).toEqual({
    current: 0,
    held: 0,
    available: 0,
    debt: 0,
  });
  expect(await refundsShown(workspaceId)).toEqual([45_000]);
  expect((await entriesOf(workspaceId)).slice(-2)).toMatchObject([
    { type: "release", amount: 0n },
    { type: "adjustment", amount: -23_000n, reason: "Taken by an earlier refund" },
  ]);
});

test("two refunds in parts take no more than they were for, and what one fell short of comes back when it fails", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  const [operation, another] = [running(workspaceId), running(workspaceId)];
  await operation.hold(40_000);
  await another.hold(10_000);
  const first = await refunded(bought, 1_500);
  await refunded(bought, 2_500);
  expect(await refundsShown(workspaceId)).toEqual([5_000, 0]);
  await another.release();
  expect(await refundsShown(workspaceId)).toEqual([15_000, 0]);
  await failed(first);
  expect(await verifiedBalance(workspaceId)).toMatchObject({ held: 40_000, available: 0 });
  await operation.release();
  // 550.00 less the 275.00 of the refund that stands.
  expect(await verifiedBalance(workspaceId)).toMatchObject({ current: 27_500, available: 27_500 });
  expect(await refundsShown(workspaceId)).toEqual([0, 27_500]);
});

test("a dispute lost while an operation runs takes its share of what comes back, beside a refund", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  const operation = running(workspaceId);
  await operation.hold(33_000);
  await refunded(bought, 2_500);
  await inbox.clear();
  await inbox.openDispute(bought, 2_000);
  await inbox.closeDisputes(bought, "lost");
  // 220.00 were left, and the refund had them; 330.00 are held, and 55.00 + 220.00 of them are to go.
  expect(await verifiedBalance(workspaceId)).toMatchObject({ held: 33_000, available: 0, debt: 0 });
  await operation.release();
  expect(await verifiedBalance(workspaceId)).toMatchObject({
    current: 5_500,
    available: 5_500,
    debt: 0,
  });
});

test("of a dispute that is lost when its purchase has expired, its share is told, not what expired", async () => {
  const bought = await paidPurchase(inbox);
  const { session, workspaceId } = bought;
  await payments.control("dispute", { session, amount: 1_000 });
  await inbox.handle("charge.dispute.created");
  const later = new Date(Date.now() + 400 * 86_400_000);
  const time = vi.spyOn(clock, "now").mockReturnValue(later);
  await payments.control("close-disputes", { session, status: "lost" });
  await inbox.handle("charge.dispute.closed");
  time.mockRestore();

  const rows = await entriesOf(workspaceId);
  expect(rows.slice(2).map(({ type, amount }) => [type, Number(amount)])).toEqual([
    ["adjustment", -11_000],
    ["expiry", -44_000],
    ["release", 0],
  ]);
  const [receipt] = await receiptsBetween(workspaceId, new Date(0), new Date(2 ** 42), later);
  expect(receipt?.lost).toMatchObject([{ amountCents: 1_000, credits: 11_000 }]);
  expect((await recentNotices(workspaceId)).map(({ facts }) => facts)).toContainEqual(
    expect.objectContaining({ about: "dispute", state: "lost", taken: 11_000, owed: 0 }),
  );
});
