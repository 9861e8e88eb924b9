import { AskForCredits } from "@/components/billing/ask-for-credits";
import { SavedCardRow } from "@/components/billing/saved-card-row";
import { TopUpForm } from "@/components/billing/top-up-form";
import { TopUpLines } from "@/components/billing/top-up-lines";
import { BUYERS } from "@/components/gallery/cast";
import { Specimen } from "@/components/gallery/specimen";
import type { TopUpData, TopUpLine, TopUpWish } from "@/lib/billing/types";
import { credits } from "@/lib/credits/core/amount";

const workspace = "gallery";
const CARD = {
  brand: "visa",
  last4: "4242",
  expMonth: 12,
  expYear: 2030,
  expired: false,
  checkoutSessionId: null,
};
const PACKAGES: TopUpData["kinds"]["ai"]["packages"] = [
  {
    id: "popular",
    kind: "ai",
    name: "Popular",
    credits: credits(550_00),
    priceCents: 5_000,
    currency: "usd",
  },
];
const WISH: TopUpWish = {
  enabled: true,
  threshold: credits(100_00),
  packageId: "popular",
  monthlyLimitCents: 20_000,
  currency: "usd",
  stopped: null,
};

function data(wish: TopUpWish | null, available = 412_55): TopUpData {
  const kind = {
    wish,
    packages: PACKAGES,
    available: credits(available),
    usedCents: 5_000,
    underWay: false,
  };
  return {
    workspace,
    timeZone: "UTC",
    provider: "embedded",
    canChange: true,
    buyers: ["Ines Carvalho"],
    card: CARD,
    kinds: { ai: kind, lead: kind },
    disputed: false,
    recent: [],
  };
}

const line = (over: Partial<TopUpLine>): TopUpLine => ({
  id: over.state ?? "",
  kind: "ai",
  state: "paid",
  tries: 1,
  failure: null,
  packageName: "Popular",
  amountCents: 5_000,
  currency: "usd",
  at: "2026-11-20T14:31:00Z",
  nextTryAt: null,
  silent: false,
  ...over,
});

const LINES = [
  line({ state: "charged" }),
  line({ state: "charging" }),
  line({ state: "waiting", failure: "insufficient_funds", nextTryAt: "2026-11-20T15:31:00Z" }),
  line({
    id: "over limit",
    kind: "lead",
    state: "waiting",
    failure: "over_limit",
    tries: 0,
    packageName: "Lead 5k",
    amountCents: null,
    nextTryAt: "2026-12-01T00:00:00Z",
  }),
  line({
    id: "behind",
    state: "waiting",
    failure: "behind",
    tries: 0,
    nextTryAt: "2026-11-20T14:32:00Z",
  }),
  line({ state: "failed", failure: "authentication_required" }),
  line({ amountCents: 6_150 }),
];

/** Automatic top-ups, and asking those who may buy. */
export function TopUpGallery() {
  return (
    <div className="grid items-start gap-x-8 gap-y-[26px] lg:grid-cols-2">
      <Specimen title="TopUpForm: never set">
        <TopUpForm kind="lead" data={data(null)} />
      </Specimen>
      <Specimen title="TopUpForm: on, and below already">
        <TopUpForm kind="ai" data={data(WISH, 50_00)} />
      </Specimen>
      <Specimen title="TopUpForm: switched itself off, no card">
        <TopUpForm
          kind="ai"
          data={{ ...data({ ...WISH, enabled: false, stopped: "no_card" }), card: null }}
        />
      </Specimen>
      <Specimen title="SavedCardRow, AskForCredits">
        <div className="grid gap-5">
          <SavedCardRow workspace={workspace} card={CARD} provider="embedded" />
          <SavedCardRow
            workspace={workspace}
            card={{ ...CARD, expired: true, expYear: 2025 }}
            provider="stripe"
          />
          <SavedCardRow workspace={workspace} card={null} provider="stripe" />
          <AskForCredits
            workspace={workspace}
            timeZone="UTC"
            kind="ai"
            buyers={BUYERS}
            asked={{
              ai: { asked: ["Ines Carvalho", "Priya Raman"], at: "2026-11-20T14:31:00Z" },
              lead: null,
            }}
          />
        </div>
      </Specimen>
      <Specimen title="TopUpLines" className="lg:col-span-2">
        <TopUpLines workspace={workspace} lines={LINES} timeZone="UTC" />
        <div className="mt-4">
          <TopUpLines workspace={workspace} lines={[]} timeZone="UTC" />
        </div>
      </Specimen>
    </div>
  );
}
