import { afterEach, describe, expect, test, vi } from "vitest";
import { openInbox } from "@/lib/billing/mutations/testing";
import { switchOffBy } from "@/lib/billing/mutations/top-up/settings";
import {
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
import { asOwner } from "@/lib/credits/mutations/door/testing";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);
afterEach(() => vi.restoreAllMocks());

/** A top-up that the bank declined once, waiting for an hour. It buys Popular, unless the test says otherwise. */
async function declinedOnce(packageId = "popular") {
  const bought = await readyToTopUp(inbox, { packageId });
  const { workspaceId: workspace } = bought;
  await payments.control("decline-saved-card", { workspace, reasons: ["insufficient_funds"] });
  await spendTo(workspace, 50_00);
  const now = new Date();
  setClock(now);
  await runTopUps(workspace);
  expect(await topUpsOf(workspace)).toMatchObject([{ state: "waiting", tries: 1 }]);
  return { ...bought, now };
}

const chargedTo = async (workspaceId: string) =>
  (await intentsOf(workspaceId)).filter(({ status }) => status === "succeeded");

test("one that waits buys what is agreed to by then, and not what was before", async () => {
  const { now, ...bought } = await declinedOnce();
  const { workspaceId } = bought;
  expect(await switchOnTopUps(bought, { packageId: "starter" })).toEqual({ ok: true });
  setClock(hoursLater(now, 1));
  await runTopUps(workspaceId);
  await runTopUps(workspaceId);

  expect((await chargedTo(workspaceId)).map(({ amount }) => amount)).toEqual([10_00]);
  // Nobody can make the payment that was begun on the earlier terms any more.
  expect((await intentsOf(workspaceId)).map(({ status }) => status)).toEqual([
    "succeeded",
    "canceled",
  ]);
  const [before, after] = await topUpsOf(workspaceId);
  expect([before?.state, after?.state]).toEqual(["off", "charged"]);
  expect(await findPurchase(workspaceId, String(before?.id))).toMatchObject({ state: "expired" });
  expect(await findPurchase(workspaceId, String(after?.id))).toMatchObject({
    packageId: "starter",
  });
});

describe("what is sold by then", () => {
  const change = (id: string, what: string) =>
    asOwner(`update credit_package set ${what} where id = $1`, [id]);

  async function waiting(id: string) {
    await asOwner(
      `insert into credit_package (id, kind, name, credits, price_cents, position)
       values ($1, 'ai', 'Changing', 20000, 2000, 99)`,
      [id],
    );
    return declinedOnce(id);
  }

  test("at a lower price is paid at that price", async () => {
    const { workspaceId, now } = await waiting("cheaper");
    await change("cheaper", "price_cents = 1900");
    setClock(hoursLater(now, 1));
    await runTopUps(workspaceId);
    await runTopUps(workspaceId);
    expect((await chargedTo(workspaceId)).map(({ amount }) => amount)).toEqual([19_00]);
  });

  test.each([
    ["dearer", "price_cents = 2001", "package_changed"],
    ["withdrawn", "active = false", "package_gone"],
  ])("%s is not bought, and auto top-up says so", async (id, what, stopped) => {
    const { workspaceId, now } = await waiting(id);
    await change(id, what);
    setClock(hoursLater(now, 1));
    await runTopUps(workspaceId);
    await runTopUps(workspaceId);
    expect(await chargedTo(workspaceId)).toEqual([]);
    expect(await settingOf(workspaceId)).toMatchObject({ enabled: false, stopped });
    expect((await noticesOf(workspaceId)).map(({ facts }) => facts)).toMatchObject([
      { event: "declined" },
      { event: "stopped" },
    ]);
  });
});

test("switched off, nothing waits any more, and switched on again nothing is bought by it", async () => {
  const { now, ...bought } = await declinedOnce();
  const { workspaceId, buyerId: userId } = bought;
  await switchOffBy({ workspaceId, userId }, "ai", now);
  const [waited] = await topUpsOf(workspaceId);
  expect(waited).toMatchObject({ state: "off", nextTryAt: null });
  expect(await findPurchase(workspaceId, String(waited?.id))).toMatchObject({ state: "expired" });

  expect(await switchOnTopUps(bought)).toEqual({ ok: true });
  setClock(hoursLater(now, 24));
  await runTopUps(workspaceId);
  expect(await chargedTo(workspaceId)).toEqual([]);
  expect(await settingOf(workspaceId)).toMatchObject({ enabled: true });
});

test("a package of the other kind is none that can be bought by itself", async () => {
  const bought = await readyToTopUp(inbox);
  expect(await switchOnTopUps(bought, { packageId: "pro" })).toEqual({ ok: true });
  const set = await settingOf(bought.workspaceId);
  expect(await switchOnTopUps(bought, { packageId: "lead-1k" })).toEqual({
    ok: false,
    reason: "package_gone",
  });
  expect(await settingOf(bought.workspaceId)).toEqual(set);
});
