import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { withNuqsTestingAdapter } from "nuqs/adapters/testing";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { BuyPanel } from "@/components/billing/buy-rail";
import type { BuyRailData, RailOffer } from "@/lib/billing/types";
import { credits } from "@/lib/credits/core/amount";

const popular = {
  id: "popular",
  kind: "ai",
  name: "Popular",
  credits: credits(550_00),
  priceCents: 5_000,
  currency: "usd",
  savings: 9,
} as const;
const sold = { packages: [popular], balance: null };
const nothing = { packages: [], balance: null };

const RAIL: BuyRailData = {
  workspace: "northwind",
  timeZone: "UTC",
  provider: "embedded",
  canBuy: true,
  buyers: [],
  asked: { ai: null, lead: null },
  offers: { ai: sold, lead: nothing },
  checkoutOrigin: null,
  validUntil: "2027-11-20T12:00:00Z",
  topUp: { ai: null, lead: null },
  hasCard: false,
};

function drawn(change: Partial<BuyRailData>): string {
  const panel = createElement(BuyPanel, { rail: { ...RAIL, ...change } });
  const page = createElement(withNuqsTestingAdapter(), null, panel);
  const address = new URLSearchParams();
  return renderToString(createElement(SearchParamsContext.Provider, { value: address }, page));
}

const NOT_NOW = "Credits cannot be bought right now.";

test.each([
  ["the catalogue is empty", { offers: { ai: nothing, lead: nothing } }],
  ["no payment provider is set up", { provider: "none" as const }],
])("where %s, the rail says so and offers no button", (_, rail) => {
  expect(drawn(rail)).toContain(NOT_NOW);
  expect(drawn(rail)).not.toContain("Continue to");
});

test("where a package is sold, it can be bought", () => {
  expect(drawn({})).toContain("Continue to checkout");
  expect(drawn({})).not.toContain(NOT_NOW);
});

test.each([
  ["what is held does not last", {}, "100.00", "650.00", "about 60 days"],
  ["a debt is settled first", { debt: credits(120_00) }, "100.00", "530.00", "about 48 days"],
  ["with no pace, nothing is said of days", { pacePerDay: null }, "100.00", "650.00", "not enough"],
])("before the purchase, what it makes of the balance: %s", (_, change, before, after, lasts) => {
  const balance = { current: 100_00, available: 50_00, debt: 0, pacePerDay: 10_00 } as const;
  const bought = { ...sold, balance: { ...balance, ...change } as RailOffer["balance"] };
  const html = drawn({ offers: { ai: bought, lead: nothing } });
  const told = html.replaceAll(/<!-- -->/g, "").replaceAll(/<[^>]+>/g, "|");
  const rows = told.slice(told.indexOf("Balance after")).replaceAll(/\|+/g, "|");
  expect(rows).toContain(`Balance after|${before}|${after}|`);
  expect(rows).toContain(`Lasts at current pace|${lasts}`);
  expect(rows).toContain("Valid until|20 Nov 2027|");
});
