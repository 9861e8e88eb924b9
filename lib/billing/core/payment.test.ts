import { describe, expect, test } from "vitest";
import { failureSentence, isFor, type Payment, replaceableBy, stateOf } from "./payment";

const sold = { workspaceId: "w", id: "p", priceCents: 5_000, currency: "usd" };
const payment: Payment = {
  sessionId: "cs",
  workspaceId: "w",
  purchaseId: "p",
  session: "complete",
  paid: true,
  currency: "usd",
  subtotalCents: 5_000,
  discountCents: 0,
  totalCents: 5_000,
  taxCents: 0,
  paymentIntentId: "pi",
  paidAt: new Date("2026-11-20T14:00:00Z"),
  failure: null,
  receiptUrl: null,
  receiptNumber: null,
  cardBrand: null,
  cardLast4: null,
  savedMethodId: null,
  refunds: [],
  disputes: [],
};

describe("a payment is for a purchase", () => {
  test("when ids, currency and price agree; tax on top and a discount off are fine", () => {
    expect(isFor(payment, sold)).toBe(true);
    expect(isFor({ ...payment, totalCents: 6_150, taxCents: 1_150 }, sold)).toBe(true);
    expect(isFor({ ...payment, totalCents: 4_000, discountCents: 1_000 }, sold)).toBe(true);
    const both = { totalCents: 4_920, discountCents: 1_000, taxCents: 920 };
    expect(isFor({ ...payment, ...both }, sold)).toBe(true);
    expect(isFor({ ...payment, totalCents: 0, discountCents: 5_000 }, sold)).toBe(true);
  });

  test.each([
    ["another workspace", { workspaceId: "x" }],
    ["another purchase", { purchaseId: "x" }],
    ["another currency", { currency: "jpy" }],
    ["a lower price", { subtotalCents: 4_999 }],
    ["a higher price", { subtotalCents: 5_001 }],
    ["a sum below the price that no discount explains", { totalCents: 4_999 }],
    ["a discount that is not taken off", { discountCents: 1 }],
    ["tax that is not added", { taxCents: 1 }],
    ["a tax below nothing", { totalCents: 4_000, taxCents: -1_000 }],
    ["a discount below nothing", { totalCents: 6_000, discountCents: -1_000 }],
  ])("but not of %s", (_, change) => {
    expect(isFor({ ...payment, ...change }, sold)).toBe(false);
  });
});

describe("the state of a purchase", () => {
  test.each([
    ["paid", {}],
    ["paid", { session: "open" as const }],
    ["expired", { paid: false, session: "expired" as const }],
    ["open", { paid: false, session: "open" as const, failure: "card_declined" }],
    ["processing", { paid: false }],
    ["failed", { paid: false, failure: "debit_not_authorized" }],
  ])("is %s", (state, change) => {
    expect(stateOf({ ...payment, ...change })).toBe(state);
  });

  test("paid is never replaced by anything else", () => {
    for (const next of ["open", "processing", "failed", "expired"] as const) {
      expect(replaceableBy(next)).not.toContain("paid");
    }
    expect(replaceableBy("paid")).toEqual(expect.arrayContaining(["open", "failed", "expired"]));
  });
});

test("a failure we have no words for is still told", () => {
  expect(failureSentence("insufficient_funds")).toBe("The card has insufficient funds.");
  expect(failureSentence("brand_new_code")).toBe("The payment did not go through.");
});
