import { formatCredits, formatMoney, kindName } from "../../credits/core/format";
import { failureSentence } from "./payment";
import { BEHIND, DISPUTED, isDeclined, OVER_LIMIT, REFUNDING, type TopUpState } from "./top-up";

type Kind = "ai" | "lead";
type Wish = {
  kind: Kind;
  threshold: number;
  package: { name: string; priceCents: number; currency: string };
  monthlyLimitCents: number;
};

/** What is bought when, and how much at most: the same sentence before it is switched on and afterwards. */
export function topUpSentence(wish: Wish): string {
  const { kind, threshold, package: sold, monthlyLimitCents } = wish;
  const money = (cents: number) => formatMoney(cents, sold.currency);
  return `Buys ${sold.name} for ${money(sold.priceCents)} when less than ${formatCredits(threshold, kind)} ${inText(kind)} are available, for ${money(monthlyLimitCents)} a month at most.`;
}

/** Shown while a buyer's bank has not decided a dispute. */
export const DISPUTED_SENTENCE =
  "A payment is disputed. Nothing is bought by itself until the dispute is decided; then auto top-up goes on.";

/** Why it is off although somebody had switched it on. */
export const stoppedSentence = (stopped: string): string =>
  `Auto top-up switched itself off. ${failureSentence(stopped)} Nothing was charged.`;

/** The same in a few words, beside "Auto top-up:". */
export const STOPPED_WORDS = "switched itself off";

type AutoTopUpStatus = {
  kind: Kind;
  threshold: number;
  disputed: boolean;
  /** What the oldest of its top-ups is waiting for; null if none is waiting. */
  waitsFor: string | null;
};

/** In a few words, beside "Auto top-up:": what it does, or why it is not doing it at the moment. */
export function autoTopUpSummary({ kind, threshold, disputed, waitsFor }: AutoTopUpStatus): string {
  if (disputed) return "paused, a dispute is open";
  if (waitsFor === OVER_LIMIT) return "paused, its monthly limit is reached";
  if (isDeclined({ state: "waiting", failure: waitsFor })) return "declined, it tries again";
  return `below ${formatCredits(threshold, kind)}`;
}

const inText = (kind: Kind): string => (kind === "ai" ? kindName(kind) : "lead credits");

type TopUpStatus = {
  state: TopUpState;
  failure: string | null;
  tries: number;
  nextTry: string | null;
  /** Nothing was heard of its try for some time. */
  silent: boolean;
};

/** The state of one top-up. `nextTry` is written the way the screen writes times. */
export function topUpStateSentence({
  state,
  failure,
  tries,
  nextTry,
  silent,
}: TopUpStatus): string {
  switch (state) {
    case "waiting":
      return waitingSentence({ failure, tries, nextTry });
    case "charging":
      return chargingSentence(silent);
    case "charged":
      return "Paid. Adding credits.";
    case "paid":
      return "Credits added.";
    case "failed":
      return `${failureSentence(failure ?? "")} Nothing was charged.`;
    case "off":
      return "It was switched off. Nothing was bought.";
    case "not_needed":
      return "The balance had recovered. Nothing was bought.";
  }
}

function waitingSentence({
  failure,
  tries,
  nextTry,
}: Omit<TopUpStatus, "state" | "silent">): string {
  switch (failure) {
    case OVER_LIMIT:
      return `The monthly limit leaves no room. Tries again ${nextTry}.`;
    case DISPUTED:
      return "A dispute is open. It goes on when that is decided.";
    case REFUNDING:
      return "A purchase is being refunded. It goes on when that is done.";
    case BEHIND:
      return "Waits for the top-up before it.";
    default:
      return failure && tries > 0
        ? `${failureSentence(failure)} Tries again ${nextTry}.`
        : "About to be bought.";
  }
}

const chargingSentence = (silent: boolean): string =>
  silent
    ? "No answer from the bank yet. What became of it is looked up every minute, and nothing is charged twice."
    : "Asking the bank.";
