import fc from "fast-check";
import { expect, test } from "vitest";
import {
  creditsForDispute,
  creditsForRefund,
  refundableCents,
  takenByEach,
  underWayCents,
} from "./refund";

const popular = {
  credits: 55_000,
  left: 55_000,
  amountPaidCents: 5_000,
  refundedCents: 0,
  underWayCents: 0,
};

test("a refund covers what is left, pro rata", () => {
  expect(refundableCents(popular)).toBe(5_000);
  expect(refundableCents({ ...popular, left: 22_000 })).toBe(2_000);
  expect(refundableCents({ ...popular, left: 0 })).toBe(0);
  expect(refundableCents({ ...popular, left: 10 })).toBe(0);
});

test("what was refused or withdrawn is not under way, nor is what is among the refunds by now", () => {
  const states = ["noted", "asked", "accepted", "refused", "withdrawn"];
  const requests = states.map((state, at) => ({ id: state, state, amountCents: 10 ** at }));
  expect(underWayCents(requests, [])).toBe(111);
  expect(underWayCents(requests, [{ requestId: "accepted" }, { requestId: null }])).toBe(11);
});

test("refunds together never exceed what was paid", () => {
  expect(refundableCents({ ...popular, refundedCents: 4_000 })).toBe(1_000);
  expect(refundableCents({ ...popular, refundedCents: 5_000 })).toBe(0);
});

test("the credits of the largest refund are never more than are left, nor all of them spared", () => {
  const purchases = fc
    .record({
      credits: fc.integer({ min: 1, max: 10_000_000 }),
      used: fc.double({ min: 0, max: 1, noNaN: true }),
      amountPaidCents: fc.integer({ min: 1, max: 1_000_000 }),
    })
    .map(({ used, ...rest }) => ({
      ...rest,
      left: Math.floor(rest.credits * (1 - used)),
      refundedCents: 0,
      underWayCents: 0,
    }));
  fc.assert(
    fc.property(purchases, (purchase) => {
      const cents = refundableCents(purchase);
      const taken = creditsForRefund(purchase, cents);
      expect(taken).toBeLessThanOrEqual(purchase.left);
      // One cent more would be worth more credits than are left.
      const more = (purchase.credits * (cents + 1)) / purchase.amountPaidCents;
      expect(more).toBeGreaterThan(purchase.left);
    }),
  );
});

test("disputes in parts come to no more than was bought, to all of it in one, and each to its share but for a hundredth", () => {
  const purchases = fc
    .record({
      credits: fc.integer({ min: 1, max: 10_000_000 }),
      parts: fc.array(fc.integer({ min: 1, max: 300_000 }), { minLength: 1, maxLength: 5 }),
    })
    .map(({ credits, parts }) => ({
      credits,
      parts,
      amountPaidCents: parts.reduce((sum, part) => sum + part, 0),
    }));
  fc.assert(
    fc.property(purchases, ({ parts, ...purchase }) => {
      const taken = parts.map((cents) => creditsForDispute(purchase, cents));
      expect(taken.reduce((sum, part) => sum + part, 0)).toBeLessThanOrEqual(purchase.credits);
      for (const [index, cents] of parts.entries()) {
        const share = (purchase.credits * cents) / purchase.amountPaidCents;
        expect(share - (taken[index] ?? 0)).toBeLessThan(1);
      }
      expect(creditsForDispute(purchase, purchase.amountPaidCents)).toBe(purchase.credits);
    }),
  );
});

test("what came back since went to the refunds that had fallen short, the first first, and to none that failed", () => {
  const asked = (amountCents: number, credits: number, state = "succeeded") => ({
    amountCents,
    credits,
    state,
  });
  // Of 550.00 credits for 50.00: 110.00 with each 10.00.
  const refunds = [
    asked(1_000, 11_000),
    asked(2_000, 5_000),
    asked(500, 0, "failed"),
    asked(1_000, 0),
  ];
  expect(takenByEach(popular, refunds, 16_000)).toEqual([11_000, 5_000, 0, 0]);
  expect(takenByEach(popular, refunds, 20_000)).toEqual([11_000, 9_000, 0, 0]);
  expect(takenByEach(popular, refunds, 40_000)).toEqual([11_000, 22_000, 0, 7_000]);
  // Taken before the ledger counted what refunds take.
  expect(takenByEach(popular, refunds, 0)).toEqual([11_000, 5_000, 0, 0]);
});

test("what is under way at the provider cannot be refunded again", () => {
  expect(refundableCents({ ...popular, underWayCents: 4_000 })).toBe(1_000);
  expect(refundableCents({ ...popular, left: 22_000, underWayCents: 2_500 })).toBe(0);
  const requests = [
    { id: "unanswered", amountCents: 1, state: "asked" },
    { id: "accepted", amountCents: 20, state: "accepted" },
    { id: "booked", amountCents: 300, state: "accepted" },
    { id: "refused", amountCents: 4_000, state: "refused" },
  ];
  expect(underWayCents(requests, [{ requestId: "booked" }, { requestId: null }])).toBe(21);
});
