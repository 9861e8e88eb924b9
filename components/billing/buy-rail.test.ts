import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { withNuqsTestingAdapter } from "nuqs/adapters/testing";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { BuyPanel } from "@/components/billing/buy-rail";
import type { BuyRailData } from "@/lib/billing/types";
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
