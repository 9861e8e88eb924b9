/**
 * `waiting` for its try; `charging`, with the outcome not yet known; `charged`, with the credits on their way
 * through the webhook; `paid`. Ended without a purchase: `failed`, `off` (switched off by then), `not_needed` (the
 * balance had recovered, or a refund had made the crossing).
 */
export type TopUpState =
  | "waiting"
  | "charging"
  | "charged"
  | "paid"
  | "failed"
  | "off"
  | "not_needed";

/** In progress: a later crossing waits for the credits these bring. */
export const IN_PROGRESS: readonly TopUpState[] = ["waiting", "charging", "charged"];
/** Money has moved or may have moved: these count towards the monthly limit. */
export const COUNTED: readonly TopUpState[] = ["charging", "charged", "paid"];
/**
 * Why a top-up waits, other than because of the bank: for room in the month's limit, for a dispute to be decided, or for
 * a refund, of whose purchase most may be free again in a moment.
 */
export const OVER_LIMIT = "over_limit";
export const DISPUTED = "disputed";
export const REFUNDING = "refunding";
/** It waits for an earlier one of its kind, whose credits may be enough for it too. */
export const BEHIND = "behind";

/** What a top-up waits for if it was not declined by a bank. */
export const NOT_DECLINED: readonly string[] = [OVER_LIMIT, DISPUTED, REFUNDING, BEHIND];

/**
 * Whether a top-up waits because a bank declined it, for a reason that another card, or money on this one, could remove.
 */
export const isDeclined = ({ state, failure }: { state: string; failure: string | null }) =>
  state === "waiting" && failure !== null && !NOT_DECLINED.includes(failure);

/** Whether a top-up has been put off to a time that can be named: by a bank, or by the month's limit. */
export const isPutOff = (one: { state: string; failure: string | null }) =>
  isDeclined(one) || (one.state === "waiting" && one.failure === OVER_LIMIT);

/** Why automatic top-ups switched themselves off: a bank's code, `no_card`, `package_gone` or `package_changed`. */
type Stop = string;

/** A try without a result for this long died with its process, or its answer was lost. */
export const SILENT_MS = 120_000;

/** Whether what became of a try has to be found out: the bank may have been asked. */
export const isSilent = (one: { state: string; updatedAt: Date }, now: Date): boolean =>
  one.state === "charging" && now.getTime() - one.updatedAt.getTime() >= SILENT_MS;

/** The number of the try that a top-up is in, or that comes next. A try whose answer was lost continues. */
export const tryOf = ({ state, tries }: { state: string; tries: number }): number =>
  state === "charging" ? tries : tries + 1;

const HOUR = 3_600_000;
/** The pauses after the first, second and third decline. The fourth switches automatic top-ups off. */
const BACK_OFF_MS: readonly number[] = [1 * HOUR, 6 * HOUR, 24 * HOUR];

/** Declines that trying again cannot change: the card has to be replaced, or its owner has to act. */
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

/** When to try again after the `tries`th decline. Null: never, switch off. */
export function pauseAfter(tries: number, code: string): number | null {
  if (FINAL.has(code)) return null;
  return BACK_OFF_MS[tries - 1] ?? null;
}

export type Card = { expMonth: number; expYear: number };

/** A card is valid through the last day of its month, by the workspace's calendar (`month` as "2026-11"). */
export const isExpired = ({ expMonth, expYear }: Card, month: string): boolean =>
  `${expYear}-${String(expMonth).padStart(2, "0")}` < month;

export type Circumstances<Saved extends Card = Card> = {
  enabled: boolean;
  /** Available and threshold, in hundredths of a credit. */
  available: number;
  threshold: number;
  card: Saved | null;
  /** A buyer's bank disputes a payment of the workspace, and has not decided yet. */
  disputed: boolean;
  /** Credits of the kind are set aside for a refund that is under way. */
  refunding: boolean;
  /** "2026-11", in the workspace's time zone. */
  month: string;
  /** What the month's other top-ups amount to, this one with tax, and the most they may amount to. */
  usedCents: number;
  amountCents: number;
  monthlyLimitCents: number;
};

export type Verdict<Saved extends Card = Card> =
  | { go: true; card: Saved }
  | {
      go: false;
      reason:
        | "off"
        | "not_needed"
        | typeof DISPUTED
        | typeof REFUNDING
        | typeof OVER_LIMIT
        | { stop: Stop };
    };

/** Whether a card may be charged now, and which. */
export function verdict<Saved extends Card>(now: Circumstances<Saved>): Verdict<Saved> {
  if (!now.enabled) return { go: false, reason: "off" };
  if (!now.card) return { go: false, reason: { stop: "no_card" } };
  if (isExpired(now.card, now.month)) return { go: false, reason: { stop: "expired_card" } };
  if (now.available >= now.threshold) return { go: false, reason: "not_needed" };
  if (now.disputed) return { go: false, reason: DISPUTED };
  if (now.refunding) return { go: false, reason: REFUNDING };
  if (now.usedCents + now.amountCents > now.monthlyLimitCents)
    return { go: false, reason: OVER_LIMIT };
  return { go: true, card: now.card };
}

/** What a package brings, in hundredths of a credit, and costs. */
export type Terms = { credits: number; priceCents: number; currency: string };

/**
 * Whether a package, as sold now, is no worse than what was agreed to: packages change, and nobody is asked again before
 * the card is charged.
 */
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
 * Why automatic top-ups cannot be switched on with these settings, or null. One purchase must lift an empty balance to
 * the threshold, or there would never be another crossing.
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
