import { historyHref } from "@/components/usage/history-address";
import type { UnconfirmedPurchase } from "@/lib/billing/types";
import type { Kind } from "@/lib/credits/core/amount";
import { formatCredits, formatSigned } from "@/lib/credits/core/format";
import { heldWords } from "@/lib/credits/core/held-words";
import type { BalanceHelp, Movement } from "@/lib/credits/types";
import { type Day, momentLabel } from "@/lib/usage/core/calendar";

/** What was looked at and what was found, in a sentence, with the rows it is about. */
export type Finding = {
  about: "purchases" | "use" | "holds" | "expiry" | "adjustments";
  /** It may explain a balance that is not as expected. */
  found: boolean;
  sentence: string;
  rows: { key: string; text: string; note: string; amount: string; href: string | null }[];
};

export type FindingsOf = {
  help: BalanceHelp;
  /** Null for those who may not buy: what others pay for is not theirs to see. */
  purchases: UnconfirmedPurchase[] | null;
  kind: Kind;
  workspace: string;
  timeZone: string;
  today: Day;
};

/** Everything that was looked at, in the order in which it usually is the answer. */
export function balanceFindings(about: FindingsOf): Finding[] {
  return [
    ...(about.purchases ? [purchasesFinding(about, about.purchases)] : []),
    chargesFinding(about),
    holdsFinding(about),
    movementsFinding(about, "expiry", about.help.expired),
    ...(about.help.adjusted.length > 0
      ? [movementsFinding(about, "adjustments", about.help.adjusted)]
      : []),
  ];
}

/** "2 things may explain it.", or that there is nothing of the kind. */
export function summaryOf(findings: readonly Finding[], differs: boolean): string {
  const count = findings.filter(({ found }) => found).length + (differs ? 1 : 0);
  if (count === 0) return "Nothing unusual was found.";
  return count === 1 ? "1 thing may explain it." : `${count} things may explain it.`;
}

const PURCHASES: Record<UnconfirmedPurchase["state"], string> = {
  open: "checkout was not completed, nothing was charged",
  processing: "the payment is not confirmed yet, credits follow when it is",
  failed: "the payment failed, nothing was added",
  waiting: "auto top-up, waiting for another try, nothing was charged",
};

function purchasesFinding(about: FindingsOf, purchases: UnconfirmedPurchase[]): Finding {
  const { kind, workspace } = about;
  const count = purchases.length;
  const billing = historyHref(workspace, {});
  const hrefs: Record<UnconfirmedPurchase["state"], (one: UnconfirmedPurchase) => string | null> = {
    open: () => null,
    waiting: () => `${billing}/top-up`,
    failed: () => `${billing}/receipts`,
    processing: ({ checkoutSessionId: id }) =>
      id ? `${billing}/return?${new URLSearchParams({ session_id: id })}` : null,
  };
  return {
    about: "purchases",
    found: count > 0,
    sentence:
      count === 0
        ? "No purchase of the last 7 days waits for its payment."
        : `${count === 1 ? "1 purchase" : `${count} purchases`} of the last 7 days brought no credits yet.`,
    rows: purchases.map((one) => ({
      key: one.id,
      text: one.packageName,
      note: `${when(about, one.at)}, ${PURCHASES[one.state]}${nextTry(about, one)}`,
      amount: formatSigned(one.credits, kind),
      href: hrefs[one.state](one),
    })),
  };
}

const nextTry = (about: FindingsOf, { nextTryAt }: UnconfirmedPurchase): string =>
  nextTryAt ? `: ${when(about, nextTryAt)}` : "";

function chargesFinding(about: FindingsOf): Finding {
  const { kind, workspace, help } = about;
  const { used, count, complete, largest } = help.charges;
  const charges = count === 1 ? "1 charge" : `${count.toLocaleString("en-US")} charges`;
  const span = complete
    ? `in the last 24 hours, in ${charges}`
    : `in the newest ${charges} of the last 24 hours`;
  return {
    about: "use",
    found: used > 0,
    sentence:
      used === 0
        ? "Nothing was charged in the last 24 hours."
        : `${formatCredits(used, kind)} were used ${span}.${count > 1 ? " The largest:" : ""}`,
    rows: largest.map((one) => ({
      key: one.id,
      text: one.subject ?? one.label,
      note: `${one.label}, by ${one.by}, ${when(about, one.at)}${one.charges > 1 ? `, ${one.charges.toLocaleString("en-US")} charges` : ""}`,
      amount: formatSigned(-one.used, kind),
      href:
        one.runId && one.charges > 1
          ? historyHref(workspace, { kind, run: one.runId })
          : historyHref(workspace, { kind, tx: one.id }),
    })),
  };
}

function holdsFinding({ kind, workspace, help }: FindingsOf): Finding {
  const { held, holds } = help;
  const few = holds.toSorted((a, b) => b.amount - a.amount).slice(0, 3);
  return {
    about: "holds",
    found: held > 0,
    sentence:
      held === 0
        ? "Nothing is held."
        : `${formatCredits(held, kind)} are held for ${heldWords(holds)}. What is not used comes back.`,
    rows: few.map(({ holdId, runId, disputed, subject, amount }) => ({
      key: holdId,
      text: subject,
      note: runId ? "Running job" : disputed ? "Until the dispute is decided" : "Hold of a program",
      amount: formatCredits(amount, kind),
      href: runId ? `/${workspace}/activity/${runId}` : null,
    })),
  };
}

function movementsFinding(
  about: FindingsOf,
  which: "expiry" | "adjustments",
  movements: readonly Movement[],
): Finding {
  const { kind, workspace } = about;
  const sum = movements.reduce((total, { amount }) => total + amount, 0);
  const sentences = {
    expiry:
      movements.length === 0
        ? "Nothing expired in the last 30 days."
        : `${formatCredits(sum, kind)} expired in the last 30 days.`,
    adjustments: "The balance was adjusted by hand in the last 30 days.",
  };
  return {
    about: which,
    found: movements.length > 0,
    sentence: sentences[which],
    rows: movements.map(({ id, amount, reason, at }) => ({
      key: id,
      text: reason ?? (which === "expiry" ? "Expired" : "Adjusted"),
      note: when(about, at),
      amount: formatSigned(amount, kind),
      href: historyHref(workspace, { kind, tx: id }),
    })),
  };
}

const when = ({ timeZone, today }: FindingsOf, at: string): string =>
  momentLabel(new Date(at), timeZone, today);
