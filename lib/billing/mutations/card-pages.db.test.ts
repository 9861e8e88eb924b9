import type Stripe from "stripe";
import { describe, expect, test, vi } from "vitest";
import { startCardPage } from "@/lib/billing/mutations/card-pages";
import { removeCard } from "@/lib/billing/mutations/cards";
import {
  type Buyer,
  entriesOf,
  openInbox,
  paidPurchase,
  someBuyer,
  someCardPage,
  testClient,
} from "@/lib/billing/mutations/testing";
import {
  giveAway,
  runTopUps,
  spendTo,
  switchOnTopUps,
  topUpsOf,
} from "@/lib/billing/mutations/top-up/testing";
import { customerOf, savedCardOf } from "@/lib/billing/queries/cards";
import { addMember, changeRole } from "@/lib/identity/mutations/members";
import { createUser } from "@/lib/identity/mutations/users";
import { db, inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

const payments = await vi.hoisted(async () => {
  vi.stubEnv("STRIPE_TAX", "1");
  return (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile();
});

const inbox = openInbox(payments);

/** A card is saved on a page, of which nothing is known here yet. */
async function typedIn(buyer: Buyer) {
  await inbox.clear();
  const session = await someCardPage(buyer);
  await payments.control("choose", { session, outcome: "save" });
  return { session, event: await inbox.arrived("checkout.session.completed") };
}

async function saved(buyer: Buyer) {
  const { session, event } = await typedIn(buyer);
  await inbox.process(event);
  return { session, event };
}

const again = (event: Stripe.Event): Stripe.Event => ({ ...event, id: `evt_${newId()}` });
const noted = async ({ id }: Stripe.Event) => db.stripeEvent.findUnique({ where: { id } });

/** The cards that the provider could still charge for a workspace. */
async function attached(workspaceId: string): Promise<string[]> {
  const customer = (await customerOf(workspaceId)) ?? "";
  const { data } = await testClient().customers.listPaymentMethods(customer);
  return data.map(({ id }) => id);
}

/** Another person who may buy, besides the owner. */
async function colleague(owner: Buyer): Promise<Buyer> {
  const email = `${newId()}@example.com`;
  const user = await createUser({ name: "Priya Raman", email, emailVerified: true });
  if (!user.ok) throw new Error(user.reason);
  await addMember({ workspaceId: owner.workspaceId, userId: user.userId, role: "billing" });
  return { ...owner, buyerId: user.userId, buyerEmail: email };
}

describe("a card that is added without buying", () => {
  test("is kept by the event, with the sentence that was agreed to, and nothing is bought", async () => {
    const buyer = await someBuyer();
    const { workspaceId } = buyer;
    const { session, event } = await typedIn(buyer);
    expect(await savedCardOf(workspaceId)).toBeNull();
    await inbox.process(event);
    expect(await savedCardOf(workspaceId)).toMatchObject({
      brand: "visa",
      last4: "4242",
      checkoutSessionId: session,
    });
    expect(await noted(event)).toMatchObject({ workspace: workspaceId, failure: null });
    expect(await entriesOf(workspaceId)).toEqual([]);
    expect(await inWorkspace(workspaceId, (tx) => tx.purchase.count())).toBe(0);
    expect(await testClient().checkout.sessions.retrieve(session)).toMatchObject({
      custom_text: { submit: { message: expect.stringContaining("saved for automatic top-ups") } },
    });
  });

  test("while top-ups are on, is not said to wait for somebody who switches them on", async () => {
    const buyer = await paidPurchase(inbox, { saveCard: true });
    expect(await switchOnTopUps(buyer)).toEqual({ ok: true });
    const session = await someCardPage(buyer);
    const { custom_text: said } = await testClient().checkout.sessions.retrieve(session);
    expect(said.submit?.message).not.toContain("are off until");
    expect(said.submit?.message).toContain("charged without asking again");
  });

  test("pays a top-up, taxed by the address that came with it", async () => {
    const buyer = await someBuyer();
    const { workspaceId } = buyer;
    await saved(buyer);
    const customer = await testClient().customers.retrieve(String(await customerOf(workspaceId)));
    expect(customer).toMatchObject({ address: { city: "Porto", country: "PT" } });
    expect(customer).not.toHaveProperty("address.state");

    await giveAway(workspaceId, 550_00);
    expect(await switchOnTopUps(buyer)).toEqual({ ok: true });
    await spendTo(workspaceId, 50_00);
    await runTopUps(workspaceId);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "charged", amountCents: 6_150 }]);
  });

  test("takes the place of one that was kept while buying, which Stripe forgets", async () => {
    const buyer = await paidPurchase(inbox, { saveCard: true });
    const first = await savedCardOf(buyer.workspaceId);
    const { session } = await saved(buyer);
    const second = await savedCardOf(buyer.workspaceId);
    expect(second).toMatchObject({ checkoutSessionId: session });
    expect(second?.methodId).not.toBe(first?.methodId);
    expect(await attached(buyer.workspaceId)).toEqual([second?.methodId]);
  });

  test("told ten times at once is kept once; removed, it stays removed whatever is told", async () => {
    const buyer = await someBuyer();
    const { workspaceId } = buyer;
    const { event } = await typedIn(buyer);
    const events = Array.from({ length: 10 }, () => again(event));
    await Promise.all(events.map((one) => inbox.process(one)));
    expect(await attached(workspaceId)).toEqual([(await savedCardOf(workspaceId))?.methodId]);

    await removeCard(testClient(), workspaceId);
    for (const one of events) await inbox.process(again(one));
    expect(await savedCardOf(workspaceId)).toBeNull();
    expect(await attached(workspaceId)).toEqual([]);
  });

  test("five at once leave one in the place of the one before, and Stripe keeps no other", async () => {
    const buyer = await someBuyer();
    await saved(buyer);
    const events: Stripe.Event[] = [];
    for (let i = 0; i < 5; i++) events.push((await typedIn(buyer)).event);
    await Promise.all(events.map((event) => inbox.process(event)));
    const kept = await savedCardOf(buyer.workspaceId);
    expect(await attached(buyer.workspaceId)).toEqual([kept?.methodId]);
  });

  test("told of late, it does not replace one that was saved after it", async () => {
    const buyer = await someBuyer();
    const { workspaceId } = buyer;
    const late = await typedIn(buyer);
    await saved(buyer);
    await inWorkspace(workspaceId, (tx) =>
      tx.savedCard.updateMany({
        where: { workspaceId },
        data: { savedAt: new Date(Date.now() + 60_000) },
      }),
    );
    const kept = await savedCardOf(workspaceId);
    await inbox.process(late.event);
    expect(await savedCardOf(workspaceId)).toEqual(kept);
    expect(await attached(workspaceId)).toEqual([kept?.methodId]);
  });

  test("of somebody who may not buy any more is not kept; what they saved before stays", async () => {
    const owner = await someBuyer();
    const { workspaceId } = owner;
    const priya = await colleague(owner);
    const before = await saved(priya);
    const late = await typedIn(priya);
    await changeRole({ workspaceId, by: owner.buyerId, userId: priya.buyerId, role: "member" });

    await inbox.process(late.event);
    expect(await noted(late.event)).toMatchObject({ failure: "card_refused" });
    await inbox.process(again(before.event));
    expect(await savedCardOf(workspaceId)).toMatchObject({ checkoutSessionId: before.session });
    expect(await attached(workspaceId)).toHaveLength(1);
  });

  test("saved for a customer that the workspace no longer is, is not kept", async () => {
    const buyer = await someBuyer();
    const { workspaceId } = buyer;
    const { event } = await typedIn(buyer);
    await inWorkspace(workspaceId, (tx) =>
      tx.billingCustomer.updateMany({
        where: { workspaceId },
        data: { stripeCustomerId: "cus_1" },
      }),
    );
    await inbox.process(event);
    expect(await savedCardOf(workspaceId)).toBeNull();
    // Stripe does not know this customer, so the next page creates one.
    await saved(buyer);
    expect(await savedCardOf(workspaceId)).not.toBeNull();
  });
});

describe("a page for saving a card", () => {
  test("that was left or has expired changes nothing, and is no mystery in the log", async () => {
    const buyer = await someBuyer();
    const session = await someCardPage(buyer);
    await payments.control("choose", { session, outcome: "decline" });
    await payments.control("expire", { session });
    const event = await inbox.arrived("checkout.session.expired");
    await inbox.process(event);
    expect(await noted(event)).toMatchObject({ failure: null, processedAt: expect.any(Date) });
    expect(await savedCardOf(buyer.workspaceId)).toBeNull();
  });

  test("of another product of the account is not ours", async () => {
    const customer = (await testClient().customers.create({ name: "Elsewhere" })).id;
    const { id: session } = await testClient().checkout.sessions.create({
      mode: "setup",
      currency: "usd",
      customer,
      success_url: "http://localhost:3000/back",
    });
    await payments.control("choose", { session, outcome: "save" });
    const event = await inbox.arrived("checkout.session.completed");
    await inbox.process(event);
    expect(await noted(event)).toMatchObject({ failure: "not_ours" });
  });

  test("that the provider refuses leaves a reference", async () => {
    const buyer = await someBuyer();
    await payments.control("refuse-next-checkout", { workspace: buyer.workspaceId });
    const start = () => startCardPage(testClient(), { ...buyer, memberId: buyer.buyerId });
    expect(await start()).toMatchObject({
      reason: "checkout_unavailable",
      reference: expect.stringMatching(/./),
    });
    expect(await start()).toMatchObject({ ok: true });
    expect(await startCardPage(null, { ...buyer, memberId: buyer.buyerId })).toMatchObject({
      reason: "checkout_unavailable",
    });
  });
});
