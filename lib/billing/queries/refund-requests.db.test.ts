import { AsyncLocalStorage } from "node:async_hooks";
import { expect, test, vi } from "vitest";
import { endRequest, setAside } from "@/lib/billing/mutations/refund-freeze";
import { openInbox, paidPurchase } from "@/lib/billing/mutations/testing";
import { findPurchase } from "@/lib/billing/queries/purchases";
import { refundableCredits } from "@/lib/billing/queries/refund-requests";
import { charge, mustPost } from "@/lib/credits/mutations/door/testing";
import { balanceOf } from "@/lib/credits/queries/balance";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);

/** A purchase of 550 credits of which 300 were used, and a request to refund it. */
async function usedPurchase() {
  const { workspaceId, purchaseId, buyerId } = await paidPurchase(inbox);
  await mustPost(workspaceId, charge(30_000));
  const purchase = await findPurchase(workspaceId, purchaseId);
  if (!purchase) throw new Error("The purchase is gone.");
  return { purchase, request: { id: newId(), requestedBy: buyerId } };
}

/** A transaction in which `act` happens once, outside of it, after whatever is read first. */
function interrupted(tx: Tx, act: () => Promise<void>): Tx {
  let done = false;
  const afterwards = async (reading: Promise<unknown>) => {
    const found = await reading;
    if (!done) await act();
    done = true;
    return found;
  };
  const wrapped = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (of, name) => {
        const value = Reflect.get(of, name);
        if (typeof value === "function")
          return (...given: unknown[]) => afterwards(value.apply(of, given));
        return typeof value === "object" && value ? wrapped(value) : value;
      },
    });
  return wrapped(tx);
}

type Used = Awaited<ReturnType<typeof usedPurchase>>;

/** What can be refunded, where `act` happens while it is being read. */
async function refundableDuring({ purchase }: Used, act: () => Promise<void>) {
  const { workspaceId, id } = purchase;
  const outside = AsyncLocalStorage.snapshot();
  const found = await inWorkspace(workspaceId, (tx) =>
    refundableCredits(
      interrupted(tx, () => outside(act)),
      workspaceId,
      [id],
      new Date(),
    ),
  );
  return found.get(id);
}

const available = async ({ purchase }: Used) =>
  (await balanceOf(purchase.workspaceId, "ai", new Date())).available;

test("what is set aside or freed while it is read counts once", async () => {
  const used = await usedPurchase();
  const { purchase, request } = used;
  expect(await refundableDuring(used, () => setAside(purchase, request))).toBe(25_000);
  expect(await available(used)).toBe(0);
  expect(await refundableDuring(used, () => endRequest(purchase, request))).toBe(25_000);
  expect(await available(used)).toBe(25_000);
});
