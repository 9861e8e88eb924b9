import { afterEach, describe, expect, test, vi } from "vitest";
import { openInbox, testClient } from "@/lib/billing/mutations/testing";
import {
  availableIn,
  chargesOf,
  hoursLater,
  intentsOf,
  readyToTopUp,
  runTopUps,
  setClock,
  spendTo,
  topUpsOf,
} from "@/lib/billing/mutations/top-up/testing";
import { findDueTopUps } from "@/lib/billing/queries/top-ups";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);
afterEach(() => vi.restoreAllMocks());

describe("a process that dies", () => {
  const dies = new Error("the process died");

  test("before the bank was asked: it is asked once", async () => {
    const { workspaceId } = await readyToTopUp(inbox);
    await spendTo(workspaceId, 50_00);
    vi.spyOn(testClient().paymentIntents, "create").mockRejectedValueOnce(dies);
    await expect(runTopUps(workspaceId)).rejects.toThrow(dies);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "charging", tries: 1 }]);
    const silent = hoursLater(new Date(), 1);
    expect(await findDueTopUps(new Date(), silent)).toContainEqual(
      expect.objectContaining({ workspaceId }),
    );
    await runTopUps(workspaceId);
    expect(await intentsOf(workspaceId)).toHaveLength(1);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "charged", tries: 1 }]);
  });

  test.each([
    { what: "create", when: "before the bank was asked for the payment that was made" },
    { what: "confirm", when: "after the bank paid" },
  ] as const)("$when: the payment is found, even when its key is long forgotten", async (died) => {
    const { workspaceId } = await readyToTopUp(inbox);
    await spendTo(workspaceId, 50_00);
    lose(died.what);
    await expect(runTopUps(workspaceId)).rejects.toThrow(dies);
    const create = vi.spyOn(testClient().paymentIntents, "create").mockClear();
    setClock(hoursLater(new Date(), 72));
    await runTopUps(workspaceId);
    expect(create).not.toHaveBeenCalled();
    expect(await intentsOf(workspaceId)).toHaveLength(1);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "charged", tries: 1 }]);
    await inbox.handle("payment_intent.succeeded");
    expect(await availableIn(workspaceId)).toBe(600_00);
  });

  test("or is so slow that the provider forgets the key meanwhile: of two payments that were made, one is asked for", async () => {
    const { workspaceId } = await readyToTopUp(inbox);
    await spendTo(workspaceId, 50_00);
    const { paymentIntents } = testClient();
    const make = paymentIntents.create.bind(paymentIntents);
    vi.spyOn(paymentIntents, "create").mockImplementationOnce(async (params, options) => {
      await runTopUps(workspaceId);
      return make(params, { ...options, idempotencyKey: "forgotten" });
    });
    await runTopUps(workspaceId);
    const intents = await intentsOf(workspaceId);
    expect(intents.map(({ status }) => status).sort()).toEqual([
      "requires_payment_method",
      "succeeded",
    ]);
    const charges = await Promise.all(intents.map(chargesOf));
    expect(charges.flat()).toHaveLength(1);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "charged", tries: 1 }]);
  });

  test("after the bank declined: that counts as the one try it was, also when the webhook was faster", async () => {
    const { workspaceId } = await readyToTopUp(inbox);
    await payments.control("decline-saved-card", {
      workspace: workspaceId,
      reasons: ["do_not_honor"],
    });
    await spendTo(workspaceId, 50_00);
    lose("confirm");
    await expect(runTopUps(workspaceId)).rejects.toThrow(dies);
    await inbox.handle("payment_intent.payment_failed");
    await runTopUps(workspaceId);
    expect(await topUpsOf(workspaceId)).toMatchObject([
      { state: "waiting", tries: 1, failure: "do_not_honor" },
    ]);
    const [intent] = await intentsOf(workspaceId);
    expect(await chargesOf(intent)).toHaveLength(1);
  });

  test("during a later try: the bank is asked once in it", async () => {
    const { workspaceId } = await readyToTopUp(inbox);
    const reasons = ["insufficient_funds", "insufficient_funds"];
    await payments.control("decline-saved-card", { workspace: workspaceId, reasons });
    await spendTo(workspaceId, 50_00);
    await runTopUps(workspaceId);
    setClock(hoursLater(new Date(), 2));
    lose("confirm");
    await expect(runTopUps(workspaceId)).rejects.toThrow(dies);
    await runTopUps(workspaceId);
    expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "waiting", tries: 2 }]);
    const [intent, ...more] = await intentsOf(workspaceId);
    expect(more).toEqual([]);
    expect(await chargesOf(intent)).toHaveLength(2);
  });

  /** Loses the provider's next answer, after it did what it was asked to. */
  function lose(what: "create" | "confirm") {
    const intents = testClient().paymentIntents;
    const real = intents[what].bind(intents) as (...args: unknown[]) => Promise<unknown>;
    vi.spyOn(intents, what).mockImplementationOnce((async (...args: unknown[]) => {
      await real(...args).catch(() => {});
      throw dies;
    }) as never);
  }
});
