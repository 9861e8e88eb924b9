/**
 * `waiting` for its try; `charging`, with the outcome not known yet; `charged`, with the credits on their way by the
 * webhook; `paid`. Ended without a purchase: `failed`, `off` (switched off by then), `not_needed` (the balance had
 * recovered).
 */
export type TopUpState =
  | "waiting"
  | "charging"
  | "charged"
  | "paid"
  | "failed"
  | "off"
  | "not_needed";

/** Under way: a later crossing waits for what they bring. */
export const LIVE: readonly TopUpState[] = ["waiting", "charging", "charged"];
/** Money has moved, or may have: these count towards the monthly limit. */
export const COUNTED: readonly TopUpState[] = ["charging", "charged", "paid"];
/** Why a top-up waits when it is not for the bank: for room in the month's limit, or for a dispute to be decided. */
export const OVER_LIMIT = "over_limit";
export const DISPUTED = "disputed";
/** It waits for an earlier one of its kind: what that brings may be enough for it, too. */
export const BEHIND = "behind";

/** What a top-up waits for when no bank said no. */
export const NOT_DECLINED: readonly string[] = [OVER_LIMIT, DISPUTED, BEHIND];

/** Whether a top-up waits because a bank said no, and a card, or money on it, could turn that. */
export const isDeclined = ({ state, failure }: { state: string; failure: string | null }) =>
  state === "waiting" && failure !== null && !NOT_DECLINED.includes(failure);

/** Why automatic top-ups switched themselves off: a bank's code, `no_card`, `package_gone` or `package_changed`. */
export type Stop = string;

/** The try that a top-up is in, or comes to next. One whose answer was lost goes on. */
export const tryOf = ({ state, tries }: { state: string; tries: number }): number =>
  state === "charging" ? tries : tries + 1;

const HOUR = 3_600_000;
/** The pauses after the first, second and third decline. The fourth switches automatic top-ups off. */
export const BACK_OFF_MS: readonly number[] = [1 * HOUR, 6 * HOUR, 24 * HOUR];

/** Declines that no later try can turn: the card, or its owner, has to change something. */
const FINAL = new Set([
  "authentication_required",
  "expired_card",
  "lost_card",
  "stolen_card",
  "pickup_card",
  "restricted_card",
  "revocation_of_authorization",
  "revocation_of_all_authorizations",
  "invalid_account",
  "no_card",
  "canceled",
]);

/** When to try again after the `tries`th decline; null: never, switch off. */
export function pauseAfter(tries: number, code: string): number | null {
  if (FINAL.has(code)) return null;
  return BACK_OFF_MS[tries - 1] ?? null;
}

export type Card = { expMonth: number; expYear: number };

/** A card is good through the last day of its month, by the workspace's calendar (`month` as "2026-11"). */
export const isExpired = ({ expMonth, expYear }: Card, month: string): boolean =>
  `${expYear}-${String(expMonth).padStart(2, "0")}` < month;

export type Circumstances<Saved extends Card = Card> = {
  enabled: boolean;
  /** Available and threshold, in hundredths of a credit. */
  available: number;
  threshold: number;
  card: Saved | null;
  /** A buyer's bank disputes a payment of the workspace, and has not decided. */
  disputed: boolean;
  /** "2026-11", in the workspace's time zone. */
  month: string;
  /** What other top-ups of the month come to, this one with tax, and the most there may be. */
  usedCents: number;
  amountCents: number;
  monthlyLimitCents: number;
};

export type Verdict<Saved extends Card = Card> =
  | { go: true; card: Saved }
  | {
      go: false;
      reason: "off" | "not_needed" | typeof DISPUTED | typeof OVER_LIMIT | { stop: Stop };
    };

/** Whether a card may be charged now, and which. */
export function verdict<Saved extends Card>(now: Circumstances<Saved>): Verdict<Saved> {
  if (!now.enabled) return { go: false, reason: "off" };
  if (!now.card) return { go: false, reason: { stop: "no_card" } };
  if (isExpired(now.card, now.month)) return { go: false, reason: { stop: "expired_card" } };
  if (now.available >= now.threshold) return { go: false, reason: "not_needed" };
  if (now.disputed) return { go: false, reason: DISPUTED };
  if (now.usedCents + now.amountCents > now.monthlyLimitCents)
    return { go: false, reason: OVER_LIMIT };
  return { go: true, card: now.card };
}

/** What a package brings, in hundredths of a credit, and costs. */
export type Terms = { credits: number; priceCents: number; currency: string };

/** Whether a package as it is sold now is no worse than what was agreed to: packages change, and a card is not asked again. */
export const isAsAgreed = (agreed: Terms, sold: Terms): boolean =>
  sold.priceCents <= agreed.priceCents &&
  sold.credits >= agreed.credits &&
  sold.currency === agreed.currency;

export type SettingRefusal =
  | "no_card"
  | "card_expired"
  | "package_gone"
  | "package_too_small"
  | "limit_too_small";

/**
 * Why automatic top-ups cannot be switched on like this, or null. One purchase must lift an empty balance to the
 * threshold, or the next crossing would never come.
 */
export function settingRefusal(
  setting: { threshold: number; limitCents: number; month: string },
  sold: { credits: number; priceCents: number } | null,
  card: Card | null,
): SettingRefusal | null {
  if (!card) return "no_card";
  if (isExpired(card, setting.month)) return "card_expired";
  if (!sold) return "package_gone";
  if (sold.credits < setting.threshold) return "package_too_small";
  return setting.limitCents < sold.priceCents ? "limit_too_small" : null;
}
