"use client";
import { useEffect, useRef, useState } from "react";
import { DraftActions, OlderDraft } from "@/components/rates/draft-actions";
import { PriceFields } from "@/components/rates/price-fields";
import { DATES } from "@/components/rates/publish-refusals";
import { PublishReview } from "@/components/rates/publish-review";
import { type NextCard, useDraft } from "@/components/rates/use-draft";
import { utcLabel } from "@/components/rates/utc";
import { announce } from "@/components/ui/announcer";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { KINDS } from "@/lib/credits/core/amount";
import { kindName } from "@/lib/credits/core/format";
import type { RateCard } from "@/lib/credits/core/rate-card";
import { dateProblem } from "@/lib/credits/core/rate-card-dates";
import { publishRateCardSchema } from "@/lib/credits/schema/rates";

type PublishScreenProps = { latest: RateCard; now: string; userId: string };

/** The next version of the rate card: prices, from when and why; then what it changes; then it is published. */
export function PublishScreen({ latest, now, userId }: PublishScreenProps) {
  const draft = useDraft(latest, userId);
  const { date, note } = draft;
  const form = useRef<HTMLFormElement>(null);
  const [asked, setAsked] = useState(0);
  const [reviewing, setReviewing] = useState(false);
  const effectiveAt = instantOf(date);
  const found = problemsOf({ next: draft.next, effectiveAt, note, latest, now: new Date(now) });
  // Shown once a review was asked for; from then on each disappears as soon as it is fixed.
  const problems = asked > 0 ? found : {};
  useEffect(() => {
    if (asked > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [asked]);

  if (reviewing && draft.next.ok && effectiveAt) {
    const wish = { follows: latest.version, effectiveAt, note, changes: draft.changes() };
    return (
      <PublishReview
        latest={latest}
        next={draft.next.card}
        wish={wish}
        onBack={() => setReviewing(false)}
        onPublished={draft.forget}
      />
    );
  }
  const review = () => {
    setAsked(asked + 1);
    setReviewing(Object.keys(found).length === 0);
  };
  const discard = () => {
    draft.discard();
    setAsked(0);
    // The message about an older draft disappears with its button, so the focus moves to the form.
    if (draft.olderThanLatest) form.current?.focus();
    announce("Draft discarded.");
  };
  return (
    <form
      ref={form}
      tabIndex={-1}
      aria-label="The new version"
      className="outline-none"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        review();
      }}
    >
      <p className="max-w-[42.43em] text-foreground-2">
        It follows version <span className="tabular-nums">{latest.version}</span>. Prices change;
        which operations there are and what decides them stays. Work that was quoted before keeps
        the version it was quoted by. A published version cannot be changed or taken back, only
        followed by another.
      </p>
      <OlderDraft of={draft.olderThanLatest} latest={latest.version} onDiscard={discard} />
      <Prices latest={latest} draft={draft} />
      <div className="mt-8 grid max-w-[420px] gap-4">
        <DateField
          value={date}
          onChange={draft.setDate}
          after={latest.effectiveAt}
          problem={problems.date}
        />
        <Field
          label="Why"
          description="A sentence that everybody reads beside the version."
          error={problems.note}
        >
          <Textarea
            value={note}
            maxLength={300}
            onChange={(event) => draft.setNote(event.target.value)}
          />
        </Field>
        <FieldError>{problems.prices}</FieldError>
        <DraftActions isEmpty={draft.isEmpty} onDiscard={discard} />
      </div>
    </form>
  );
}

type PricesProps = { latest: RateCard; draft: ReturnType<typeof useDraft> };

/** Every operation with its prices, by kind. */
const Prices = ({ latest, draft }: PricesProps) =>
  KINDS.map((kind) => (
    <section key={kind} aria-labelledby={`prices-${kind}`} className="mt-8">
      <h2 id={`prices-${kind}`}>{kindName(kind)}</h2>
      <ul className="mt-2 divide-y divide-grid border-grid border-y">
        {latest.rates
          .filter((rate) => rate.kind === kind)
          .map((rate) => (
            <PriceFields
              key={rate.operation}
              rate={rate}
              texts={draft.textsOf(rate)}
              wrong={draft.wrongIn(rate)}
              problem={draft.problemOf(rate)}
              onOpen={() => draft.open(rate)}
              onKeep={() => draft.keep(rate)}
              onType={(label, text) => draft.type(rate, label, text)}
            />
          ))}
      </ul>
    </section>
  ));

type DateFieldProps = {
  value: string;
  onChange: (text: string) => void;
  /** When the latest version came into force. */
  after: string;
  problem: string | undefined;
};

/**
 * A browser shows the date in the field its own way. Below, it is written as everywhere else, in the zone that counts.
 */
function DateField({ value, onChange, after, problem }: DateFieldProps) {
  const at = instantOf(value);
  return (
    <Field
      label="In force from, UTC"
      description={
        <>
          {at ? <span className="block text-foreground tabular-nums">{utcLabel(at)}</span> : null}
          Two minutes from now at the earliest, and after {utcLabel(after)}.
        </>
      }
      error={problem}
    >
      <Input
        type="datetime-local"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

type Problems = { prices?: string; date?: string; note?: string };

const PRICES = {
  unreadable: "A price above is not one. Mend it, or keep the operation as it is.",
  wrong_prices: "The prices of an operation above do not go together.",
  nothing_changed: "No price is changed. Choose Change beside an operation.",
} as const;

type Checked = {
  next: NextCard;
  effectiveAt: string | null;
  note: string;
  latest: RateCard;
  now: Date;
};

/** What prevents a review. The server checks the same again when it is published. */
function problemsOf({ next, effectiveAt, note, latest, now }: Checked): Problems {
  const wrongDate = effectiveAt
    ? dateProblem(new Date(effectiveAt), new Date(latest.effectiveAt), now)
    : null;
  const wrongNote = publishRateCardSchema.shape.note.safeParse(note).error?.issues[0]?.message;
  return {
    ...(next.ok ? {} : { prices: PRICES[next.reason] }),
    ...(effectiveAt ? {} : { date: "Write a date and a time." }),
    ...(wrongDate ? { date: DATES[wrongDate] } : {}),
    ...(wrongNote ? { note: wrongNote } : {}),
  };
}

/** The instant that a date field without a zone means here: in UTC. */
function instantOf(text: string): string | null {
  const at = new Date(`${text}Z`);
  return text === "" || Number.isNaN(at.getTime()) ? null : at.toISOString();
}
