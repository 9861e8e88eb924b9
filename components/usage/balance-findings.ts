import { historyHref } from "@/components/usage/history-address";
import { whoCan } from "@/lib/billing/core/buyers";
import type { UnconfirmedPurchase } from "@/lib/billing/types";
import type { AdjustmentCause } from "@/lib/credits/core/adjustment";
import type { Kind } from "@/lib/credits/core/amount";
import type { ShownCheck } from "@/lib/credits/core/check";
import { formatCount, formatCredits, formatSigned } from "@/lib/credits/core/format";
import { heldWords } from "@/lib/credits/core/held-words";
import type { Adjustment, BalanceHelp, Movement } from "@/lib/credits/types";
import { type Day, momentLabel } from "@/lib/usage/core/calendar";

/** What was checked and what was found, in a sentence, with the rows it is about. */
export type Finding = {
  about: "purchases" | "use" | "holds" | "expiry" | AdjustmentCause;
  /** It may explain an unexpected balance. */
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

/** Everything that was checked, in the order in which it is usually the answer. */
export function balanceFindings(about: FindingsOf): Finding[] {
  return [
    ...(about.purchases ? [purchasesFinding(about, about.purchases)] : []),
    chargesFinding(about),
    holdsFinding(about),
    expiryFinding(about),
    ...adjustmentFindings(about),
  ];
}

/** "2 things may explain it.", or that nothing was found. */
export function summaryOf(findings: readonly Finding[], differs: boolean): string {
  const count = findings.filter(({ found }) => found).length + (differs ? 1 : 0);
  if (count === 0) return "Nothing unusual was found.";
  return count === 1 ? "1 thing may explain it." : `${count} things may explain it.`;
}

export type Checks = { byKind: Record<Kind, ShownCheck | null>; canCheck: boolean };

/** What the latest check found, and who can ask for another. */
export function checkSentence({ byKind, canCheck }: Checks, { kind, help }: FindingsOf): string {
  const result = checkedWords(byKind[kind]);
  if (canCheck) return `${result} You can have it checked now.`;
  const [first, ...others] = help.checkers;
  if (!first) return result;
  return `${result} ${whoCan([first, ...others.slice(0, 2)], "have it checked now")}`;
}

function checkedWords(check: ShownCheck | null): string {
  if (!check) return "This balance was not checked yet. It is checked each night.";
  const { differs, entries } = check;
  if (differs)
    return "The latest check found a difference. Support was told, and nothing was changed.";
  return entries === 1
    ? "The latest check added up the one row it had to, and it agrees with the balance."
    : `The latest check added up all ${formatCount(entries)} rows it had to, and they agree with the balance.`;
}

const PURCHASES: Record<UnconfirmedPurchase["state"], string> = {
  // Whether it was paid is known once the payment provider has said so, which may be late.
  open: "checkout was not completed, or its payment is not reported yet",
  processing: "the payment is not confirmed yet, credits follow when it is",
  failed: "the payment failed, nothing was added",
  waiting: "auto top-up, not paid yet, nothing was charged",
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
  nextTryAt ? `, next try ${when(about, nextTryAt)}` : "";

function chargesFinding(about: FindingsOf): Finding {
  const { kind, workspace, help } = about;
  const { largest } = help.charges;
  const share = shareOfLargest(help.charges);
  return {
    about: "use",
    found: share >= NOTEWORTHY,
    sentence: usedSentence(help.charges, kind, share),
    rows: largest.map((one) => ({
      key: one.id,
      text: one.subject ?? one.label,
      note: `${one.label}, by ${one.by}, ${when(about, one.at)}${one.charges > 1 ? `, ${formatCount(one.charges)} charges` : ""}`,
      amount: formatSigned(-one.used, kind),
      href:
        one.runId && one.charges > 1
          ? historyHref(workspace, { kind, run: one.runId })
          : historyHref(workspace, { kind, tx: one.id }),
    })),
  };
}

/** One thing that took at least half of a week's use is more than usual. */
const NOTEWORTHY = 0.5;

const shareOfLargest = ({ used, usedInWeek, largest: [first] }: BalanceHelp["charges"]): number =>
  first ? first.used / Math.max(used, usedInWeek) : 0;

function usedSentence(charges: BalanceHelp["charges"], kind: Kind, share: number): string {
  const { used, refunded, count, complete } = charges;
  if (count === 0) return "Nothing was charged in the last 24 hours.";
  const many = count === 1 ? "1 charge" : `${formatCount(count)} charges`;
  const span = complete
    ? `in the last 24 hours, in ${many}`
    : `in the newest ${many} of the last 24 hours`;
  const less = refunded > 0 ? ", less refunds" : "";
  const largest =
    share >= NOTEWORTHY
      ? ` The largest is ${Math.floor(share * 100)}% of what was used in the last 7 days:`
      : count > 1 && used > 0
        ? " The largest:"
        : "";
  return `${formatCredits(used, kind)} were used ${span}${less}.${largest}`;
}

function holdsFinding({ kind, workspace, help }: FindingsOf): Finding {
  const { held, holds } = help;
  const named = holds.filter(({ count }) => count === 1);
  const few = named.toSorted((a, b) => b.amount - a.amount).slice(0, 3);
  return {
    about: "holds",
    found: held > 0,
    sentence:
      held === 0
        ? "Nothing is held."
        : `${formatCredits(held, kind)} are held for ${heldWords(holds)}. ${returnWords(holds)}`,
    rows: few.map(({ holdId, runId, frozen, entry, subject, amount }) => ({
      key: holdId,
      text: subject,
      note: runId ? "Running job" : frozen ? FROZEN[frozen] : "Hold of a program",
      amount: formatCredits(amount, kind),
      href: runId
        ? `/${workspace}/activity/${runId}`
        : entry && historyHref(workspace, { kind, tx: entry }),
    })),
  };
}

const FROZEN = {
  dispute: "Until the dispute is decided",
  refund: "Until the refund is confirmed",
} as const;

/** What happens to it: a bank has to decide what a dispute holds, so that does not come back by not being used. */
const returnWords = (holds: BalanceHelp["holds"]): string =>
  [
    holds.some(({ frozen }) => !frozen) && "What is not used comes back.",
    holds.some(({ frozen }) => frozen === "dispute") &&
      "What is disputed comes back if the dispute is won.",
    holds.some(({ frozen }) => frozen === "refund") &&
      "What is being refunded leaves the balance when the refund is confirmed.",
  ]
    .filter(Boolean)
    .join(" ");

function expiryFinding(about: FindingsOf): Finding {
  const { expired } = about.help;
  return {
    about: "expiry",
    found: expired.length > 0,
    sentence:
      expired.length === 0
        ? "Nothing expired in the last 30 days."
        : `${formatCredits(sumOf(expired), about.kind)} expired in the last 30 days.`,
    rows: rowsOf(about, expired, "Expired"),
  };
}

const ADJUSTMENTS: Record<AdjustmentCause, string> = {
  refund: "Refunds of purchases changed the balance in the last 30 days, together by",
  dispute: "Lost disputes changed the balance in the last 30 days, together by",
  hand: "The balance was adjusted by hand in the last 30 days, together by",
};

/** One finding for each cause, since a refund is not a person's correction, nor is a lost dispute. */
const adjustmentFindings = (about: FindingsOf): Finding[] =>
  (Object.keys(ADJUSTMENTS) as AdjustmentCause[]).flatMap((cause) => {
    const rows = about.help.adjusted.filter((one: Adjustment) => one.cause === cause);
    if (rows.length === 0) return [];
    return [
      {
        about: cause,
        found: true,
        sentence: `${ADJUSTMENTS[cause]} ${formatSigned(sumOf(rows), about.kind)}.`,
        rows: rowsOf(about, rows, "Adjusted"),
      },
    ];
  });

const sumOf = (movements: readonly Movement[]): number =>
  movements.reduce((total, { amount }) => total + amount, 0);

/** The newest of them, each with a link to its row. */
const rowsOf = (
  about: FindingsOf,
  movements: readonly Movement[],
  unnamed: string,
): Finding["rows"] =>
  movements.slice(0, 3).map(({ id, amount, reason, at, unbooked }) => ({
    key: id,
    text: reason ?? unnamed,
    note: `${when(about, at)}${unbooked ? ", its row follows within a minute" : ""}`,
    amount: formatSigned(amount, about.kind),
    href: unbooked ? null : historyHref(about.workspace, { kind: about.kind, tx: id }),
  }));

const when = ({ timeZone, today }: FindingsOf, at: string): string =>
  momentLabel(new Date(at), timeZone, today);
