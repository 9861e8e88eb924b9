"use client";
import { Specimen } from "@/components/gallery/specimen";
import { DifferenceTable } from "@/components/rates/difference-table";
import { ExampleTable } from "@/components/rates/example-table";
import { NeedPanel } from "@/components/rates/need-panel";
import { textsOf } from "@/components/rates/price-draft";
import { PriceFields } from "@/components/rates/price-fields";
import { VersionList } from "@/components/rates/version-list";
import { BalanceHelp } from "@/components/usage/balance-help";
import { ReportProblem } from "@/components/usage/report-problem";
import { credits } from "@/lib/credits/core/amount";
import { exampleQuotes } from "@/lib/credits/core/example-quotes";
import { FIRST_RATE_CARD as first } from "@/lib/credits/core/first-rate-card";
import { monthlyNeed } from "@/lib/credits/core/monthly-need";
import { type RateCard, rateOf } from "@/lib/credits/core/rate-card";
import { changedRates } from "@/lib/credits/core/rate-card-change";
import { differenceOf } from "@/lib/credits/core/rate-card-diff";
import { band } from "@/lib/credits/core/rate-formulas";

const CHANGES = [
  {
    operation: "content_generation",
    bands: {
      simple: band(1, 1, 1.5),
      standard: band(1.2, 1.2, 2.2),
      detailed: band(1.5, 1.5, 3),
    },
    adds: [1_500],
  },
  { operation: "lead_sourcing", bands: { any: band(1.25, 1.25, 1.25) }, adds: [] },
];

function nextCard(): RateCard {
  const changed = changedRates(first.rates, CHANGES);
  return {
    version: "2026-12-01",
    effectiveAt: "2026-12-01T09:00:00.000Z",
    note: "Longer posts cost what they take.",
    rates: changed.ok ? changed.rates : [],
  };
}
const next = nextCard();
const differences = differenceOf(first, next);
const need = monthlyNeed({ contacts: 3_000, posts: 30, platforms: 4, buffer: 20 }, first);
const nothing = monthlyNeed({ contacts: 0, posts: 12, platforms: 2, buffer: 0 }, first);
const sold = (id: string, name: string, amount: number, priceCents: number) => ({
  id,
  kind: "ai" as const,
  name,
  credits: credits(amount * 100),
  priceCents,
  currency: "usd",
});
const PACKAGES = [sold("popular", "Popular", 550, 5_000), sold("max", "Max", 2_350, 20_000)];

const ignore = () => {};
const at = "2026-11-20T14:02:00.000Z";
const HERE = { workspace: "gallery", timeZone: "UTC", today: "2026-11-20", kind: "ai" as const };
const CHECK = {
  kind: "ai" as const,
  checkedAt: "2026-11-20T03:00:00.000Z",
  durationMs: 40,
  entries: 1_042,
  failingSince: null,
  differs: false,
  difference: null,
};

const FOUND = {
  charges: {
    used: 52_00,
    refunded: 0,
    usedInWeek: 80_00,
    count: 13,
    complete: true,
    largest: [
      {
        id: "ai-14",
        runId: "r",
        charges: 12,
        used: 48_00,
        label: "Direct messages, premium",
        subject: "Café owners, 12 messages",
        by: "Mei Tanaka",
        at,
      },
    ],
  },
  held: credits(9_60),
  holds: [
    {
      count: 1,
      holdId: "h",
      runId: "r",
      frozen: null,
      entry: null,
      subject: "Spring launch",
      amount: credits(9_60),
    },
  ],
  expired: [{ id: "ai-7", amount: -40_00, reason: "Starter expired", at }],
  adjusted: [
    { id: "ai-9", amount: -110_00, reason: "Refund of Popular", cause: "refund" as const, at },
  ],
  checkers: ["Ines Carvalho"],
};
const NOTHING = {
  ...FOUND,
  charges: { used: 0, refunded: 0, usedInWeek: 0, count: 0, complete: true, largest: [] },
  held: credits(0),
  holds: [],
  expired: [],
  adjusted: [],
};

/** Rates, their versions, the calculator, and what is checked when a balance seems wrong. */
export function RatesGallery() {
  return (
    <div className="grid items-start gap-x-8 gap-y-[26px] lg:grid-cols-2">
      <Specimen title="DifferenceTable, ExampleTable">
        <DifferenceTable differences={differences} caption="What changed" />
        <ExampleTable examples={exampleQuotes(first, next, ["content_generation"])} />
      </Specimen>
      <Specimen title="PriceFields">
        <ul className="divide-y divide-grid">
          <Prices operation="single_post" open={false} />
          <Prices operation="assistant_campaign" open={false} />
          <Prices operation="content_generation" open />
        </ul>
      </Specimen>
      <Specimen title="VersionList" className="lg:col-span-2">
        <VersionList cards={[next, first]} current={first} shown={first} path="/rates" />
      </Specimen>
      <Specimen title="NeedPanel" className="grid gap-4">
        <NeedPanel
          need={need.ai}
          buffer={20}
          packages={PACKAGES}
          shop={{ in: "workspace", billing: "/gallery/settings/billing", canBuy: true }}
        />
      </Specimen>
      <Specimen title="NeedPanel, nothing needed or sold" className="grid gap-4">
        <NeedPanel
          need={nothing.lead}
          buffer={0}
          packages={PACKAGES}
          shop={{ in: "some workspace" }}
        />
        <NeedPanel need={nothing.ai} buffer={0} packages={[]} shop={{ in: "some workspace" }} />
      </Specimen>
      <Specimen title="BalanceHelp">
        <BalanceHelp
          {...HERE}
          help={FOUND}
          purchases={[
            {
              id: "p",
              packageName: "Popular",
              credits: credits(550_00),
              state: "processing",
              checkoutSessionId: "cs",
              nextTryAt: null,
              at,
            },
          ]}
          checks={{ byKind: { ai: CHECK, lead: null }, canCheck: true }}
          support="support@example.com"
        />
      </Specimen>
      <Specimen title="BalanceHelp with nothing found, ReportProblem without an address">
        <BalanceHelp
          {...HERE}
          kind="lead"
          help={NOTHING}
          purchases={null}
          checks={{ byKind: { ai: null, lead: null }, canCheck: false }}
          support={null}
        />
        <ReportProblem
          support={null}
          report={{ subject: "Problem", facts: [["Balance", "AI credits"]] }}
        />
      </Specimen>
    </div>
  );
}

function Prices({ operation, open }: { operation: string; open: boolean }) {
  const rate = rateOf(first, operation);
  return (
    <PriceFields
      rate={rate}
      texts={open ? { ...textsOf(rate), "Per word": "a little" } : null}
      wrong={open ? ["Per word"] : []}
      problem={
        open
          ? "The lowest price is above the highest. Raise the highest, or lower the lowest."
          : null
      }
      onOpen={ignore}
      onKeep={ignore}
      onType={ignore}
    />
  );
}
