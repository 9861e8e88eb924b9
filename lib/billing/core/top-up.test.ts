import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Circumstances,
  isAsAgreed,
  isExpired,
  pauseAfter,
  settingRefusal,
  verdict,
} from "./top-up";

const card = { expMonth: 12, expYear: 2030 };
const fine: Circumstances = {
  enabled: true,
  available: 99_99,
  threshold: 100_00,
  card,
  disputed: false,
  refunding: false,
  month: "2026-11",
  usedCents: 15_000,
  amountCents: 5_000,
  monthlyLimitCents: 20_000,
};

describe("a top-up goes ahead", () => {
  test("while it is wanted, needed, payable and within the limit, to the cent", () => {
    expect(verdict(fine)).toEqual({ go: true, card: fine.card });
    expect(verdict({ ...fine, usedCents: 15_001 })).toEqual({ go: false, reason: "over_limit" });
    expect(verdict({ ...fine, amountCents: 5_001 })).toEqual({ go: false, reason: "over_limit" });
  });

  test.each([
    ["off", { enabled: false }],
    ["not_needed", { available: 100_00 }],
    ["disputed", { disputed: true }],
    ["refunding", { refunding: true }],
    ["disputed", { disputed: true, refunding: true }],
    ["disputed", { disputed: true, usedCents: 20_000 }],
    [{ stop: "no_card" }, { card: null }],
    [{ stop: "expired_card" }, { month: "2031-01" }],
  ])("and not when it is %o", (reason, change) => {
    expect(verdict({ ...fine, ...change })).toEqual({ go: false, reason });
  });

  test("never beyond the limit, whatever else holds", () => {
    const cents = fc.nat(100_000);
    fc.assert(
      fc.property(
        cents,
        cents,
        cents,
        fc.nat(200_00),
        (usedCents, amountCents, limit, available) => {
          const found = verdict({
            ...fine,
            usedCents,
            amountCents,
            monthlyLimitCents: limit,
            available,
          });
          if (found.go) expect(usedCents + amountCents).toBeLessThanOrEqual(limit);
        },
      ),
    );
  });
});

test("a card is good through the last day of its month", () => {
  expect(isExpired({ expMonth: 3, expYear: 2027 }, "2027-03")).toBe(false);
  expect(isExpired({ expMonth: 3, expYear: 2027 }, "2027-04")).toBe(true);
  expect(isExpired({ expMonth: 12, expYear: 2026 }, "2027-01")).toBe(true);
  expect(isExpired({ expMonth: 10, expYear: 2027 }, "2027-09")).toBe(false);
});

test("after a decline it waits 1, 6 and 24 hours; the fourth ends it", () => {
  const hours = [1, 2, 3, 4].map((tries) => pauseAfter(tries, "insufficient_funds"));
  expect(hours).toEqual([3_600_000, 21_600_000, 86_400_000, null]);
});

test("what no later try can turn ends it at once", () => {
  for (const code of ["authentication_required", "expired_card", "stolen_card", "no_card"]) {
    expect(pauseAfter(1, code)).toBeNull();
  }
});

describe("a package as it is sold now", () => {
  const agreed = { credits: 550_00, priceCents: 5_000, currency: "usd" };

  test.each([
    ["the same", {}, true],
    ["cheaper", { priceCents: 4_999 }, true],
    ["more", { credits: 550_01 }, true],
    ["dearer by a cent", { priceCents: 5_001 }, false],
    ["less by a hundredth", { credits: 549_99 }, false],
    ["dearer, and more", { priceCents: 5_001, credits: 800_00 }, false],
    ["in another currency", { currency: "eur" }, false],
  ])("%s", (_, change, as) => expect(isAsAgreed(agreed, { ...agreed, ...change })).toBe(as));
});

describe("switching on", () => {
  const wish = { threshold: 100_00, limitCents: 5_000, month: "2026-11" };
  const popular = { credits: 550_00, priceCents: 5_000 };

  test("takes a limit of one purchase, and a package that reaches the threshold from nothing", () => {
    expect(settingRefusal(wish, popular, card)).toBeNull();
    expect(settingRefusal({ ...wish, threshold: 550_00 }, popular, card)).toBeNull();
  });

  test.each([
    ["no_card", wish, popular, null],
    ["card_expired", { ...wish, month: "2031-01" }, popular, card],
    ["package_gone", wish, null, card],
    ["package_too_small", { ...wish, threshold: 550_01 }, popular, card],
    ["limit_too_small", { ...wish, limitCents: 4_999 }, popular, card],
  ] as const)("is refused as %s", (reason, setting, sold, saved) => {
    expect(settingRefusal(setting, sold, saved)).toBe(reason);
  });
});
