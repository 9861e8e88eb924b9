import type Stripe from "stripe";
import { expect, vi } from "vitest";
import { type Inbox, paidPurchase, testClient } from "@/lib/billing/mutations/testing";
import { takeCrossings } from "@/lib/billing/mutations/top-up/crossings";
import { switchOn, type TopUpWish } from "@/lib/billing/mutations/top-up/settings";
import { tryTopUp } from "@/lib/billing/mutations/top-up/try";
import { customerOf } from "@/lib/billing/queries/cards";
import { credits } from "@/lib/credits/core/amount";
import { charge, grant, mustPost } from "@/lib/credits/mutations/door/testing";
import { balanceOf } from "@/lib/credits/queries/balance";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";

/** Switches automatic top-ups on: Popular below 100.00, at most $200 a month, unless the test says otherwise. */
export const switchOnTopUps = (
  { workspaceId, buyerId: userId }: { workspaceId: string; buyerId: string },
  wish: Partial<TopUpWish> = {},
) =>
  switchOn({
    workspaceId,
    userId,
    timeZone: "UTC",
    kind: "ai",
    threshold: credits(100_00),
    packageId: "popular",
    monthlyLimitCents: 20_000,
    currency: "usd",
    now: clock.now(),
    ...wish,
  });

/** A workspace with 550.00 and a saved card, automatic top-ups on, and no event waiting. */
export async function readyToTopUp(inbox: Inbox, wish: Partial<TopUpWish> = {}) {
  const bought = await paidPurchase(inbox, { saveCard: true });
  expect(await switchOnTopUps(bought, wish)).toEqual({ ok: true });
  await inbox.clear();
  return bought;
}

/** From now on, the product's clock says `at`. */
export const setClock = (at: Date) => vi.spyOn(clock, "now").mockReturnValue(at);
export const hoursLater = (from: Date, hours: number) =>
  new Date(from.getTime() + hours * 3_600_000);

export const availableIn = async (workspaceId: string): Promise<number> =>
  (await balanceOf(workspaceId, "ai", clock.now())).available;

/** Spends all but `left`. */
export async function spendTo(workspaceId: string, left: number): Promise<void> {
  const { available } = await balanceOf(workspaceId, "ai", clock.now());
  await mustPost(workspaceId, charge(available - left));
}

/** Every top-up of the workspace, the oldest first. */
export const topUpsOf = (workspaceId: string) =>
  inWorkspace(workspaceId, (tx) =>
    tx.topUp.findMany({ where: { workspaceId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] }),
  );

export const settingOf = (workspaceId: string) =>
  inWorkspace(workspaceId, (tx) => tx.topUpSetting.findFirst({ where: { workspaceId } }));

/** Takes the crossings and tries everything that is due, as the jobs do. */
export async function runTopUps(workspaceId: string): Promise<void> {
  await takeCrossings(workspaceId);
  for (const { id } of await topUpsOf(workspaceId)) await tryTopUp(testClient(), workspaceId, id);
}

/** The payments that were made or tried with the saved card, the latest first. */
export async function intentsOf(workspaceId: string) {
  const customer = await customerOf(workspaceId);
  const { data } = await testClient().paymentIntents.list({ customer: customer ?? "", limit: 100 });
  return data.filter(({ metadata }) => metadata.origin === "top_up");
}

export const noticesOf = (workspaceId: string) =>
  inWorkspace(workspaceId, (tx) =>
    tx.notice.findMany({ where: { workspaceId, topic: "top_up" }, orderBy: { at: "asc" } }),
  );

/** One charge for each time that the bank was asked for a payment. */
export const chargesOf = async (intent: Stripe.PaymentIntent | undefined) =>
  (await testClient().charges.list({ payment_intent: intent?.id ?? "" })).data;

/** Grants credits that nobody paid for. */
export const giveAway = (workspaceId: string, amount: number) =>
  mustPost(workspaceId, grant(amount));
