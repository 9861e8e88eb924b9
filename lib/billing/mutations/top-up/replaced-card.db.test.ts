import { afterEach, describe, expect, test, vi } from "vitest";
import { type Buyer, openInbox, someCardPage, testClient } from "@/lib/billing/mutations/testing";
import {
  availableIn,
  chargesOf,
  hoursLater,
  intentsOf,
  noticesOf,
  readyToTopUp,
  runTopUps,
  setClock,
  settingOf,
  spendTo,
  topUpsOf,
} from "@/lib/billing/mutations/top-up/testing";
import { detachCard } from "@/lib/billing/providers/saved-card";
import { savedCardOf } from "@/lib/billing/queries/cards";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);
afterEach(() => vi.restoreAllMocks());

describe("a card that is replaced in the moment in which it is charged", () => {
  /** Happens between reading the saved card and asking the bank to charge it. */
  function beforeTheBankIsAsked(happens: () => Promise<void>) {
    const intents = testClient().paymentIntents;
    for (const what of ["create", "confirm"] as const) {
      const real = intents[what].bind(intents) as (...args: unknown[]) => Promise<unknown>;
      vi.spyOn(intents, what).mockImplementation((async (...args: unknown[]) => {
        await happens();
        return real(...args);
      }) as never);
    }
  }

  /** Happens once the bank has decided, before its answer is here. */
  function afterTheBankIsAsked(happens: () => Promise<void>) {
    const intents = testClient().paymentIntents;
    const real = intents.confirm.bind(intents) as (...args: unknown[]) => Promise<unknown>;
    vi.spyOn(intents, "confirm").mockImplementation(((...args: unknown[]) =>
      real(...args).finally(happens)) as never);
  }

  const once = (act: () => Promise<void>) => {
    let done: Promise<void> | undefined;
    return () => {
      done ??= act();
      return done;
    };
  };

  /** Another card is entered, and stored in place of the previous one. */
  async function replaceCard(buyer: Buyer) {
    const session = await someCardPage(buyer);
    await payments.control("choose", { session, outcome: "save" });
    await inbox.handle("checkout.session.completed");
  }

  const cardsOf = async (workspaceId: string) =>
    Promise.all(
      (await intentsOf(workspaceId)).map(async (intent) =>
        (await chargesOf(intent)).map(({ payment_method }) => payment_method),
      ),
    );

  test("leaves the new one to pay, once, and top-ups on", async () => {
    const bought = await readyToTopUp(inbox);
    const { workspaceId } = bought;
    const before = await savedCardOf(workspaceId);
    await spendTo(workspaceId, 50_00);
    beforeTheBankIsAsked(once(() => replaceCard(bought)));
    await runTopUps(workspaceId);
    await runTopUps(workspaceId);

    const now = await savedCardOf(workspaceId);
    expect(now?.methodId).not.toBe(before?.methodId);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "charged", tries: 1 }]);
    expect(await settingOf(workspaceId)).toMatchObject({ enabled: true, stopped: null });
    expect(await cardsOf(workspaceId)).toEqual([[now?.methodId]]);
    await inbox.handle("payment_intent.succeeded");
    expect(await availableIn(workspaceId)).toBe(600_00);
    expect(await noticesOf(workspaceId)).toEqual([]);
  });

  test("in a later try, too", async () => {
    const bought = await readyToTopUp(inbox);
    const { workspaceId } = bought;
    const reasons = ["insufficient_funds"];
    await payments.control("decline-saved-card", { workspace: workspaceId, reasons });
    await spendTo(workspaceId, 50_00);
    await runTopUps(workspaceId);
    const before = await savedCardOf(workspaceId);
    setClock(hoursLater(new Date(), 1.5));
    beforeTheBankIsAsked(once(() => replaceCard(bought)));
    await runTopUps(workspaceId);
    const now = await savedCardOf(workspaceId);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "charged", tries: 2 }]);
    expect(await cardsOf(workspaceId)).toEqual([[now?.methodId, before?.methodId]]);
  });

  test("while the bank declines the one before, it is asked at once, in a try of its own", async () => {
    const bought = await readyToTopUp(inbox);
    const { workspaceId } = bought;
    const reasons = ["insufficient_funds"];
    await payments.control("decline-saved-card", { workspace: workspaceId, reasons });
    const before = await savedCardOf(workspaceId);
    await spendTo(workspaceId, 50_00);
    afterTheBankIsAsked(once(() => replaceCard(bought)));
    await runTopUps(workspaceId);
    await runTopUps(workspaceId);
    const now = await savedCardOf(workspaceId);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "charged", tries: 2 }]);
    expect(await cardsOf(workspaceId)).toEqual([[now?.methodId, before?.methodId]]);
  });

  test("removed instead, it is missing: top-ups switch off, and say why", async () => {
    const { workspaceId } = await readyToTopUp(inbox);
    const card = await savedCardOf(workspaceId);
    await spendTo(workspaceId, 50_00);
    beforeTheBankIsAsked(once(() => detachCard(testClient(), String(card?.methodId))));
    await runTopUps(workspaceId);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "failed", failure: "no_card" }]);
    expect(await settingOf(workspaceId)).toMatchObject({ enabled: false, stopped: "no_card" });
    expect((await intentsOf(workspaceId)).map(({ status }) => status)).toEqual(["canceled"]);
  });
});
