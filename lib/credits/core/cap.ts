import { type Actor, actorName } from "./actor";
import { type Credits, credits } from "./amount";
import { dayAt, daysFrom } from "./day";
import { type Instant, instant } from "./instant";

/** What a cap counts: the use of one member (or API key), one campaign, or one operation. */
export type CapScope = "member" | "campaign" | "operation";
/** `block` refuses what would exceed the cap; `notify` only gives notice. */
export type CapMode = "notify" | "block";

/**
 * The most that may be used in a calendar month. `target` is named as in the rollups: a member's id, "api_key:<id>", an
 * operation.
 */
export type Cap = Readonly<{ scope: CapScope; target: string; amount: Credits; mode: CapMode }>;

/** A cap and what is left of it this month. */
export type CapLeft = { cap: Cap; left: Credits };

/** What a cap counts: what was used in `month` (charges less their refunds), and what open holds set aside. */
export type CapUse = Readonly<{ month: string; used: Credits; held: Credits }>;

/** Recent use by month: "2026-11", in the time zone of the rollups. */
export type UsedByMonth = Readonly<Record<string, number>>;

/** Who spends, and on what: this decides which caps apply. */
export type Spender = { operation: string | null; actor: Actor; campaignId: string | null };

/**
 * Since when a cap has had its amount, from its changes, newest first; null if they do not include that change. Switching
 * between blocking and notifying does not count as one.
 */
export function heldSince(
  changes: readonly { at: Date; amount: number | null }[],
  amount: number,
): Date | null {
  const others = changes.findIndex((change) => change.amount !== amount);
  const own = others === -1 ? changes : changes.slice(0, others);
  return own.at(-1)?.at ?? null;
}

/** The shares of a cap, in percent, at which notice is given. */
const NOTICE_AT = [100, 80] as const;
export type CapShare = (typeof NOTICE_AT)[number];

const API_KEY = "api_key:";

/** Whether a cap is for an API key: programs share the scope of members. */
export const isApiKey = ({ scope, target }: Pick<Cap, "scope" | "target">): boolean =>
  scope === "member" && target.startsWith(API_KEY);

/** The id of the API key that a cap names. */
export const apiKeyOf = ({ target }: Pick<Cap, "target">): string => target.slice(API_KEY.length);

export const capName = (scope: CapScope, target: string): string => `${scope} ${target}`;

/** The names of all caps that would count a spender, whether or not they exist. */
export const namesOf = ({ operation, actor, campaignId }: Spender): string[] => [
  capName("member", actorName(actor)),
  ...(campaignId === null ? [] : [capName("campaign", campaignId)]),
  ...(operation === null ? [] : [capName("operation", operation)]),
];

/** The calendar month of an instant in a time zone, as "2026-11". */
export const monthAt = (at: Instant, timeZone: string): string => dayAt(at, timeZone).slice(0, 7);

/** When the month of an instant began in a time zone. */
export function monthBegan(at: Instant, timeZone: string): Instant {
  const first = `${monthAt(at, timeZone)}-01`;
  const days = daysFrom(instant(at - LONGEST_MONTH), at, timeZone);
  return days.find(({ day }) => day >= first)?.at ?? at;
}

/** In microseconds, with a day to spare. */
const LONGEST_MONTH = 32 * 86_400_000_000;

/**
 * What a cap counts for the month of `at`. Only core decides which month that is: the database may have other time zone
 * rules, or none.
 */
export function useOf(
  { months, held }: { months: UsedByMonth; held: number },
  at: Instant,
  timeZone: string,
): CapUse {
  const month = monthAt(at, timeZone);
  let used = 0;
  for (const [one, some] of Object.entries(months)) if (one >= month) used += some;
  return { month, used: credits(used), held: credits(held) };
}

/** What is left of a cap in a month: neither used nor held. */
export const leftOf = (cap: Cap, use: CapUse, month: string): Credits =>
  credits(Math.max(0, cap.amount - turnedTo(month, use).used - use.held));

/** Adds `used` to a month and `held` to what open holds set aside; either may be negative. */
export function withMore(
  use: CapUse,
  month: string,
  more: { used?: number; held?: number },
): CapUse {
  const turned = turnedTo(month, use);
  return {
    month: turned.month,
    used: credits(turned.used + (more.used ?? 0)),
    held: credits(use.held + (more.held ?? 0)),
  };
}

/**
 * In a month that has just begun, nothing is used yet. The month never goes back: if the clock does, between loading the
 * account and deciding, the month stays the one that was loaded.
 */
const turnedTo = (month: string, use: CapUse): Pick<CapUse, "month" | "used"> =>
  month > use.month ? { month, used: credits(0) } : use;

/**
 * The highest share of a cap that use reached by going from `before` to `after`, if any. A cap of 0 is reached by the
 * first use, and not by having used nothing.
 */
export function shareReached(amount: Credits, before: number, after: number): CapShare | null {
  const reached = (used: number, share: CapShare) => used > 0 && used * 100 >= amount * share;
  return NOTICE_AT.find((share) => !reached(before, share) && reached(after, share)) ?? null;
}
