import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import {
  InsufficientCredits,
  type InsufficientCreditsProps,
  type Shortage,
  shortageText,
  shortageTitle,
} from "@/components/credits/insufficient-credits";
import { LowBalanceNotice } from "@/components/credits/low-balance-notice";
import type { Package } from "@/lib/billing/core/packages";
import { credits } from "@/lib/credits/core/amount";

const sold = (name: string, amount: number, priceCents: number): Package => ({
  id: name.toLowerCase(),
  kind: "ai",
  name,
  credits: credits(amount),
  priceCents,
  currency: "usd",
});
const PACKAGES = [sold("Starter", 100_00, 1_000), sold("Basic", 250_00, 2_500)];
const SHORT: Shortage = {
  kind: "ai",
  shortfall: credits(18_20),
  debt: credits(0),
  maximum: credits(60_00),
  available: credits(41_80),
  what: "Generating 12 premium messages",
};

/** What the ways on say, without markup. */
function textOf(shortage: Partial<Shortage> = {}, props: Partial<InsufficientCreditsProps> = {}) {
  const ways = createElement(InsufficientCredits, {
    shortage: { ...SHORT, ...shortage },
    packages: PACKAGES,
    canBuy: true,
    continueLabel: "Launch as soon as the credits arrive",
    ...props,
  });
  return renderToString(ways).replaceAll(/<[^>]*>/g, "");
}

test("the gap is said first, then what it can use, what there is, and that nothing was charged", () => {
  expect(shortageTitle(SHORT)).toBe("You need 18.20 more credits");
  expect(shortageTitle({ ...SHORT, kind: "lead" })).toBe("You need 18.20 more lead credits");
  expect(shortageText(SHORT)).toBe(
    "Generating 12 premium messages can use up to 60.00, and 41.80 is available. Nothing was charged and your draft is saved.",
  );
});

test("the smallest package that covers the gap is offered, and going on with it", () => {
  expect(textOf()).toContain("Add 100 and continue$10.00");
  expect(textOf()).toContain("Launch as soon as the credits arrive");
  expect(textOf({ shortfall: credits(100_00) })).toContain("Add 100 and continue");
  expect(textOf({ shortfall: credits(100_01) })).toContain("Add 250 and continue");
});

test("of what is bought a debt is settled first, so a package covers both or is no way to go on", () => {
  const both = textOf({ debt: credits(90_00) });
  expect(both).toContain("Add 250 and continue");
  expect(both).toContain("90.00 of what is bought settles the debt of a dispute first.");
  const neither = textOf({ debt: credits(240_00) });
  expect(neither).toContain("No single package covers it.");
  expect(neither).not.toContain("and continue");
  expect(neither).not.toContain("as soon as the credits arrive");
});

test("who may not buy is told who can, and offered no package", () => {
  const ways = textOf({}, { canBuy: false, buyers: [{ name: "Ines Carvalho", role: "owner" }] });
  expect(ways).toContain("Ines Carvalho is an admin.");
  expect(ways).not.toMatch(/Add \d|\$\d/);
});

test("a red notice cannot be dismissed, an amber one can", () => {
  const drawn = (level: "low" | "critical" | "empty") => {
    const notice = { kind: "ai", level, buyHref: null, onDismiss: () => {} } as const;
    return renderToString(createElement(LowBalanceNotice, notice));
  };
  expect(drawn("low")).toContain("Dismiss");
  expect(drawn("critical")).not.toContain("Dismiss");
  expect(drawn("empty")).not.toContain("Dismiss");
});
