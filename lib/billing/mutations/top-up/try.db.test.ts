import { afterEach, describe, expect, test, vi } from "vitest";
import { refundPurchase } from "@/lib/billing/mutations/refund-requests";
import { entriesOf, openInbox, paidPurchase, testClient } from "@/lib/billing/mutations/testing";
import { takeCrossings, takeUntakenCrossings } from "@/lib/billing/mutations/top-up/crossings";
import { switchOffBy } from "@/lib/billing/mutations/top-up/settings";
import { lockSetting } from "@/lib/billing/mutations/top-up/switch";
import {
  availableIn,
  giveAway,
  hoursLater,
  intentsOf,
  readyToTopUp,
  runTopUps,
  setClock,
  spendTo,
  switchOnTopUps,
  topUpsOf,
} from "@/lib/billing/mutations/top-up/testing";
import { tryTopUp } from "@/lib/billing/mutations/top-up/try";
import { findPurchase } from "@/lib/billing/queries/purchases";
import { findUntakenCrossings } from "@/lib/billing/queries/top-ups";
import { asOwner, lockedOut } from "@/lib/credits/mutations/door/testing";
import { relayNotices } from "@/lib/credits/mutations/notices";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);
afterEach(() => vi.restoreAllMocks());

describe("a crossing", () => {
  test("buys once, whoever finds it how often; the credits come by the webhook alone", async () => {
    const { workspaceId } = await readyToTopUp(inbox);
    await spendTo(workspaceId, 99_99);
    expect(await findUntakenCrossings()).toContain(workspaceId);
    await Promise.all([1, 2, 3].map(() => takeCrossings(workspaceId)));
    expect(await findUntakenCrossings()).not.toContain(workspaceId);
    const [topUp, ...more] = await topUpsOf(workspaceId);
    expect(more).toEqual([]);
    const id = String(topUp?.id);
    await Promise.allSettled([1, 2, 3].map(() => tryTopUp(testClient(), workspaceId, id)));
    await tryTopUp(testClient(), workspaceId, id);

    expect(await intentsOf(workspaceId)).toMatchObject([{ amount: 5_000, status: "succeeded" }]);
    expect((await topUpsOf(workspaceId))[0]).toMatchObject({ state: "charged", tries: 1 });
    expect(await availableIn(workspaceId)).toBe(99_99);

    const event = await inbox.arrived("payment_intent.succeeded");
    await Promise.all([inbox.process(event), inbox.process({ ...event, id: `evt_${newId()}` })]);
    await inbox.process({ ...event, id: `evt_${newId()}` });
    expect(await availableIn(workspaceId)).toBe(649_99);
    expect((await entriesOf(workspaceId)).filter(({ type }) => type === "purchase")).toMatchObject([
      { reason: "Purchase of Popular" },
      { reason: "Auto top-up: Popular", actorType: "system", amount: 55_000n },
    ]);
    expect(await findPurchase(workspaceId, id)).toMatchObject({
      origin: "top_up",
      state: "paid",
      amountPaidCents: 5_000,
      cardLast4: "4242",
      receiptNumber: expect.stringMatching(/^0001-/),
    });
    expect((await topUpsOf(workspaceId))[0]).toMatchObject({ state: "paid" });
    await tryTopUp(testClient(), workspaceId, id);
    expect(await intentsOf(workspaceId)).toHaveLength(1);
  });

  test("is no notice to people, and each next one buys again", async () => {
    const { workspaceId } = await readyToTopUp(inbox);
    for (const times of [1, 2]) {
      await spendTo(workspaceId, 50_00);
      await runTopUps(workspaceId);
      await inbox.handle("payment_intent.succeeded");
      await inbox.clear();
      expect(await intentsOf(workspaceId)).toHaveLength(times);
    }
    await relayNotices(workspaceId);
    const topics = await inWorkspace(workspaceId, (tx) =>
      tx.notice.findMany({ where: { workspaceId }, select: { topic: true } }),
    );
    const told = topics.map(({ topic }) => topic).filter((topic) => topic !== "purchase");
    expect(told).toEqual(["threshold", "threshold"]);
  });

  test("buys nothing when credits come in while it waits for its turn", async () => {
    const bought = await readyToTopUp(inbox, { monthlyLimitCents: 5_000 });
    const { workspaceId } = bought;
    for (const _ of ["paid", "over the limit"]) {
      await spendTo(workspaceId, 50_00);
      await runTopUps(workspaceId);
      await inbox.handle("payment_intent.succeeded");
    }
    const [, waiting] = await topUpsOf(workspaceId);
    expect(waiting).toMatchObject({ state: "waiting", failure: "over_limit" });
    await switchOnTopUps(bought);

    const [locked, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const turn = inWorkspace(workspaceId, async (tx) => {
      await lockSetting(tx, workspaceId, "ai");
      locked.resolve();
      await over.promise;
    });
    await locked.promise;
    const tried = tryTopUp(testClient(), workspaceId, String(waiting?.id));
    await expect.poll(lockedOut).toBe(1);
    await giveAway(workspaceId, 100_00);
    over.resolve();
    await Promise.all([turn, tried]);

    expect(await intentsOf(workspaceId)).toHaveLength(1);
    expect((await topUpsOf(workspaceId))[1]).toMatchObject({ state: "not_needed" });
  });

  test("while a purchase is under way waits for what it brings", async () => {
    const { workspaceId } = await readyToTopUp(inbox);
    await spendTo(workspaceId, 50_00);
    await runTopUps(workspaceId);
    await giveAway(workspaceId, 100_00);
    await spendTo(workspaceId, 60_00);
    await runTopUps(workspaceId);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "charged" }, { state: "waiting" }]);
    await inbox.handle("payment_intent.succeeded");
    setClock(hoursLater(new Date(), 1));
    await runTopUps(workspaceId);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "paid" }, { state: "not_needed" }]);
    expect(await intentsOf(workspaceId)).toHaveLength(1);
  });

  test("that was made good by hand buys nothing; nor one that finds it switched off", async () => {
    const { workspaceId, buyerId } = await readyToTopUp(inbox);
    await spendTo(workspaceId, 50_00);
    await takeCrossings(workspaceId);
    await giveAway(workspaceId, 50_00);
    await runTopUps(workspaceId);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "not_needed" }]);

    await spendTo(workspaceId, 50_00);
    await switchOffBy({ workspaceId, userId: buyerId }, "ai", new Date());
    await runTopUps(workspaceId);
    expect((await topUpsOf(workspaceId)).map(({ state }) => state)).toEqual(["not_needed", "off"]);
    await giveAway(workspaceId, 100_00);
    await spendTo(workspaceId, 50_00);
    expect(await takeCrossings(workspaceId)).toBe(0);
    expect(await intentsOf(workspaceId)).toEqual([]);
  });

  test("whose purchase is refunded gives its credits back like any other", async () => {
    const { workspaceId, buyerId } = await readyToTopUp(inbox);
    await spendTo(workspaceId, 50_00);
    await runTopUps(workspaceId);
    await inbox.handle("payment_intent.succeeded");
    const purchaseId = String((await topUpsOf(workspaceId))[0]?.id);
    const request = {
      workspaceId,
      purchaseId,
      memberId: buyerId,
      attempt: newId(),
      now: new Date(),
    };
    expect(await refundPurchase(testClient(), { ...request, amountCents: 2_000 })).toMatchObject({
      ok: true,
    });
    await inbox.handle("refund.created");
    expect(await availableIn(workspaceId)).toBe(50_00 + 330_00);
    expect(await findPurchase(workspaceId, purchaseId)).toMatchObject({ refundedCents: 2_000 });

    // What was set aside for the refund fell below the threshold for a moment: that buys nothing.
    expect(await takeCrossings(workspaceId)).toBe(1);
    expect((await topUpsOf(workspaceId)).map(({ state }) => state)).toEqual(["paid", "not_needed"]);
  });

  test("that cannot be taken keeps those of no other workspace waiting", async () => {
    const [first, between, last] = [
      await readyToTopUp(inbox),
      await readyToTopUp(inbox),
      await readyToTopUp(inbox),
    ];
    for (const { workspaceId } of [first, between, last]) await spendTo(workspaceId, 50_00);
    await asOwner(`
      create function refuse() returns trigger language plpgsql as $$ begin raise 'refused'; end $$;
      create trigger refuse before insert on top_up for each row
        when (new.workspace_id in ('${first.workspaceId}', '${last.workspaceId}')) execute function refuse();`);
    expect(await takeUntakenCrossings()).toBe(1);
    await asOwner("drop trigger refuse on top_up; drop function refuse");
    expect(await topUpsOf(between.workspaceId)).toMatchObject([{ state: "waiting" }]);
    expect(await takeUntakenCrossings()).toBe(2);
  });

  test("is told by nobody where nobody switched it on", async () => {
    const { workspaceId } = await paidPurchase(inbox, { saveCard: true });
    await spendTo(workspaceId, 0);
    expect(await takeCrossings(workspaceId)).toBe(0);
  });
});
