import { useEffect, useState } from "react";
import {
  type CardDraft,
  emptyDraft,
  forgetDraft,
  isEmpty,
  keepDraft,
  readDraft,
} from "@/components/rates/kept-draft";
import {
  changeOf,
  type Draft,
  textsOf,
  typedChange,
  unreadable,
} from "@/components/rates/price-draft";
import type { Rate, RateCard } from "@/lib/credits/core/rate-card";
import { changedRates } from "@/lib/credits/core/rate-card-change";
import { differenceOf } from "@/lib/credits/core/rate-card-diff";

/**
 * The next version while it is written, and the result of its prices. This browser stores it until it is published or
 * discarded.
 */
export function useDraft(latest: RateCard, userId: string) {
  const { whole, write, discard } = useKept(latest, userId);
  const { prices: draft, date, note, follows } = whole;
  const setDraft = (change: (before: Draft) => Draft) =>
    write((before) => ({ ...before, prices: change(before.prices) }));
  const opened = latest.rates.filter(({ operation }) => draft[operation]);
  const textsFor = ({ operation }: Rate) => draft[operation] ?? {};

  return {
    textsOf: ({ operation }: Rate) => draft[operation] ?? null,
    wrongIn: (rate: Rate) => unreadable(textsFor(rate)),
    problemOf: (rate: Rate) => problemOf(latest, rate, draft[rate.operation]),
    open: (rate: Rate) => setDraft((before) => ({ ...before, [rate.operation]: textsOf(rate) })),
    keep: ({ operation }: Rate) => setDraft(({ [operation]: _, ...rest }) => rest),
    type: ({ operation }: Rate, label: string, text: string) =>
      setDraft((before) => ({ ...before, [operation]: { ...before[operation], [label]: text } })),
    date,
    setDate: (date: string) => write((before) => ({ ...before, date })),
    note,
    setNote: (note: string) => write((before) => ({ ...before, note })),
    /** The version on which it was begun, if that is no longer the latest. */
    olderThanLatest: follows === latest.version ? null : follows,
    isEmpty: isEmpty(whole),
    discard,
    /** Call when it was published. What is on the screen stays until the next page is there. */
    forget: () => forgetDraft(userId),
    /** What the action is sent. */
    changes: () => opened.map((rate) => typedChange(rate, textsFor(rate))),
    next: nextCard(latest, opened, draft),
  };
}

/** The stored draft is read once the page is there, and written with each change. */
function useKept(latest: RateCard, userId: string) {
  const [kept, setKept] = useState<CardDraft | null>(null);
  useEffect(() => setKept(readDraft(userId, latest)), [userId, latest]);
  useEffect(() => {
    if (kept) keepDraft(userId, kept, latest);
  }, [kept, userId, latest]);
  const begun = (draft: CardDraft | null) => draft ?? emptyDraft(latest);
  return {
    whole: begun(kept),
    write: (change: (before: CardDraft) => CardDraft) => setKept((before) => change(begun(before))),
    discard: () => {
      forgetDraft(userId);
      setKept(null);
    },
  };
}

/** The version that would be published, or why there is none yet. */
export type NextCard =
  | { ok: true; card: RateCard }
  | { ok: false; reason: "unreadable" | "wrong_prices" | "nothing_changed" };

function nextCard(latest: RateCard, opened: readonly Rate[], draft: Draft): NextCard {
  const changes = opened.map((rate) => changeOf(rate, draft[rate.operation] ?? {}));
  const read = changes.filter((change) => change !== null);
  if (read.length < changes.length) return { ok: false, reason: "unreadable" };
  const changed = changedRates(latest.rates, read);
  if (!changed.ok) return { ok: false, reason: "wrong_prices" };
  const card = { ...latest, version: "the new version", rates: changed.rates };
  return differenceOf(latest, card).length === 0
    ? { ok: false, reason: "nothing_changed" }
    : { ok: true, card };
}

function problemOf(latest: RateCard, rate: Rate, texts: Draft[string] | undefined): string | null {
  const change = texts ? changeOf(rate, texts) : null;
  const changed = change ? changedRates(latest.rates, [change]) : null;
  return changed && !changed.ok ? (changed.problems[0]?.message ?? null) : null;
}
