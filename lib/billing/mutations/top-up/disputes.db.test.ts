import { v5 } from "uuid";
import { afterEach, expect, test, vi } from "vitest";
import { openInbox, testClient } from "@/lib/billing/mutations/testing";
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
import { tryTopUp } from "@/lib/billing/mutations/top-up/try";
import { isDisputed } from "@/lib/billing/queries/disputes";
import { findDueTopUps } from "@/lib/billing/queries/top-ups";
import { post } from "@/lib/credits/mutations/door";
import { clock } from "@/lib/platform/clock";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);
afterEach(() => vi.restoreAllMocks());

async function disputed() {
  const bought = await readyToTopUp(inbox);
  await inbox.openDispute(bought);
  return bought;
}

const isDue = async (workspaceId: string) =>
  (await findDueTopUps(clock.now(), hoursLater(clock.now(), -24))).some(
    (due) => due.workspaceId === workspaceId,
  );

test("what a dispute freezes leaves less than the threshold, and no card is charged for it", async () => {
  const { workspaceId, session } = await disputed();
  expect(await availableIn(workspaceId)).toBe(0);
  expect(await isDisputed(workspaceId)).toBe(true);
  await runTopUps(workspaceId);
  expect(await topUpsOf(workspaceId)).toMatchObject([
    { state: "waiting", failure: "disputed", tries: 0, amountCents: null },
  ]);
  const [topUp] = await topUpsOf(workspaceId);
  // However often and however late it is looked at, while the dispute is open.
  setClock(hoursLater(new Date(), 24));
  await tryTopUp(testClient(), workspaceId, String(topUp?.id));
  vi.restoreAllMocks();
  expect(await intentsOf(workspaceId)).toEqual([]);
  expect(await settingOf(workspaceId)).toMatchObject({ enabled: true, stopped: null });

  await inbox.closeDisputes({ session }, "won");
  expect(await isDisputed(workspaceId)).toBe(false);
  // It wakes at once, and finds that the balance has recovered.
  expect(await isDue(workspaceId)).toBe(true);
  await runTopUps(workspaceId);
  expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "not_needed" }]);
  expect(await intentsOf(workspaceId)).toEqual([]);
});

test("what is frozen of a dispute that nobody recorded yet charges no card either", async () => {
  const { workspaceId, purchaseId, session } = await readyToTopUp(inbox);
  await payments.control("dispute", { session });
  const created = await inbox.arrived("charge.dispute.created");
  const { id } = created.data.object as { id: string };
  // The first step of settling it, after which its process died.
  await post(workspaceId, "ai", {
    type: "freeze",
    key: `dispute:${id}:freeze`,
    sourceId: purchaseId,
    holdId: v5(id, purchaseId),
    subject: "Dispute of Popular",
    reason: "Dispute of Popular opened",
    actor: { type: "system" },
  });
  await runTopUps(workspaceId);
  expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "waiting", failure: "disputed" }]);
  expect(await intentsOf(workspaceId)).toEqual([]);

  await inbox.process(created);
  await inbox.closeDisputes({ session }, "won");
  expect(await isDue(workspaceId)).toBe(true);
  await runTopUps(workspaceId);
  expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "not_needed" }]);
  expect(await intentsOf(workspaceId)).toEqual([]);
});

test("lost, it goes on: the next purchase settles the debt and fills the balance up", async () => {
  const { workspaceId, session } = await disputed();
  await giveAway(workspaceId, 150_00);
  await spendTo(workspaceId, 20_00);
  await runTopUps(workspaceId);
  expect(await intentsOf(workspaceId)).toEqual([]);

  await inbox.closeDisputes({ session }, "lost");
  await runTopUps(workspaceId);
  expect(await intentsOf(workspaceId)).toMatchObject([{ amount: 5_000, status: "succeeded" }]);
  await inbox.handle("payment_intent.succeeded");
  expect(await availableIn(workspaceId)).toBe(570_00);
});

test("lost, with more spent than one package brings: it goes on until the balance is filled up", async () => {
  const { workspaceId, session } = await readyToTopUp(inbox);
  await spendTo(workspaceId, 50_00);
  await payments.control("dispute", { session });
  await inbox.handle("charge.dispute.created");
  await inbox.closeDisputes({ session }, "lost");
  await inbox.clear();

  await runTopUps(workspaceId);
  await inbox.handle("payment_intent.succeeded");
  // Of 550.00 the debt took 500.00: what is left is still less than the threshold.
  expect(await availableIn(workspaceId)).toBe(50_00);
  await inbox.clear();
  await runTopUps(workspaceId);
  await inbox.handle("payment_intent.succeeded");
  expect(await availableIn(workspaceId)).toBe(600_00);
  await runTopUps(workspaceId);
  expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "paid" }, { state: "paid" }]);
});

test("of two disputes, it waits for the last", async () => {
  const bought = await readyToTopUp(inbox);
  const { workspaceId, session } = bought;
  for (const amount of [1_000, 2_000]) {
    await inbox.clear();
    await payments.control("dispute", { session, amount });
    await inbox.handle("charge.dispute.created");
  }
  await runTopUps(workspaceId);
  const { payment_intent } = await testClient().checkout.sessions.retrieve(session);
  const { data } = await testClient().disputes.list({ payment_intent: String(payment_intent) });
  const close = async (dispute: string) => {
    await inbox.clear();
    await payments.control("close-dispute", { dispute, status: "won" });
    await inbox.handle("charge.dispute.closed");
  };
  await close(String(data[0]?.id));
  expect(await isDue(workspaceId)).toBe(false);
  await close(String(data[1]?.id));
  expect(await isDue(workspaceId)).toBe(true);
});
