import { TZDate } from "@date-fns/tz";
import { afterEach, describe, expect, test, vi } from "vitest";
import { openInbox, someCheckout } from "@/lib/billing/mutations/testing";
import { takeCrossings } from "@/lib/billing/mutations/top-up/crossings";
import { tryAgainNow } from "@/lib/billing/mutations/top-up/retry";
import { switchOffBy } from "@/lib/billing/mutations/top-up/settings";
import {
  availableIn,
  giveAway,
  hoursLater,
  intentsOf,
  noticesOf,
  readyToTopUp,
  runTopUps,
  setClock,
  settingOf,
  spendTo,
  switchOnTopUps,
  topUpsOf,
} from "@/lib/billing/mutations/top-up/testing";
import { findPurchase } from "@/lib/billing/queries/purchases";
import { waitingTopUps } from "@/lib/billing/queries/top-ups";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);
afterEach(() => vi.restoreAllMocks());

describe("after a decline", () => {
  const decline = (workspace: string, ...reasons: string[]) =>
    payments.control("decline-saved-card", { workspace, reasons });

  test("it waits 1, 6 and 24 hours, and the fourth switches off and tells once", async () => {
    const { workspaceId } = await readyToTopUp(inbox);
    await decline(workspaceId, ...Array.from({ length: 9 }, () => "insufficient_funds"));
    await spendTo(workspaceId, 50_00);
    let now = new Date();
    setClock(now);
    for (const [tries, pause] of [1, 6, 24].entries()) {
      await runTopUps(workspaceId);
      const nextTryAt = hoursLater(now, pause);
      expect(await topUpsOf(workspaceId)).toMatchObject([
        { state: "waiting", tries: tries + 1, nextTryAt, failure: "insufficient_funds" },
      ]);
      setClock(new Date(nextTryAt.getTime() - 1));
      await runTopUps(workspaceId);
      expect((await topUpsOf(workspaceId))[0]?.tries).toBe(tries + 1);
      now = nextTryAt;
      setClock(now);
    }
    await runTopUps(workspaceId);
    await runTopUps(workspaceId);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "failed", tries: 4 }]);
    expect(await settingOf(workspaceId)).toMatchObject({
      enabled: false,
      stopped: "insufficient_funds",
    });
    expect(await noticesOf(workspaceId)).toMatchObject([
      { facts: { event: "declined", why: "The card has insufficient funds." } },
      { facts: { event: "stopped" } },
    ]);
    const [intent, ...more] = await intentsOf(workspaceId);
    expect(more).toEqual([]);
    expect(intent?.status).toBe("canceled");
    expect(
      await findPurchase(workspaceId, String((await topUpsOf(workspaceId))[0]?.id)),
    ).toMatchObject({ state: "failed", failure: "insufficient_funds" });
    await giveAway(workspaceId, 100_00);
    await spendTo(workspaceId, 10_00);
    expect(await takeCrossings(workspaceId)).toBe(0);
  });

  test("a later try that is paid brings the credits in once", async () => {
    const { workspaceId } = await readyToTopUp(inbox);
    await decline(workspaceId, "insufficient_funds");
    await spendTo(workspaceId, 50_00);
    await runTopUps(workspaceId);
    setClock(hoursLater(new Date(), 1.5));
    await runTopUps(workspaceId);
    expect(await intentsOf(workspaceId)).toMatchObject([{ status: "succeeded" }]);
    await inbox.handle("payment_intent.succeeded");
    expect(await availableIn(workspaceId)).toBe(600_00);
    expect(await settingOf(workspaceId)).toMatchObject({ enabled: true });
  });

  test("one that is no longer needed at its next try leaves no payment that could be made", async () => {
    const { workspaceId } = await readyToTopUp(inbox);
    await decline(workspaceId, "insufficient_funds");
    await spendTo(workspaceId, 50_00);
    await runTopUps(workspaceId);
    await giveAway(workspaceId, 100_00);
    setClock(hoursLater(new Date(), 1.5));
    await runTopUps(workspaceId);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "not_needed" }]);
    expect(await intentsOf(workspaceId)).toMatchObject([{ status: "canceled" }]);
  });

  test("one that is switched off while it waits leaves none either", async () => {
    const { workspaceId, buyerId } = await readyToTopUp(inbox);
    await decline(workspaceId, "insufficient_funds");
    await spendTo(workspaceId, 50_00);
    await runTopUps(workspaceId);
    const ids = (await topUpsOf(workspaceId)).map(({ id }) => id);
    const jobs =
      "from pgboss.job where name = 'billing.top-up' and data -> 'data' ->> 'topUpId' = any ($1)";
    await asOwner(`delete ${jobs}`, [ids]);
    await switchOffBy({ workspaceId, userId: buyerId }, "ai", new Date());
    expect(await asOwner(`select 1 ${jobs}`, [ids])).toHaveLength(1);
    await runTopUps(workspaceId);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "off" }]);
    expect(await intentsOf(workspaceId)).toMatchObject([{ status: "canceled" }]);
  });

  test("another card that is saved is asked at once", async () => {
    const bought = await readyToTopUp(inbox);
    const { workspaceId } = bought;
    await decline(workspaceId, "insufficient_funds");
    await spendTo(workspaceId, 50_00);
    await runTopUps(workspaceId);
    await runTopUps(workspaceId);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "waiting", tries: 1 }]);

    const { session } = await someCheckout(bought, "lead-5k", newId(), true);
    await payments.control("choose", { session, outcome: "pay" });
    await inbox.handle("checkout.session.completed");
    await runTopUps(workspaceId);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "charged", tries: 2 }]);
  });

  test("somebody who does not want to wait has it tried at once; what is not declined is left alone", async () => {
    const { workspaceId } = await readyToTopUp(inbox);
    await decline(workspaceId, "insufficient_funds");
    await spendTo(workspaceId, 50_00);
    await runTopUps(workspaceId);
    const [topUp] = await topUpsOf(workspaceId);
    const ask = (topUpId = String(topUp?.id)) =>
      tryAgainNow({ workspaceId, topUpId, now: new Date() });
    expect(await ask(newId())).toEqual({ ok: false, reason: "not_waiting" });
    expect(await Promise.all([ask(), ask()])).toEqual([{ ok: true }, { ok: true }]);
    await runTopUps(workspaceId);
    await runTopUps(workspaceId);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "charged", tries: 2 }]);
    expect(await ask()).toEqual({ ok: false, reason: "not_waiting" });
    await inbox.handle("payment_intent.succeeded");
    expect(await availableIn(workspaceId)).toBe(600_00);
  });

  test("one that waits behind it says so, and is tried in its turn", async () => {
    const { workspaceId } = await readyToTopUp(inbox);
    await decline(workspaceId, "insufficient_funds");
    await spendTo(workspaceId, 50_00);
    await runTopUps(workspaceId);
    await giveAway(workspaceId, 100_00);
    await spendTo(workspaceId, 10_00);
    await runTopUps(workspaceId);
    expect(await topUpsOf(workspaceId)).toMatchObject([
      { state: "waiting", failure: "insufficient_funds" },
      { state: "waiting", failure: "behind", tries: 0 },
    ]);
    expect(await waitingTopUps(workspaceId)).toEqual([
      { kind: "ai", failure: "insufficient_funds" },
      { kind: "ai", failure: "behind" },
    ]);
    const behind = String((await topUpsOf(workspaceId))[1]?.id);
    expect(await tryAgainNow({ workspaceId, topUpId: behind, now: new Date() })).toEqual({
      ok: false,
      reason: "not_waiting",
    });
  });

  test.each(["authentication_required", "expired_card", "stolen_card"])(
    "%s is final: no later try can turn it",
    async (reason) => {
      const { workspaceId } = await readyToTopUp(inbox);
      await decline(workspaceId, reason);
      await spendTo(workspaceId, 50_00);
      await runTopUps(workspaceId);
      expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "failed", tries: 1 }]);
      expect(await settingOf(workspaceId)).toMatchObject({ enabled: false, stopped: reason });
      expect(await noticesOf(workspaceId)).toHaveLength(1);
    },
  );
});

const AUCKLAND = "Pacific/Auckland";
const monthName = (at: Date) => `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, "0")}`;

test("a payment that Stripe would not have with any card is given up like one that is declined, and leaves nothing set aside", async () => {
  await asOwner(`
      insert into credit_package (id, kind, name, credits, price_cents, position)
      values ('too-small', 'ai', 'Too small', 20000, 30, 99)`);
  const { workspaceId } = await readyToTopUp(inbox, { packageId: "too-small" });
  await spendTo(workspaceId, 50_00);
  for (const tries of [1, 2, 3]) {
    await runTopUps(workspaceId);
    await runTopUps(workspaceId);
    const [topUp] = await topUpsOf(workspaceId);
    expect(topUp).toMatchObject({ state: "waiting", tries, failure: "refused" });
    setClock(topUp?.nextTryAt ?? new Date(0));
  }
  await runTopUps(workspaceId);
  expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "failed", tries: 4 }]);
  expect(await settingOf(workspaceId)).toMatchObject({ enabled: false, stopped: "refused" });
  expect((await noticesOf(workspaceId)).map(({ facts }) => facts)).toMatchObject([
    { event: "declined", why: expect.stringMatching(/^Stripe refuses the payment itself/) },
    { event: "stopped" },
  ]);
});

test("a package that became dearer since it was agreed to is not charged for: it stops, says why, and can be set anew", async () => {
  await asOwner(`
    insert into credit_package (id, kind, name, credits, price_cents, position)
    values ('rising', 'ai', 'Rising', 20000, 2000, 99)`);
  const bought = await readyToTopUp(inbox, { packageId: "rising" });
  const { workspaceId } = bought;
  await asOwner("update credit_package set price_cents = 2001 where id = 'rising'");
  await spendTo(workspaceId, 50_00);
  await runTopUps(workspaceId);
  expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "failed", tries: 0 }]);
  expect(await settingOf(workspaceId)).toMatchObject({
    enabled: false,
    stopped: "package_changed",
  });
  expect(await noticesOf(workspaceId)).toMatchObject([{ facts: { event: "stopped" } }]);
  expect(await intentsOf(workspaceId)).toEqual([]);

  await giveAway(workspaceId, 500_00);
  expect(await switchOnTopUps(bought, { packageId: "rising" })).toEqual({ ok: true });
  await asOwner("update credit_package set price_cents = 1900 where id = 'rising'");
  await spendTo(workspaceId, 50_00);
  await runTopUps(workspaceId);
  expect(await intentsOf(workspaceId)).toMatchObject([{ amount: 1_900, status: "succeeded" }]);
});

describe("the monthly limit", () => {
  test("is never exceeded, is told once, and gives room again when the workspace's month turns", async () => {
    const { workspaceId } = await readyToTopUp(inbox, { monthlyLimitCents: 9_999 });
    await inWorkspace(workspaceId, (tx) =>
      tx.workspace.updateMany({ where: { id: workspaceId }, data: { timeZone: AUCKLAND } }),
    );
    const today = new TZDate(new Date(), AUCKLAND);
    const next = new TZDate(today.getFullYear(), today.getMonth() + 1, 1, AUCKLAND);
    const midnight = new Date(next.getTime());
    setClock(hoursLater(midnight, -0.5));
    await spendTo(workspaceId, 50_00);
    await runTopUps(workspaceId);
    await inbox.handle("payment_intent.succeeded");
    await inbox.clear();
    setClock(hoursLater(midnight, -0.25));
    await spendTo(workspaceId, 50_00);
    await runTopUps(workspaceId);
    expect((await topUpsOf(workspaceId))[1]).toMatchObject({
      state: "waiting",
      failure: "over_limit",
      nextTryAt: midnight,
      tries: 0,
    });
    expect(await noticesOf(workspaceId)).toMatchObject([{ facts: { event: "over_limit" } }]);
    expect(await intentsOf(workspaceId)).toHaveLength(1);

    setClock(midnight);
    await runTopUps(workspaceId);
    expect(await intentsOf(workspaceId)).toHaveLength(2);
    const months = (await topUpsOf(workspaceId)).map(({ month }) => month);
    expect(months).toEqual([monthName(today), monthName(next)]);
    expect(await noticesOf(workspaceId)).toHaveLength(1);
  });

  test("raised, lets the one that it held back go on", async () => {
    const bought = await readyToTopUp(inbox, { monthlyLimitCents: 5_000 });
    const { workspaceId } = bought;
    await spendTo(workspaceId, 50_00);
    await runTopUps(workspaceId);
    await inbox.handle("payment_intent.succeeded");
    await spendTo(workspaceId, 50_00);
    await runTopUps(workspaceId);
    expect(await intentsOf(workspaceId)).toHaveLength(1);
    // By too little: it goes on waiting, and nobody is told of it again.
    await switchOnTopUps(bought, { monthlyLimitCents: 9_999 });
    await runTopUps(workspaceId);
    expect(await intentsOf(workspaceId)).toHaveLength(1);
    expect(await noticesOf(workspaceId)).toMatchObject([{ facts: { event: "over_limit" } }]);
    await switchOnTopUps(bought, { monthlyLimitCents: 10_000 });
    expect((await topUpsOf(workspaceId))[1]).toMatchObject({ state: "waiting", failure: null });
    await runTopUps(workspaceId);
    expect(await intentsOf(workspaceId)).toHaveLength(2);
  });
});
