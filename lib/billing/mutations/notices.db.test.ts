import { expect, test, vi } from "vitest";
import { settlePurchase } from "@/lib/billing/mutations/settle";
import {
  type Buyer,
  openInbox,
  paidPurchase,
  someCheckout,
  testClient,
} from "@/lib/billing/mutations/testing";
import { credits } from "@/lib/credits/core/amount";
import { charge, command, mustPost } from "@/lib/credits/mutations/door/testing";
import { recentNotices } from "@/lib/credits/queries/alerts";
import { debtSettledBy } from "@/lib/credits/queries/debt";
import { inboxOf } from "@/lib/credits/queries/inbox";
import { addMember } from "@/lib/identity/mutations/members";
import { createUser } from "@/lib/identity/mutations/users";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);

/** What a person was told, the oldest first: title and body, and where it leads. */
const noticesOf = async ({ workspaceId, workspaceSlug }: Buyer, userId: string) => {
  const reader = { workspaceId, workspaceSlug, timeZone: "UTC", userId, can: () => true };
  const { notices } = await inboxOf(reader);
  return notices
    .toReversed()
    .map(({ title, body, href }) => [`${title}. ${body}`, href.replace(`/${workspaceSlug}`, "")]);
};

async function lose(bought: { session: string }) {
  await inbox.openDispute(bought);
  await inbox.closeDisputes(bought, "lost");
}

test("a purchase is told once, to its buyer and to those who may buy, however often it is settled", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId, purchaseId, session, buyerId } = bought;
  const settle = () =>
    settlePurchase(testClient(), workspaceId, purchaseId, { sessionId: session });
  await Promise.all([settle(), settle(), settle()]);
  expect(await noticesOf(bought, buyerId)).toEqual([
    ["550.00 AI credits added. Popular was paid.", "/settings/billing?tx=ai-1"],
  ]);
  const [notice] = await recentNotices(workspaceId);
  expect(notice?.deliveries.map(({ channel }) => channel)).toEqual(["app"]);
});

test("a payment that failed at the bank is told, and one that was only tried is not", async () => {
  const bought = await paidPurchase(inbox);
  await inbox.clear();
  const { session } = await someCheckout(bought, "starter");
  await payments.control("choose", { session, outcome: "debit" });
  await inbox.handle("checkout.session.completed");
  expect(await noticesOf(bought, bought.buyerId)).toHaveLength(1);
  await payments.control("settle-debit", { session, succeeds: false });
  await inbox.handle("checkout.session.async_payment_failed");
  expect((await noticesOf(bought, bought.buyerId)).at(-1)).toEqual([
    "The payment for Starter failed. Nothing was charged and no credits were added.",
    "/settings/billing/receipts",
  ]);
});

test("a dispute is told when it opens and when it is lost, with what is owed; the next purchase says what it settled", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId, buyerId } = bought;
  await mustPost(workspaceId, charge(35_000));
  await lose(bought);
  expect((await noticesOf(bought, buyerId)).slice(1)).toEqual([
    [
      "Dispute of Popular opened. What is left of its credits is frozen until it is decided.",
      "/settings/billing/receipts",
    ],
    [
      "Dispute of Popular lost: 200.00 AI credits taken. 350.00 were spent already and are owed: the next purchase settles them first.",
      "/settings/billing?tx=ai-4",
    ],
  ]);
  await inbox.clear();
  const { session } = await someCheckout(bought);
  await payments.control("choose", { session, outcome: "pay" });
  await inbox.handle("checkout.session.completed");
  expect((await noticesOf(bought, buyerId)).at(-1)).toEqual([
    "550.00 AI credits added. Popular was paid. 350.00 settled a debt.",
    "/settings/billing?tx=ai-5",
  ]);
  expect(await debtSettledBy(workspaceId, "ai", 5)).toBe(35_000);
  expect(await debtSettledBy(workspaceId, "ai", 1)).toBe(0);
});

test("a dispute first heard of when it was lost, late, twice and in the wrong order, is told once", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId, purchaseId, session, buyerId } = bought;
  await payments.control("dispute", { session });
  const created = await inbox.arrived("charge.dispute.created");
  await payments.control("close-disputes", { session, status: "lost" });
  const closed = await inbox.arrived("charge.dispute.closed");
  for (const event of [closed, created, closed]) await inbox.process(event);
  const settle = () =>
    settlePurchase(testClient(), workspaceId, purchaseId, { sessionId: session });
  await Promise.all([settle(), settle()]);
  expect((await noticesOf(bought, buyerId)).slice(1)).toEqual([
    [
      "Dispute of Popular lost: 550.00 AI credits taken. Nothing is owed.",
      "/settings/billing?tx=ai-3",
    ],
  ]);
});

test("what was recorded before there were notices of it is no news", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId, purchaseId, session, buyerId } = bought;
  await payments.control("dispute", { session });
  await inbox.handle("charge.dispute.created");
  await inWorkspace(workspaceId, (tx) => tx.notice.deleteMany({ where: { workspaceId } }));
  await settlePurchase(testClient(), workspaceId, purchaseId, { sessionId: session });
  expect(await noticesOf(bought, buyerId)).toEqual([]);
});

test("an adjustment by hand after a purchase settled nothing of a debt", async () => {
  const { workspaceId } = await paidPurchase(inbox);
  await mustPost(workspaceId, command({ type: "adjust", amount: credits(1_000) }));
  expect(await debtSettledBy(workspaceId, "ai", 1)).toBe(0);
});

test("a member who spends is not told of money", async () => {
  const bought = await paidPurchase(inbox);
  const { workspaceId } = bought;
  const made = await createUser({
    name: "Priya Raman",
    email: `${newId()}@example.com`,
    emailVerified: true,
  });
  if (!made.ok) throw new Error(made.reason);
  await addMember({ workspaceId, userId: made.userId, role: "member" });
  await lose(bought);
  expect(await noticesOf(bought, made.userId)).toEqual([]);
  expect(await noticesOf(bought, bought.buyerId)).toHaveLength(3);
});
