import type Stripe from "stripe";
import { expect, inject, test, vi } from "vitest";
import {
  deliverAnew,
  deliverStorm,
  eventTypesHandled,
  rowsOf,
  withUnsentTypes,
} from "@/lib/billing/mutations/replay/testing";
import {
  type Buyer,
  openInbox,
  paymentOf,
  someBuyer,
  someCheckout,
  testClient,
} from "@/lib/billing/mutations/testing";
import { credits } from "@/lib/credits/core/amount";
import {
  asOwner,
  charge,
  command,
  entriesIn,
  mustPost,
  mustVerify,
} from "@/lib/credits/mutations/door/testing";
import { writeExpiries } from "@/lib/credits/mutations/sweep";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const effort = inject("effort");
const TIMES = 100;
const inbox = openInbox(payments);

/** What can happen to a purchase: what the buyer does, what is refunded, and what the buyer's bank does. */
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
    await testClient().refunds.create({ payment_intent: await paymentOf(session), amount: 1_000 });
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

/** Processes everything reported so far. */
type ProcessEvents = () => Promise<unknown>;

/**
 * What happens while the events come in. The ledger is not forgotten before these, since no event tells what was spent.
 */
const SPENT_STORIES: Record<string, (buyer: Buyer, hear: ProcessEvents) => Promise<void>> = {
  "refunded when some of it was spent": async (buyer, hear) => {
    const intent = await pay(buyer, "popular");
    await hear();
    await mustPost(buyer.workspaceId, charge(400_00));
    await testClient().refunds.create({ payment_intent: intent });
    await hear();
  },
  "refunded when most of it was held, the refund sent back, and a part refunded before it came back":
    async (buyer, hear) => {
      const intent = await pay(buyer, "popular");
      await hear();
      const release = await hold(buyer, 400_00);
      const { id: refund } = await testClient().refunds.create({ payment_intent: intent });
      await hear();
      await payments.control("fail-refund", { refund });
      await testClient().refunds.create({ payment_intent: intent, amount: 3_000 });
      await hear();
      await release();
    },
  "disputed and lost when some of it was spent, and the debt settled by the next": async (
    buyer,
    hear,
  ) => {
    const session = await bought(buyer, "popular");
    await hear();
    await mustPost(buyer.workspaceId, charge(400_00));
    await decide(await dispute(buyer, { session }), "lost");
    await hear();
    await pay(buyer, "popular");
    await hear();
  },
  "refunded and disputed when what was left of it had expired": async (buyer, hear) => {
    const session = await bought(buyer, "popular");
    await hear();
    await mustPost(buyer.workspaceId, charge(400_00));
    clock.now = () => LATE;
    const payment_intent = await paymentOf(session);
    await testClient().refunds.create({ payment_intent, amount: 1_000 });
    await hear();
    await decide(await dispute(buyer, { session, amounts: [3_900] }), "lost");
    await hear();
    clock.now = () => FIXED;
  },
};

/** Holds this much for an operation, and returns a function that gives it back. */
async function hold({ workspaceId }: Buyer, hundredths: number): Promise<() => Promise<unknown>> {
  const holdId = newId();
  const lapsesAt = new Date(FIXED.getTime() + 3_600_000);
  await mustPost(
    workspaceId,
    command({ type: "hold", holdId, amount: credits(hundredths), lapsesAt }),
  );
  return () => mustPost(workspaceId, command({ type: "release", holdId }));
}

async function bought(buyer: Buyer, packageId: string): Promise<string> {
  const { session } = await someCheckout(buyer, packageId);
  await payments.control("choose", { session, outcome: "pay" });
  return session;
}

const pay = async (buyer: Buyer, packageId: string): Promise<string> =>
  paymentOf(await bought(buyer, packageId));

/** Opens disputes of these amounts, or of the whole payment without any, and returns their ids in the same order. */
async function dispute(
  buyer: Buyer,
  about: { session?: string; amounts?: (number | undefined)[] } = {},
): Promise<(string | undefined)[]> {
  const session = about.session ?? (await bought(buyer, "popular"));
  const { amounts = [undefined] } = about;
  for (const amount of amounts) await payments.control("dispute", { session, amount });
  const { data } = await testClient().disputes.list({ payment_intent: await paymentOf(session) });
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
/** By now everything that was bought has expired. */
const LATE = new Date("2027-12-27T12:00:00Z");
clock.now = () => FIXED;

const MONEY = ["purchase", "purchase_refund", "purchase_dispute"];

/** Everything that payments left in a workspace. */
const rowsAbout = (workspaceId: string) =>
  rowsOf(workspaceId, [
    "credit_entry",
    "credit_lot",
    "credit_key",
    "credit_account",
    "credit_outbox",
    "credit_hold",
    ...MONEY,
  ]);

const rowsOfBuyer = ({ workspaceId }: { workspaceId: string }) => rowsAbout(workspaceId);

/** Makes it look as if nothing had been delivered yet, which only the owner of the tables can. */
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

type StoryRun = { name: string; workspaceId: string; once: string[] };

test("every event a hundred times, shuffled, at once, from two processes, and so again 13 months later: the ledger of each once, to the byte", async () => {
  const { seed } = effort;
  const news: Stripe.Event[] = [];
  const tellOf = async (
    name: string,
    happens: (buyer: Buyer, hear: ProcessEvents) => Promise<void>,
  ) => {
    await inbox.clear();
    const buyer = await someBuyer();
    const hear = async () => {
      await vi.waitFor(async () => expect(await payments.control("pending")).toBe(0), 30_000);
      const events = inbox.events();
      await inbox.clear();
      for (const event of events) await inbox.process(event);
      news.push(...events);
    };
    await happens(buyer, hear);
    await hear();
    return { name, workspaceId: buyer.workspaceId, once: await rowsAbout(buyer.workspaceId) };
  };
  const [told, spent]: [StoryRun[], StoryRun[]] = [[], []];
  for (const [name, happens] of Object.entries(STORIES)) told.push(await tellOf(name, happens));
  for (const [name, happens] of Object.entries(SPENT_STORIES)) {
    spent.push(await tellOf(name, happens));
  }
  const everybody = [...told, ...spent];
  const all = withUnsentTypes(news);
  const types = new Set<string>(all.map(({ type }) => type));
  // Events about cards are in top-up.db.test.ts.
  const ofPayments = eventTypesHandled().filter((type) => !type.startsWith("payment_method."));
  expect(ofPayments).toContain("charge.dispute.created");
  expect(ofPayments.filter((type) => !types.has(type))).toEqual([]);

  for (const { workspaceId } of told) await forget(workspaceId);
  await deliverStorm(all, { times: TIMES, seed, now: FIXED });
  for (const { name, workspaceId, once } of everybody) {
    expect(await rowsAbout(workspaceId), `${name}, seed ${seed}`).toEqual(once);
    await mustVerify(workspaceId);
  }
  const paid = everybody.filter(({ once }) =>
    once.some((row) => row.includes('"type":"purchase"')),
  );
  const unpaid = everybody.filter((story) => !paid.includes(story)).map(({ name }) => name);
  expect(unpaid).toEqual(["declined", "a debit that is not"]);
  const redeemed = spent.filter(({ once }) => once.some((row) => row.includes('"redeemed":')));
  expect(redeemed.map(({ name }) => name)).toContainEqual(
    expect.stringContaining("refunded when most of it was held"),
  );
  const owed = spent.filter(({ once }) => once.some((row) => row.includes('"debtIncurred":')));
  expect(owed.map(({ name }) => name)).toContain(
    "disputed and lost when some of it was spent, and the debt settled by the next",
  );

  clock.now = () => LATE;
  await writeExpiries();
  const expired = await Promise.all(everybody.map(rowsOfBuyer));
  await deliverAnew(all, { seed, process: inbox.process });
  const late = await Promise.all(everybody.map(rowsOfBuyer));
  expect(late, `13 months later, seed ${seed}`).toEqual(expired);
  for (const { name, workspaceId, once } of everybody) {
    const before = once.filter((row) => row.includes('"current_after":')).length;
    const since = (await entriesIn(workspaceId)).slice(before).map(({ type }) => type);
    expect(
      since.filter((type) => type !== "expiry"),
      name,
    ).toEqual([]);
    expect(once, name).toEqual(expect.arrayContaining(await rowsOf(workspaceId, MONEY)));
    await mustVerify(workspaceId);
  }
}, 600_000);
