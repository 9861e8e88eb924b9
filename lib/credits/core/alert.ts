import { isolated } from "../../identity/core/isolated";
import type { Kind } from "./amount";
import { entryId } from "./balance";
import { type Cap, isApiKey } from "./cap";
import { formatCredits, spokenCredits } from "./format";
import { allHeldWords } from "./held-words";

/** What a notice is about, as it is stored: amounts in hundredths, dates in ISO 8601. */
export type AlertFacts =
  | {
      about: "threshold";
      threshold: string;
      below: number;
      available: number;
      /** What was held then: an empty balance may be held, not used up. Missing in older notices. */
      held?: number;
    }
  | { about: "cap"; cap: Cap; used: number; share: number; month: string }
  | { about: "expiry"; label: string; amount: number; expiresAt: string; days: number }
  | {
      about: "dispute";
      purchaseId: string;
      packageName: string;
      state: "open" | "won" | "lost";
      /** What a lost dispute took, and what had been spent already and is owed. */
      taken: number;
      owed: number;
    }
  | {
      about: "purchase";
      purchaseId: string;
      buyerId: string;
      packageName: string;
      state: "paid" | "failed";
      amount: number;
      /** How much of it settled a debt. */
      settled: number;
      /** Bought by auto top-up. */
      auto?: boolean;
    }
  /** Auto top-up was switched off or declined (`why`, a sentence), or reached its monthly limit. */
  | { about: "top_up"; event: "stopped" | "declined" | "over_limit"; why: string }
  /** A member who may not buy asked those who may. */
  | {
      about: "request";
      by: string;
      message: string;
      /** "Importing 1,200 usernames", and the hundredths of a credit that it lacks. */
      what: string | null;
      shortfall: number | null;
      /** The package that covers it, or the first of several. */
      buy: string | null;
      /** If no single package is enough: a sentence that says so, and which ones are. */
      several?: string | null;
    };

const NAMES: Record<string, string> = { low: "low", critical: "almost out", empty: "out" };

/** The subjects of caps, for those whose name is not known. */
const WHOSE = { member: "A member", campaign: "A campaign", operation: "An operation" } as const;
const unnamed = (cap: Cap): string => (isApiKey(cap) ? "An API key" : WHOSE[cap.scope]);

/**
 * The notice as one sentence that does not name the workspace: for the subject of a mail, or a line of the inbox. `whose`
 * names the subject of a cap: "Priya Raman", or "You".
 */
export function alertTitle(facts: AlertFacts, kind: Kind, whose: string | null = null): string {
  switch (facts.about) {
    case "threshold":
      return thresholdTitle(facts, kind);
    case "cap":
      return `${whose ? isolated(whose) : unnamed(facts.cap)} used ${facts.share}% of a monthly limit of ${spokenCredits(facts.cap.amount, kind)}`;
    case "expiry":
      return `${spokenCredits(facts.amount, kind)} expire ${inDays(facts.days)}`;
    case "dispute":
      return disputeTitle(facts, kind);
    case "purchase":
      if (facts.state === "failed") return `The payment for ${facts.packageName} failed`;
      return `${facts.auto ? "Auto top-up: " : ""}${spokenCredits(facts.amount, kind)} added`;
    case "top_up":
      return `Auto top-up of ${spokenKind(kind)} ${TOP_UP_TITLES[facts.event]}`;
    case "request":
      return `${isolated(facts.by)} asks for ${spokenKind(kind)}`;
  }
}

type Threshold = Extract<AlertFacts, { about: "threshold" }>;

function thresholdTitle({ threshold, below, available, held }: Threshold, kind: Kind): string {
  if (threshold === "empty") {
    return held ? allHeldWords(kind).title : `No ${spokenKind(kind)} left`;
  }
  const unit = kind === "ai" ? "AI credits" : "Lead credits";
  const level = NAMES[threshold];
  const fell = level ? `are ${level}` : `fell below ${formatCredits(below, kind)}`;
  return `${unit} ${fell}: ${formatCredits(available, kind)} available`;
}

type Dispute = Extract<AlertFacts, { about: "dispute" }>;

function disputeTitle({ state, packageName, taken }: Dispute, kind: Kind): string {
  if (state === "lost") {
    return `Dispute of ${packageName} lost: ${spokenCredits(taken, kind)} taken`;
  }
  return `Dispute of ${packageName} ${state === "won" ? "won" : "opened"}`;
}

/** What the notice means, and what happens next. Times are in `timeZone`, the workspace's. */
export function alertBody(facts: AlertFacts, kind: Kind, timeZone: string): string {
  switch (facts.about) {
    case "threshold":
      return thresholdBody(facts, kind);
    case "cap":
      return facts.cap.mode === "block"
        ? "What would go beyond the limit is refused until the next month, or until an admin raises it."
        : "Nothing is refused: this limit only notifies.";
    case "expiry":
      return `They are what is left of ${isolated(facts.label)}, until ${moment(facts.expiresAt, timeZone)}. Credits that expire soonest are used first.`;
    case "dispute":
      return disputeBody(facts, kind);
    case "purchase":
      return purchaseBody(facts, kind);
    case "top_up":
      return topUpBody(facts);
    case "request":
      return [
        lack(facts, kind),
        facts.message && `${isolated(facts.by)} writes: ${oneLine(facts.message)}`,
      ]
        .filter(Boolean)
        .join("\n\n");
  }
}

function thresholdBody({ available, held }: Threshold, kind: Kind): string {
  if (available > 0) return WHEN_LOW;
  return held ? allHeldWords(kind).text : AT_ZERO[kind];
}

function disputeBody({ state, owed }: Dispute, kind: Kind): string {
  if (state === "open") return "What is left of its credits is frozen until it is decided.";
  if (state === "won") return "What it froze is free again, unless another dispute is open.";
  return owed > 0
    ? `${formatCredits(owed, kind)} were spent already and are owed: the next purchase settles them first.`
    : "Nothing is owed.";
}

function purchaseBody(facts: Extract<AlertFacts, { about: "purchase" }>, kind: Kind): string {
  const { state, packageName, settled, auto } = facts;
  if (state === "failed") return "Nothing was charged and no credits were added.";
  const paid = `${packageName} was paid${auto ? " with the saved card" : ""}.`;
  return settled > 0 ? `${paid} ${formatCredits(settled, kind)} settled a debt.` : paid;
}

type TopUp = Extract<AlertFacts, { about: "top_up" }>;

const TOP_UP_TITLES: Record<TopUp["event"], string> = {
  stopped: "switched itself off",
  declined: "was declined",
  over_limit: "has reached its monthly limit",
};

function topUpBody({ event, why }: TopUp): string {
  switch (event) {
    case "stopped":
      return `${why} Nothing was charged. Buy credits by hand, or save another card and switch it on again.`;
    case "declined":
      return `${why} Nothing was charged. It tries again in 1 hour, later after longer pauses, and at once when another card is saved.`;
    case "over_limit":
      return "Nothing was bought. It goes on next month, or when somebody raises the limit.";
  }
}

type Request = Extract<AlertFacts, { about: "request" }>;

/** "Importing 1,200 usernames lacks 18.20 AI credits." */
function lack({ what, shortfall, several }: Request, kind: Kind): string {
  if (!shortfall) return "";
  const lacks = `${oneLine(what || "What they are doing")} lacks ${spokenCredits(shortfall, kind)}.`;
  return several ? `${lacks} ${several}` : lacks;
}

/** Without line breaks: a line of its own in a mail could pass for one of ours, such as the link below it. */
const oneLine = (text: string): string => isolated(text.replace(/[\s\p{Cc}]+/gu, " "));

/** The page, below the workspace, where the subject of the notice is shown or dealt with. */
export function alertLink(facts: AlertFacts, kind: Kind): { label: string; path: string } {
  const billing = "/settings/billing";
  if (facts.about === "request") {
    const search = [
      ...(kind === "lead" ? ["kind=lead"] : []),
      ...(facts.buy ? [`buy=${facts.buy}`] : []),
    ].join("&");
    return { label: "Buy credits", path: search ? `${billing}?${search}` : billing };
  }
  if (facts.about === "top_up") return { label: "See auto top-up", path: `${billing}/top-up` };
  return { label: "See the balance", path: balancePath(kind) };
}

const spokenKind = (kind: Kind): string => (kind === "ai" ? "AI credits" : "lead credits");

const WHEN_LOW = "Operations that are not covered are refused before anything is charged.";
const AT_ZERO: Record<Kind, string> = {
  ai: "Viewing, editing, scheduling and publishing still work.",
  lead: "Sourcing is paused. Leads already in campaigns still receive email, and nothing is lost.",
};

/** "4 Dec 2026, 17:30". Some engines write "Sept". */
const moment = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone,
  })
    .format(new Date(at))
    .replace("Sept ", "Sep ");

const inDays = (days: number): string => (days === 1 ? "in 1 day" : `in ${days} days`);

export type AlertTone = "neutral" | "warning" | "critical";

/** How serious a notice is, for its mark and colour. */
export function alertTone(facts: AlertFacts): AlertTone {
  switch (facts.about) {
    case "threshold":
      return ["critical", "empty"].includes(facts.threshold) ? "critical" : "warning";
    case "cap":
      return facts.share < 100 ? "neutral" : "warning";
    case "expiry":
      return "warning";
    case "dispute":
      return facts.state === "won" ? "neutral" : "critical";
    case "purchase":
      return facts.state === "paid" ? "neutral" : "critical";
    case "top_up":
      return facts.event === "stopped" ? "critical" : "warning";
    case "request":
      return "neutral";
  }
}

type Reader = { canManage: boolean; canBuy: boolean };

/**
 * The page that explains a notice, below the workspace: its row of the history, `seq`, if there is a visible one,
 * otherwise the most specific page that the reader may see.
 */
export function alertPath(
  facts: AlertFacts,
  kind: Kind,
  seq: number | null,
  { canManage, canBuy }: Reader,
): string {
  const billing = "/settings/billing";
  if (facts.about === "cap" && canManage) return "/settings/alerts";
  if (facts.about === "top_up" || facts.about === "request") return alertLink(facts, kind).path;
  if (seq !== null) return `${billing}?tx=${entryId(kind, seq)}`;
  const ofMoney = facts.about === "dispute" || facts.about === "purchase";
  if (ofMoney && canBuy) return `${billing}/receipts`;
  return balancePath(kind);
}

function balancePath(kind: Kind): string {
  const billing = "/settings/billing";
  return kind === "lead" ? `${billing}?kind=lead` : billing;
}
