import type Stripe from "stripe";
import { expect, inject, test, vi } from "vitest";
import {
  deliverAnew,
  deliverStorm,
  eventTypesHandled,
  rowsOf,
} from "@/lib/billing/mutations/replay/testing";
import { entriesOf, openInbox, testClient } from "@/lib/billing/mutations/testing";
import {
  intentsOf,
  readyToTopUp,
  runTopUps,
  settingOf,
  spendTo,
  topUpsOf,
} from "@/lib/billing/mutations/top-up/testing";
import { savedCardOf } from "@/lib/billing/queries/cards";
import { mustVerify } from "@/lib/credits/mutations/door/testing";
import { writeExpiries } from "@/lib/credits/mutations/sweep";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const effort = inject("effort");
const TIMES = 100;
const FIXED = new Date("2026-11-22T12:00:00Z");
/** By now everything that was bought has expired. */
const LATE = new Date("2027-12-27T12:00:00Z");
clock.now = () => FIXED;
const inbox = openInbox(payments);

type Ready = Awaited<ReturnType<typeof readyToTopUp>>;
/** `bought`: how often the storm may bring credits. `state`: the state in which it leaves the top-up. */
type Story = {
  happens: (ready: Ready) => Promise<void>;
  bought: 0 | 1;
  state: string[];
  cardStays: boolean;
};

const crossed = async ({ workspaceId }: Ready) => {
  await spendTo(workspaceId, 50_00);
  await runTopUps(workspaceId);
};
const paymentOf = async ({ workspaceId }: Ready): Promise<string> =>
  String((await intentsOf(workspaceId))[0]?.id);
const cardOf = async ({ workspaceId }: Ready): Promise<string> =>
  String((await savedCardOf(workspaceId))?.methodId);

const STORIES: Record<string, Story> = {
  paid: { happens: crossed, bought: 1, state: ["paid"], cardStays: true },
  declined: {
    happens: async (ready) => {
      const { workspaceId: workspace } = ready;
      await payments.control("decline-saved-card", { workspace, reasons: ["insufficient_funds"] });
      await crossed(ready);
    },
    bought: 0,
    state: ["waiting"],
    cardStays: true,
  },
  "paid and refunded in part": {
    happens: async (ready) => {
      await crossed(ready);
      const payment_intent = await paymentOf(ready);
      await testClient().refunds.create({ payment_intent, amount: 1_000 });
    },
    bought: 1,
    state: ["paid"],
    cardStays: true,
  },
  "paid, and the card is gone": {
    happens: async (ready) => {
      await crossed(ready);
      await testClient().paymentMethods.detach(await cardOf(ready));
    },
    bought: 1,
    state: ["paid"],
    cardStays: false,
  },
};

/**
 * Events about the card that stays: the bank or its owner has renewed it, which the stand-in never reports by itself.
 */
async function renewals(ready: Ready): Promise<Stripe.Event[]> {
  const object = { id: await cardOf(ready) };
  return ["payment_method.automatically_updated", "payment_method.updated"].map(
    (type) => ({ id: `evt_${newId()}`, type, data: { object } }) as never,
  );
}

/** The events that the stories must have caused: those about cards and payments with them that the product acts on. */
const ABOUT = [
  ...eventTypesHandled().filter((type) => type.startsWith("payment_")),
  "charge.refunded",
  "refund.created",
];

const TABLES = [
  ...["account", "lot", "entry", "hold", "key", "outbox"].map((name) => `credit_${name}`),
  ...["purchase", "purchase_refund", "purchase_dispute", "top_up", "top_up_setting", "saved_card"],
  ...["notice", "notice_delivery"],
];

test("every event about a saved card and its payments a hundred times, twice, and once more 13 months later: what once would have left, to the byte", async () => {
  const { seed } = effort;
  const told: (Story & { name: string; workspaceId: string })[] = [];
  const news: Stripe.Event[] = [];
  for (const [name, story] of Object.entries(STORIES)) {
    const ready = await readyToTopUp(inbox);
    const renewal = await renewals(ready);
    await story.happens(ready);
    await vi.waitFor(async () => expect(await payments.control("pending")).toBe(0), 30_000);
    news.push(...inbox.events(), ...renewal);
    told.push({ ...story, name, workspaceId: ready.workspaceId });
  }
  const types = news.map(({ type }) => type);
  expect(ABOUT).toContain("payment_method.detached");
  for (const type of ABOUT) expect(types).toContain(type);

  const everything = () =>
    Promise.all(told.map(async ({ workspaceId }) => rowsOf(workspaceId, TABLES)));
  await deliverStorm(news, { times: TIMES, seed, now: FIXED });
  const left = await everything();
  for (const { name, workspaceId, bought, state, cardStays } of told) {
    const bringing = (await entriesOf(workspaceId)).filter(({ type }) => type === "purchase");
    expect(bringing.slice(1), `${name}, seed ${seed}`).toHaveLength(bought);
    expect((await topUpsOf(workspaceId)).map((one) => one.state)).toEqual(state);
    expect((await savedCardOf(workspaceId)) !== null).toBe(cardStays);
    expect(await settingOf(workspaceId)).toMatchObject({ enabled: cardStays });
    await mustVerify(workspaceId);
  }
  await deliverStorm(news, { times: TIMES, seed: seed + 1, now: FIXED });
  expect(await everything()).toEqual(left);

  clock.now = () => LATE;
  await writeExpiries();
  const expired = await everything();
  await deliverAnew(news, { seed, process: inbox.process });
  expect(await everything()).toEqual(expired);
}, 600_000);
