import { describe, expect, test, vi } from "vitest";
import { removeCard } from "@/lib/billing/mutations/cards";
import {
  openInbox,
  paidPurchase,
  someBuyer,
  someCheckout,
  testClient,
} from "@/lib/billing/mutations/testing";
import {
  noticesOf,
  runTopUps,
  settingOf,
  spendTo,
  switchOnTopUps,
  topUpsOf,
} from "@/lib/billing/mutations/top-up/testing";
import { customerOf, savedCardOf } from "@/lib/billing/queries/cards";
import { balanceOf } from "@/lib/credits/queries/balance";
import { addMember, removeMember } from "@/lib/identity/mutations/members";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);

const visa = { brand: "visa", last4: "4242", expMonth: 12, expYear: 2030 };

describe("a card", () => {
  test("is kept only if the buyer said so, with the sentence they agreed to", async () => {
    const plain = await paidPurchase(inbox);
    expect(await savedCardOf(plain.workspaceId)).toBeNull();
    await inbox.clear();
    const { workspaceId, session } = await paidPurchase(inbox, { saveCard: true });
    expect(await savedCardOf(workspaceId)).toMatchObject(visa);
    expect(await testClient().checkout.sessions.retrieve(session)).toMatchObject({
      custom_text: { submit: { message: expect.stringContaining("saved for automatic top-ups") } },
    });
    expect(await savedCardOf(plain.workspaceId)).toBeNull();
  });

  test("ticked or not are two checkouts of one opening of the screen", async () => {
    const buyer = await paidPurchase(inbox);
    const attempt = newId();
    const [plain, saving] = [
      await someCheckout(buyer, "popular", attempt),
      await someCheckout(buyer, "popular", attempt, true),
    ];
    expect(saving.purchaseId).not.toBe(plain.purchaseId);
    const again = await someCheckout(buyer, "popular", attempt, true);
    expect(again.session).toBe(saving.session);
  });

  test("takes the place of the one before, which Stripe forgets", async () => {
    const buyer = await paidPurchase(inbox, { saveCard: true });
    const first = await savedCardOf(buyer.workspaceId);
    await inbox.clear();
    const { session } = await someCheckout(buyer, "pro", newId(), true);
    await payments.control("choose", { session, outcome: "pay" });
    await inbox.handle("checkout.session.completed");
    const second = await savedCardOf(buyer.workspaceId);
    expect(second?.methodId).not.toBe(first?.methodId);
    const old = await testClient().paymentMethods.retrieve(String(first?.methodId));
    expect(old.customer).toBeNull();
  });

  test("of somebody who is out by the time they pay is not kept, and the one before stays", async () => {
    const { workspaceId, buyerId, ...workspace } = await paidPurchase(inbox, {
      saveCard: true,
    });
    const kept = await savedCardOf(workspaceId);
    await inbox.clear();
    const { buyerId: userId, buyerEmail } = await someBuyer();
    await addMember({ workspaceId, userId, role: "billing" });
    const leaver = { ...workspace, workspaceId, buyerId: userId, buyerEmail };
    const { session } = await someCheckout(leaver, "pro", newId(), true);
    await removeMember({ workspaceId, by: buyerId, userId });
    await payments.control("choose", { session, outcome: "pay" });
    await inbox.handle("checkout.session.completed");

    expect(await balanceOf(workspaceId, "ai", clock.now())).toMatchObject({ current: 1_650_00 });
    expect(await savedCardOf(workspaceId)).toEqual(kept);
    const { data } = await testClient().customers.listPaymentMethods(
      String(await customerOf(workspaceId)),
    );
    expect(data.map(({ id }) => id)).toEqual([kept?.methodId]);
  });

  test("removed, is gone here and there, stays gone, and switches top-ups off", async () => {
    const bought = await paidPurchase(inbox, { saveCard: true });
    const { workspaceId } = bought;
    await switchOnTopUps(bought);
    const card = await savedCardOf(workspaceId);
    await removeCard(testClient(), workspaceId);
    await removeCard(testClient(), workspaceId);
    expect(await savedCardOf(workspaceId)).toBeNull();
    const method = await testClient().paymentMethods.retrieve(String(card?.methodId));
    expect(method.customer).toBeNull();
    expect(await settingOf(workspaceId)).toMatchObject({ enabled: false, stopped: "no_card" });
    await inbox.handle("payment_method.detached");
    expect(await noticesOf(workspaceId)).toEqual([]);

    await payments.control("redeliver", { workspace: workspaceId });
    for (const event of inbox.events()) await inbox.process({ ...event, id: `evt_${newId()}` });
    expect(await savedCardOf(workspaceId)).toBeNull();
    await expect(switchOnTopUps(bought)).resolves.toEqual({ ok: false, reason: "no_card" });
  });

  test("that Stripe has lost or renewed is known here by its event", async () => {
    const bought = await paidPurchase(inbox, { saveCard: true });
    const { workspaceId } = bought;
    await switchOnTopUps(bought);
    await inWorkspace(workspaceId, (tx) =>
      tx.savedCard.updateMany({ where: { workspaceId }, data: { expYear: 2020 } }),
    );
    const { methodId = "" } = (await savedCardOf(workspaceId)) ?? {};
    const renewed = { id: `evt_${newId()}`, type: "payment_method.automatically_updated" };
    await inbox.process({ ...renewed, data: { object: { id: methodId } } } as never);
    expect(await savedCardOf(workspaceId)).toMatchObject(visa);

    await testClient().paymentMethods.detach(methodId);
    await inbox.handle("payment_method.detached");
    expect(await savedCardOf(workspaceId)).toBeNull();
    expect(await settingOf(workspaceId)).toMatchObject({ enabled: false, stopped: "no_card" });
    expect((await noticesOf(workspaceId)).map(({ facts }) => facts)).toEqual([
      { about: "top_up", event: "stopped", why: "No card is saved." },
    ]);
  });

  test("that has expired by the calendar is not asked, and switches off", async () => {
    const bought = await paidPurchase(inbox, { saveCard: true });
    const { workspaceId } = bought;
    await switchOnTopUps(bought);
    await inWorkspace(workspaceId, (tx) =>
      tx.savedCard.updateMany({ where: { workspaceId }, data: { expYear: 2020 } }),
    );
    await spendTo(workspaceId, 50_00);
    await runTopUps(workspaceId);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "failed", tries: 0 }]);
    expect(await settingOf(workspaceId)).toMatchObject({ enabled: false, stopped: "expired_card" });
    await expect(switchOnTopUps(bought)).resolves.toEqual({ ok: false, reason: "card_expired" });
  });
});
