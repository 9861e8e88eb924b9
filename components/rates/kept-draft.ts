import { type Draft, textsOf } from "@/components/rates/price-draft";
import type { RateCard } from "@/lib/credits/core/rate-card";
import { type KeptRateDraft, keptRateDraftSchema } from "@/lib/credits/schema/rates";

/** What has been written of the next version, and on which version it was begun. */
export type CardDraft = { follows: string; prices: Draft; date: string; note: string };

export const emptyDraft = (latest: RateCard): CardDraft => ({
  follows: latest.version,
  prices: {},
  date: "",
  note: "",
});

export const isEmpty = ({ prices, date, note }: CardDraft): boolean =>
  Object.keys(prices).length === 0 && date === "" && note === "";

/**
 * A draft as it is stored: only the prices that were changed, so that on a newer version the others are that version's.
 */
export function toKept(draft: CardDraft, latest: RateCard): KeptRateDraft {
  const opened = latest.rates.filter(({ operation }) => draft.prices[operation]);
  const changed = opened.map((rate): [string, Record<string, string>] => {
    const now = textsOf(rate);
    const typed = Object.entries(draft.prices[rate.operation] ?? {});
    return [
      rate.operation,
      Object.fromEntries(typed.filter(([label, text]) => now[label] !== text)),
    ];
  });
  return { ...draft, prices: Object.fromEntries(changed) };
}

/** The stored draft, applied to the latest version. Operations and prices that version lacks are left out. */
export function fromKept(kept: KeptRateDraft, latest: RateCard): CardDraft {
  const opened = latest.rates.filter(({ operation, formula }) => formula && kept.prices[operation]);
  const prices = opened.map((rate): [string, Record<string, string>] => {
    const typed = kept.prices[rate.operation] ?? {};
    const texts = Object.entries(textsOf(rate)).map(([label, text]) => [
      label,
      typed[label] ?? text,
    ]);
    return [rate.operation, Object.fromEntries(texts)];
  });
  return { ...kept, prices: Object.fromEntries(prices) };
}

const KEY = "rate-card-draft";
/** People who share a browser do not share drafts. */
const keyOf = (userId: string): string => `${KEY}.${userId}`;

/** What this browser stores for somebody; null if there is nothing, or nothing that can still be read. */
export function readDraft(userId: string, latest: RateCard): CardDraft | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(userId)) ?? "null");
    const parsed = keptRateDraftSchema.safeParse(kept);
    return parsed.success ? fromKept(parsed.data, latest) : null;
  } catch {
    return null;
  }
}

/** Stores a draft in this browser; an empty one is removed. If the browser cannot store it, nothing happens. */
export function keepDraft(userId: string, draft: CardDraft, latest: RateCard): void {
  try {
    if (isEmpty(draft)) localStorage.removeItem(keyOf(userId));
    else localStorage.setItem(keyOf(userId), JSON.stringify(toKept(draft, latest)));
  } catch {
    // Storage is full or switched off: the draft lives as long as the page.
  }
}

export function forgetDraft(userId: string): void {
  try {
    localStorage.removeItem(keyOf(userId));
  } catch {
    // Nothing was stored.
  }
}
