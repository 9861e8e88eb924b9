import { useState } from "react";
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

/** The prices of the next version while they are typed, and what they come to. */
export function useDraft(latest: RateCard) {
  const [draft, setDraft] = useState<Draft>({});
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
    /** What the action is sent. */
    changes: () => opened.map((rate) => typedChange(rate, textsFor(rate))),
    next: nextCard(latest, opened, draft),
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
