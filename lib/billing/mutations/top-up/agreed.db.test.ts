import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openInbox } from "@/lib/billing/mutations/testing";
import { switchOffBy } from "@/lib/billing/mutations/top-up/settings";
import {
  intentsOf,
  itIs,
  later,
  on,
  readyToTopUp,
  settingOf,
  spendTo,
  topUpsOf,
  work,
} from "@/lib/billing/mutations/top-up/testing";
import { findPurchase } from "@/lib/billing/queries/purchases";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);
beforeEach(() => inbox.clear());
afterEach(() => vi.restoreAllMocks());

/** A top-up of Popular that the bank declined once, and waits for an hour. */
async function declinedOnce() {
  const bought = await readyToTopUp(payments, inbox, {});
  const { workspaceId: workspace } = bought;
  await payments.control("decline-saved-card", { workspace, reasons: ["insufficient_funds"] });
  await spendTo(workspace, 50_00);
  const now = new Date();
  itIs(now);
  await work(workspace);
  expect(await topUpsOf(workspace)).toMatchObject([{ state: "waiting", tries: 1 }]);
  return { ...bought, now };
}

const chargedTo = async (workspaceId: string) =>
  (await intentsOf(workspaceId)).filter(({ status }) => status === "succeeded");

test("one that waits buys what is agreed to by then, and not what was before", async () => {
  const { now, ...bought } = await declinedOnce();
  const { workspaceId } = bought;
  expect(await on(bought, { packageId: "starter" })).toEqual({ ok: true });
  itIs(later(now, 1));
  await work(workspaceId);
  await work(workspaceId);

  expect((await chargedTo(workspaceId)).map(({ amount }) => amount)).toEqual([10_00]);
  const [before, after] = await topUpsOf(workspaceId);
  expect([before?.state, after?.state]).toEqual(["off", "charged"]);
  expect(await findPurchase(workspaceId, String(before?.id))).toMatchObject({ state: "expired" });
  expect(await findPurchase(workspaceId, String(after?.id))).toMatchObject({
    packageId: "starter",
  });
});

test("switched off, nothing waits any more, and switched on again nothing is bought by it", async () => {
  const { now, ...bought } = await declinedOnce();
  const { workspaceId, buyerId: userId } = bought;
  await switchOffBy({ workspaceId, userId }, "ai", now);
  const [waited] = await topUpsOf(workspaceId);
  expect(waited).toMatchObject({ state: "off", nextTryAt: null });
  expect(await findPurchase(workspaceId, String(waited?.id))).toMatchObject({ state: "expired" });

  expect(await on(bought)).toEqual({ ok: true });
  itIs(later(now, 24));
  await work(workspaceId);
  expect(await chargedTo(workspaceId)).toEqual([]);
  expect(await settingOf(workspaceId)).toMatchObject({ enabled: true });
});
