import { AI, LEAD } from "@/components/gallery/cast";
import type { ReceiptsData } from "@/lib/billing/types";
import { credits } from "@/lib/credits/core/amount";
import type { Balance } from "@/lib/credits/core/balance";
import { type HistoryView, NO_FILTERS } from "@/lib/usage/core/filters";
import type { TimelineLot } from "@/lib/usage/core/lots";
import type { BalanceSeries } from "@/lib/usage/core/series";
import type { Transaction } from "@/lib/usage/types";

const DAY = 86_400_000;
const NOW = Date.parse("2026-11-20T14:55:00Z");
const daysAgo = (days: number): string => new Date(NOW - days * DAY).toISOString();

export const VIEW: HistoryView = { ...NO_FILTERS, before: null, after: null, tx: null, view: null };
/** Where and when it is read. */
export const READING_CONTEXT = {
  workspace: "gallery",
  view: VIEW,
  now: "2026-11-20T14:55:00Z",
  today: "2026-11-20",
  timeZone: "Europe/Lisbon",
} as const;

/** Of 1,585.00, 1,100.00 are frozen, and part of what a lost dispute took had been spent. */
export const DISPUTED: Balance = {
  ...AI,
  current: credits(1_585_00),
  held: credits(1_109_60),
  available: credits(475_40),
  debt: credits(162_15),
  runsOut: { date: "2026-12-08", from: "2026-12-04", to: "2026-12-13" },
  heldBy: [
    ...AI.heldBy,
    {
      count: 1,
      holdId: "hold-2",
      runId: null,
      frozen: "dispute",
      entry: "ai-1",
      subject: "Dispute of Pro",
      amount: credits(1_100_00),
    },
  ],
};

export const LOW: Balance = {
  ...AI,
  current: credits(41_80),
  held: credits(0),
  available: credits(41_80),
  level: "low",
  runsOut: { date: "2026-11-21", from: "2026-11-21", to: "2026-11-22" },
  heldBy: [],
};

/** Nothing was ever bought. */
export const NEW: Balance = {
  ...LEAD,
  current: credits(0),
  available: credits(0),
  lifetimeUsed: credits(0),
  level: "empty",
  pacePerDay: null,
  last: null,
  version: 0,
};

/** Thirty days that end with a balance, with a purchase a week ago. */
export function seriesOf({ current }: Balance, bought = credits(550_00)): BalanceSeries {
  const points = Array.from({ length: 30 }, (_, index) => {
    const left = current + (29 - index) * 27_00 - (index < 22 ? bought : 0);
    return { at: daysAgo(29 - index), balance: credits(Math.max(0, left)) };
  });
  const balanceAfter = credits((points[22]?.balance ?? 0) + 5_00);
  const at = daysAgo(7.2);
  return {
    since: "2026-03-01",
    points,
    steps: [{ id: "ai-900", at, type: "purchase", amount: bought, balanceAfter }],
  };
}
export const NO_SERIES: BalanceSeries = { since: null, points: [], steps: [] };

const lot = (id: string, over: Partial<TimelineLot>): TimelineLot => ({
  id,
  label: "Popular",
  bought: credits(550_00),
  left: credits(550_00),
  takenBack: credits(0),
  state: "waiting",
  expiresAt: daysAgo(-300),
  createdAt: daysAgo(65),
  usedUpAt: null,
  entry: `ai-${id}`,
  ...over,
});

/** Used up, in use, about to expire, frozen, and more of them than the bar has room for. */
export const LOTS: readonly TimelineLot[] = [
  lot("1", {
    label: "Basic",
    bought: credits(250_00),
    left: credits(0),
    state: "spent",
    usedUpAt: daysAgo(4),
  }),
  lot("2", { left: credits(172_55), state: "in_use", expiresAt: daysAgo(-3) }),
  lot("3", { label: "Pro", bought: credits(1_100_00), left: credits(1_100_00), state: "frozen" }),
  lot("4", { label: "Starter", bought: credits(100_00), left: credits(100_00), entry: null }),
  lot("5", { label: "Goodwill for the outage of the third of November", expiresAt: null }),
  lot("6", { label: "Max", bought: credits(2_350_00), left: credits(2_350_00) }),
  lot("7", { label: "Popular, refund failed", bought: credits(82_50), left: credits(82_50) }),
];

const row = (seq: number, over: Partial<Transaction>): Transaction => ({
  id: `ai-${seq}`,
  kind: "ai",
  seq,
  at: daysAgo((1042 - seq) / 4),
  type: "charge",
  label: "Content generation",
  detail: "Spring roast launch, 18 posts",
  part: null,
  actor: { kind: "member", id: "ines", name: "Ines Carvalho" },
  amount: -27_40,
  balanceAfter: 412_55,
  runId: "run-1",
  ...over,
});
const SYSTEM = { kind: "system", id: null, name: "System" } as const;

/** Rows of every type, by everybody who may move credits, with the smallest and the largest amounts. */
export const ROWS: readonly Transaction[] = [
  row(1042, {}),
  row(1041, { amount: 0, label: "AI assistant, simple question", detail: null }),
  row(1040, { actor: { kind: "removed", id: "hana", name: "Hana Okafor" }, amount: -18_62 }),
  row(1039, {
    actor: { kind: "api_key", id: "key", name: "Site crawler" },
    label: "Enrich",
    amount: -1,
  }),
  row(1038, {
    type: "refund",
    label: "Refund",
    detail: "Strategy analysis failed, run 8F21",
    actor: SYSTEM,
    amount: 4_20,
  }),
  row(1037, {
    type: "adjustment",
    label: "Adjustment",
    detail: "Dispute of Basic lost",
    actor: SYSTEM,
    amount: -87_85,
  }),
  row(1036, { type: "expiry", label: "Expiry", detail: "Starter", actor: SYSTEM, amount: -40_00 }),
  row(1035, {
    type: "purchase",
    label: "Purchase",
    detail: "Max",
    amount: 98_765_432_10,
    balanceAfter: 98_765_432_10,
  }),
  row(1034, {
    id: "lead-88",
    kind: "lead",
    label: "Followers import",
    detail: "@fabricacoffee",
    amount: -18_080_00,
    balanceAfter: 186_400_00,
  }),
];

type Row = ReceiptsData["receipts"][number];

const receipt = (id: string, over: Partial<Row>): Row => ({
  id,
  kind: "ai",
  packageName: "Popular",
  credits: credits(550_00),
  state: "paid",
  currency: "usd",
  priceCents: 50_00,
  origin: "checkout",
  amountPaidCents: 50_00,
  discountCents: 0,
  taxCents: 0,
  refundedCents: 0,
  refundableCents: 0,
  underWayCents: 0,
  receiptUrl: "#receipt",
  receiptNumber: "2045-1188",
  cardBrand: "visa",
  cardLast4: "4242",
  failure: null,
  buyerId: "ines",
  buyer: "Ines Carvalho",
  at: daysAgo(12),
  expiresAt: null,
  refunds: [],
  lost: [],
  dispute: null,
  ...over,
});
const refund = (id: string, state: string) => ({
  id,
  state,
  amountCents: 10_00,
  credits: credits(110_00),
  at: daysAgo(2),
});
const UNPAID = { amountPaidCents: null, cardBrand: null, receiptUrl: null, receiptNumber: null };

/** Every outcome that a purchase can have. */
export const RECEIPTS: ReceiptsData = {
  workspace: READING_CONTEXT.workspace,
  workspaceName: "Alder & Finch",
  timeZone: READING_CONTEXT.timeZone,
  year: 2026,
  years: [2026],
  canRefund: true,
  receipts: [
    receipt("1", { refundableCents: 33_86 }),
    receipt("2", { ...UNPAID, state: "processing" }),
    receipt("3", { ...UNPAID, state: "failed", failure: "insufficient_funds" }),
    receipt("4", { discountCents: 20_00, taxCents: 6_90, amountPaidCents: 36_90, dispute: "open" }),
    receipt("5", { dispute: "won", origin: "top_up", buyer: "Auto top-up" }),
    receipt("6", {
      dispute: "lost",
      lost: [{ id: "dp", amountCents: 50_00, credits: credits(87_85), at: daysAgo(1) }],
    }),
    receipt("7", {
      refundedCents: 20_00,
      refunds: [refund("a", "succeeded"), refund("b", "failed"), refund("c", "pending")],
    }),
    receipt("8", { underWayCents: 50_00 }),
    receipt("9", { amountPaidCents: 0, cardBrand: null, discountCents: 50_00, receiptUrl: null }),
  ],
};
