import "server-only";
import { TZDate } from "@date-fns/tz";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { priced } from "@/lib/billing/core/packages";
import { originAfterClosing, returnState } from "@/lib/billing/core/return-state";
import { IN_PROGRESS, isExpired, isSilent } from "@/lib/billing/core/top-up";
import { autoTopUpSummary, STOPPED_WORDS } from "@/lib/billing/core/top-up-words";
import { validUntil } from "@/lib/billing/core/validity";
import { checkoutOrigin, paymentProvider } from "@/lib/billing/providers/stripe";
import { findBuyRail } from "@/lib/billing/queries/buy-rail";
import { buyersOf } from "@/lib/billing/queries/buyers";
import { savedCardOf } from "@/lib/billing/queries/cards";
import { isDisputed } from "@/lib/billing/queries/disputes";
import { activePackages } from "@/lib/billing/queries/packages";
import { findPurchase, findPurchaseBySession } from "@/lib/billing/queries/purchases";
import { receiptsBetween, receiptYears } from "@/lib/billing/queries/receipts";
import { recentTopUps, type TopUp, topUpSettings, usedByKind } from "@/lib/billing/queries/top-ups";
import { sessionIdSchema } from "@/lib/billing/schema";
import type {
  BuyRailData,
  CheckoutReturnData,
  Offer,
  RailOffer,
  ReceiptsData,
  StoredCard,
  TopUpData,
  TopUpLine,
} from "@/lib/billing/types";
import { credits, type Kind } from "@/lib/credits/core/amount";
import { monthAt } from "@/lib/credits/core/cap";
import { instantOf } from "@/lib/credits/core/instant";
import { loadBalance, loadFrameBalances } from "@/lib/credits/loaders";
import { debtSettledBy } from "@/lib/credits/queries/debt";
import { findRun } from "@/lib/credits/queries/runs";
import { requireMember, requirePermission } from "@/lib/identity/gates";
import { membersOf } from "@/lib/identity/queries/members";
import { clock } from "@/lib/platform/clock";

const HOUR_MS = 3_600_000;

/** Everything the buy rail shows: both catalogues, with the balance each package would lead to. */
export const loadBuyRail = cache(async (slug: string): Promise<BuyRailData> => {
  const member = await requireMember(slug);
  const now = clock.now();
  const [ai, lead, { settings, card, buyers, asked, disputed, waits }] = await Promise.all([
    loadRailOffer(slug, "ai"),
    loadRailOffer(slug, "lead"),
    findBuyRail(member.workspaceId, member.userId, new Date(now.getTime() - HOUR_MS)),
  ]);
  const topUpWords = (kind: Kind) => {
    const wish = settings.find((one) => one.kind === kind);
    if (!wish?.enabled) return wish?.stopped ? STOPPED_WORDS : null;
    const { threshold } = wish;
    const waitsFor = waits.find((one) => one.kind === kind)?.failure ?? null;
    return autoTopUpSummary({ kind, threshold, disputed, waitsFor });
  };
  return {
    workspace: member.workspaceSlug,
    timeZone: member.timeZone,
    provider: paymentProvider(),
    canBuy: member.can("credits:buy"),
    buyers: buyers.map(({ name, role }) => ({ name, role })),
    asked,
    offers: { ai, lead },
    checkoutOrigin: checkoutOrigin(),
    validUntil: validUntil(now).toISOString(),
    topUp: { ai: topUpWords("ai"), lead: topUpWords("lead") },
    hasCard:
      settings.some(({ enabled }) => enabled) &&
      card !== null &&
      !isExpired(card, monthAt(instantOf(now), member.timeZone)),
  };
});

/** The packages, with the balance they would be added to, as the frame of every page says it, if that could be read. */
async function loadRailOffer(slug: string, kind: Kind): Promise<RailOffer> {
  const [packages, balances] = await Promise.all([activePackages(kind), loadFrameBalances(slug)]);
  const balance = balances?.find((one) => one.kind === kind);
  return { packages: priced(packages), balance: balance ? partOf(balance) : null };
}

async function loadOffer(slug: string, kind: Kind): Promise<Offer> {
  const [packages, balance] = await Promise.all([activePackages(kind), loadBalance(slug, kind)]);
  return { packages: priced(packages), balance: partOf(balance) };
}

const partOf = ({ current, available, debt, pacePerDay }: Offer["balance"]): Offer["balance"] => ({
  current,
  available,
  debt,
  pacePerDay,
});

/**
 * The purchase a buyer is coming back from, for them and for those who may buy: it says what was paid, and how. It only
 * reports: nothing is fulfilled here, so a refresh is safe.
 */
export async function loadCheckoutReturn(
  slug: string,
  query: { sessionId: string | null; closed: string | null },
): Promise<CheckoutReturnData> {
  const member = await requireMember(slug);
  const session = sessionIdSchema.safeParse(query.sessionId);
  const purchase = session.success
    ? await findPurchaseBySession(member.workspaceId, session.data)
    : await closedPurchase(member.workspaceId, query.closed);
  const isTheirs = purchase?.buyerId === member.userId || member.can("credits:buy");
  if (!purchase || !isTheirs) notFound();

  const state = returnState(purchase, query.sessionId === null);
  if (state === "closed") redirect(originAfterClosing(purchase.returnPath, purchase.packageId));
  const run = purchase.continueRunId
    ? await findRun(member.workspaceId, purchase.continueRunId, clock.now())
    : null;
  const { kind, entrySeq } = purchase;
  return {
    workspace: member.workspaceSlug,
    timeZone: member.timeZone,
    state,
    purchase,
    settled: entrySeq ? await debtSettledBy(member.workspaceId, kind, entrySeq) : credits(0),
    validUntil: validUntil(purchase.paidAt ?? clock.now()).toISOString(),
    run: run && { id: run.id, subject: run.subject, state: run.state },
  };
}

const closedPurchase = (workspaceId: string, id: string | null) =>
  z.uuid().safeParse(id).success && id ? findPurchase(workspaceId, id) : null;

/** The purchases of one year of the workspace's calendar, for those who may buy. */
export const loadReceipts = cache(
  async (slug: string, wanted: number | null): Promise<ReceiptsData> => {
    const member = await requirePermission(slug, "credits:buy");
    const now = clock.now();
    const thisYear = new TZDate(now, member.timeZone).getFullYear();
    const year = wanted ?? thisYear;
    const startOf = (one: number) => new Date(new TZDate(one, 0, 1, member.timeZone).getTime());
    const [receipts, years, people] = await Promise.all([
      receiptsBetween(member.workspaceId, startOf(year), startOf(year + 1), now),
      receiptYears(member.workspaceId, member.timeZone),
      membersOf(member.workspaceId),
    ]);
    return {
      workspace: member.workspaceSlug,
      workspaceName: member.workspaceName,
      timeZone: member.timeZone,
      year,
      years: [...new Set([thisYear, year, ...years])].toSorted((a, b) => b - a),
      canRefund: member.can("credits:adjust"),
      receipts: receipts.map((receipt) => ({
        ...receipt,
        buyer:
          receipt.origin === "top_up"
            ? "Auto top-up"
            : (people.find(({ userId }) => userId === receipt.buyerId)?.name ??
              "Somebody who left"),
      })),
    };
  },
);

/** The Auto top-up page: what everyone may know, and the card for those who may change it. */
export const loadTopUp = cache(async (slug: string): Promise<TopUpData> => {
  const member = await requireMember(slug);
  const { workspaceId, timeZone } = member;
  const now = clock.now();
  const month = monthAt(instantOf(now), timeZone);
  const canChange = member.can("credits:buy");
  const [card, settings, recent, buyers, used, ai, lead, disputed] = await Promise.all([
    savedCardOf(workspaceId),
    topUpSettings(workspaceId),
    recentTopUps(workspaceId),
    buyersOf(workspaceId),
    usedByKind(workspaceId, month),
    loadOffer(slug, "ai"),
    loadOffer(slug, "lead"),
    isDisputed(workspaceId),
  ]);
  const kind = (name: Kind, { packages, balance }: Offer) => {
    const set = settings.find((one) => one.kind === name);
    return {
      wish: set ? { ...set, currency: set.agreed.currency } : null,
      packages,
      available: balance.available,
      usedCents: used[name],
      underWay: recent.some((one) => one.kind === name && IN_PROGRESS.includes(one.state)),
    };
  };
  return {
    workspace: slug,
    timeZone,
    provider: paymentProvider(),
    canChange,
    buyers: buyers.map(({ name }) => name),
    card: card && canChange ? shownCard(card, month) : null,
    kinds: { ai: kind("ai", ai), lead: kind("lead", lead) },
    disputed,
    recent: canChange ? recent.map((one) => toLine(one, now)) : [],
  };
});

const shownCard = ({ methodId: _, ...card }: StoredCard, month: string) => ({
  ...card,
  expired: isExpired(card, month),
});

const toLine = (
  { purchase, createdAt, updatedAt, nextTryAt, ...topUp }: TopUp,
  now: Date,
): TopUpLine => ({
  ...topUp,
  packageName: purchase?.packageName ?? "",
  currency: purchase?.currency ?? "usd",
  at: createdAt.toISOString(),
  nextTryAt: nextTryAt?.toISOString() ?? null,
  silent: isSilent({ ...topUp, updatedAt }, now),
});
