import type { Buyer } from "@/lib/billing/core/buyers";
import { credits } from "@/lib/credits/core/amount";
import type { Balance } from "@/lib/credits/core/balance";

/** The balances of the demo workspace on 20 November 2026, 14:55, Lisbon. */
export const AI: Balance = {
  kind: "ai",
  current: credits(41255),
  held: credits(960),
  available: credits(40295),
  debt: credits(0),
  lifetimeUsed: credits(622745),
  level: "ok",
  lowBelow: credits(100_00),
  crossedAt: 0,
  pacePerDay: credits(2677),
  runsOut: { date: "2026-12-05", from: "2026-12-02", to: "2026-12-09" },
  heldBy: [
    {
      count: 1,
      holdId: "hold-1",
      runId: "run-1",
      frozen: null,
      entry: null,
      subject: "Spring roast launch, 8 posts",
      amount: credits(960),
    },
  ],
  last: {
    id: "ai-1042",
    type: "charge",
    label: "Content generation",
    amount: -2740,
    at: "2026-11-20T14:52:00Z",
  },
  asOf: "2026-11-20T14:55:00Z",
  version: 1042,
};

export const LEAD: Balance = {
  ...AI,
  kind: "lead",
  current: credits(18640000),
  held: credits(0),
  available: credits(18640000),
  pacePerDay: credits(87429),
  runsOut: { date: "2027-06-21", from: "2027-05-24", to: "2027-07-28" },
  heldBy: [],
  last: {
    id: "lead-88",
    type: "charge",
    label: "Followers import",
    amount: -1808000,
    at: "2026-11-19T09:10:00Z",
  },
};

/** The same balance with another amount available. */
export const withAvailable = (balance: Balance, available: number, level: Balance["level"]) => ({
  ...balance,
  available: credits(available),
  level,
});

export const PACKAGES = [
  { id: "starter", name: "Starter", credits: 10000, priceCents: 1000, savings: 0 },
  { id: "basic", name: "Basic", credits: 25000, priceCents: 2500, savings: 0 },
  { id: "popular", name: "Popular", credits: 55000, priceCents: 5000, savings: 9 },
  { id: "pro", name: "Pro", credits: 110000, priceCents: 10000, savings: 9 },
  { id: "max", name: "Max", credits: 235000, priceCents: 20000, savings: 15 },
].map((one) => ({
  ...one,
  credits: credits(one.credits),
  kind: "ai" as const,
  currency: "usd",
}));

/** Those who may buy in the demo workspace. */
export const BUYERS: Buyer[] = [
  { name: "Ines Carvalho", role: "owner" },
  { name: "Priya Raman", role: "admin" },
];
