import type Stripe from "stripe";
import { expect, inject, test, vi } from "vitest";
import { deliverStorm, rowsOf } from "@/lib/billing/mutations/replay/testing";
import {
  type Buyer,
  openInbox,
  someBuyer,
  someCheckout,
  testClient,
} from "@/lib/billing/mutations/testing";
import { asOwner, mustVerify } from "@/lib/credits/mutations/door/testing";
import { clock } from "@/lib/platform/clock";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const effort = inject("effort");
const TIMES = 100;
const inbox = openInbox(payments);

/** What can happen to a purchase: what the buyer does, what is given back, and what the buyer's bank does. */
const STORIES: Record<string, (buyer: Buyer) => Promise<void>> = {
  paid: async (buyer) => void (await pay(buyer, "popular")),
  "paid and refunded in parts": async (buyer) => {
    const intent = await pay(buyer, "basic");
    for (const amount of [1_000, 700]) {
      await testClient().refunds.create({ payment_intent: intent, amount });
    }
  },
  "refunded, and the refund sent back by the bank": async (buyer) => {
    const intent = await pay(buyer, "starter");
    const { id: refund } = await testClient().refunds.create({ payment_intent: intent });
    await payments.control("fail-refund", { refund });
  },
  disputed: async (buyer) => void (await dispute(buyer)),
  "disputed and won": async (buyer) => decide(await dispute(buyer), "won"),
  "disputed and lost": async (buyer) => decide(await dispute(buyer), "lost"),
  "refunded in part, and the rest disputed and lost": async (buyer) => {
    const session = await bought(buyer, "popular");
    await testClient().refunds.create({ payment_intent: await intentOf(session), amount: 1_000 });
    await decide(await dispute(buyer, { session, amounts: [4_000] }), "lost");
  },
  "two disputes at once, one won and one lost": async (buyer) => {
    const [first, second] = await dispute(buyer, { amounts: [1_500, 2_000] });
    await decide([second], "lost");
    await decide([first], "won");
  },
  "two disputes, one lost and one open": async (buyer) => {
    const [first] = await dispute(buyer, { amounts: [1_500, 2_000] });
    await decide([first], "lost");
  },
  declined: async (buyer) => {
    const { session } = await someCheckout(buyer, "starter");
    await payments.control("choose", { session, outcome: "decline" });
    await payments.control("expire", { session });
  },
  "a debit that is good": (buyer) => debit(buyer, true),
  "a debit that is not": (buyer) => debit(buyer, false),
};

async function bought(buyer: Buyer, packageId: string): Promise<string> {
  const { session } = await someCheckout(buyer, packageId);
  await payments.control("choose", { session, outcome: "pay" });
  return session;
}

const intentOf = async (session: string): Promise<string> =>
  String((await testClient().checkout.sessions.retrieve(session)).payment_intent);

const pay = async (buyer: Buyer, packageId: string): Promise<string> =>
  intentOf(await bought(buyer, packageId));

/** Opens disputes of these amounts, of the whole payment without any, and answers their ids in the same order. */
async function dispute(
  buyer: Buyer,
  about: { session?: string; amounts?: (number | undefined)[] } = {},
): Promise<(string | undefined)[]> {
  const session = about.session ?? (await bought(buyer, "popular"));
  const { amounts = [undefined] } = about;
  for (const amount of amounts) await payments.control("dispute", { session, amount });
  const { data } = await testClient().disputes.list({ payment_intent: await intentOf(session) });
  return amounts.map((amount) => data.find((one) => !amount || one.amount === amount)?.id);
}

async function decide(disputes: (string | undefined)[], status: "won" | "lost"): Promise<void> {
  for (const id of disputes) await payments.control("close-dispute", { dispute: id, status });
}

async function debit(buyer: Buyer, succeeds: boolean): Promise<void> {
  const { session } = await someCheckout(buyer, "starter");
  await payments.control("choose", { session, outcome: "debit" });
  await payments.control("settle-debit", { session, succeeds });
}

const FIXED = new Date("2026-11-22T12:00:00Z");
clock.now = () => FIXED;

/** Everything that payments left behind in a workspace. */
const leftBehind = (workspaceId: string) =>
  rowsOf(workspaceId, [
    "credit_entry",
    "credit_lot",
    "credit_key",
    "credit_account",
    "credit_outbox",
    "purchase",
    "purchase_refund",
    "purchase_dispute",
    "credit_hold",
  ]);

/** As if nothing had been delivered yet: only the owner of the tables can. */
async function forget(workspaceId: string): Promise<void> {
  const tables = ["account", "lot", "entry", "hold", "key", "outbox"].map(
    (name) => `credit_${name}`,
  );
  const rollups = ["usage_day", "usage_day_operation", "usage_day_member", "usage_day_campaign"];
  for (const table of [...tables, ...rollups, "purchase_refund", "purchase_dispute"]) {
    await asOwner(`delete from ${table} where workspace_id = $1`, [workspaceId]);
  }
  await asOwner(
    `update purchase set state = 'open', failure = null, payment_intent_id = null, entry_seq = null, balance_after = null,
       paid_at = null, amount_paid_cents = null, tax_cents = null, receipt_url = null, receipt_number = null,
       card_brand = null, card_last4 = null, refunded_cents = 0
     where workspace_id = $1`,
    [workspaceId],
  );
  await asOwner("delete from stripe_event");
}

test("every event a hundred times, shuffled, at once, from two processes: the ledger of each once, to the byte", async () => {
  const { seed } = effort;
  const told: { name: string; workspaceId: string; once: string[] }[] = [];
  const news: Stripe.Event[] = [];
  for (const [name, happens] of Object.entries(STORIES)) {
    await inbox.clear();
    const buyer = await someBuyer();
    await happens(buyer);
    await vi.waitFor(async () => expect(await payments.control("pending")).toBe(0), 30_000);
    const events = inbox.events();
    for (const event of events) await inbox.process(event);
    told.push({ name, workspaceId: buyer.workspaceId, once: await leftBehind(buyer.workspaceId) });
    news.push(...events);
  }

  for (const { workspaceId } of told) await forget(workspaceId);
  await deliverStorm(news, { times: TIMES, seed, now: FIXED });

  for (const { name, workspaceId, once } of told) {
    expect(await leftBehind(workspaceId), `${name}, seed ${seed}`).toEqual(once);
    await mustVerify(workspaceId);
  }
  const paid = told.filter(({ once }) => once.some((row) => row.includes('"type":"purchase"')));
  const unpaid = told.filter((story) => !paid.includes(story)).map(({ name }) => name);
  expect(unpaid).toEqual(["declined", "a debit that is not"]);
}, 300_000);
