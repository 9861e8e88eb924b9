"use client";
import { parseAsInteger, useQueryStates } from "nuqs";
import { useState } from "react";
import { NeedPanel, type Shop } from "@/components/rates/need-panel";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Package } from "@/lib/billing/core/packages";
import type { Kind } from "@/lib/credits/core/amount";
import { formatCount } from "@/lib/credits/core/format";
import {
  MOST_WORK,
  type MonthlyWork,
  monthlyNeed,
  monthlyWork,
  USUAL_WORK,
} from "@/lib/credits/core/monthly-need";
import type { RateCard } from "@/lib/credits/core/rate-card";

type CalculatorProps = {
  card: RateCard;
  packages: Record<Kind, readonly Package[]>;
  /** Where the result can be bought. */
  shop: Shop;
};

const FIELDS: { name: keyof MonthlyWork; label: string; description: string }[] = [
  {
    name: "contacts",
    label: "Contacts a month",
    description: "People you find and write to once.",
  },
  { name: "posts", label: "Posts a month", description: "On each platform." },
  { name: "platforms", label: "Platforms", description: "Each has its own version of every post." },
  { name: "buffer", label: "Buffer, %", description: "For what comes up, and for new versions." },
];

/**
 * How many credits a month of work needs, at the rates in force, and the packages that cover it. The fields are in the
 * URL.
 */
export function Calculator({ card, packages, shop }: CalculatorProps) {
  const { work, field } = useMonthlyWork();
  const need = monthlyNeed(work, card);
  const shared = { buffer: work.buffer, shop };
  return (
    <div className="grid items-start gap-x-11 gap-y-8 lg:grid-cols-[256px_minmax(0,1fr)]">
      <form
        aria-label="A month of work"
        className="grid gap-4 max-lg:grid-cols-2 max-[379px]:grid-cols-1"
        onSubmit={(event) => event.preventDefault()}
      >
        {FIELDS.map(({ name, label, description }) => (
          <Field key={name} label={label} description={description} error={field(name).error}>
            <Input
              type="number"
              inputMode="numeric"
              min={0}
              max={MOST_WORK[name]}
              step={1}
              value={field(name).text}
              onChange={(event) => field(name).write(event.target.value)}
            />
          </Field>
        ))}
      </form>
      <div className="grid items-start gap-x-8 gap-y-8 xl:grid-cols-2">
        <NeedPanel need={need.ai} packages={packages.ai} primary {...shared} />
        <NeedPanel need={need.lead} packages={packages.lead} {...shared} />
      </div>
    </div>
  );
}

const PARSERS = {
  contacts: parseAsInteger.withDefault(USUAL_WORK.contacts),
  posts: parseAsInteger.withDefault(USUAL_WORK.posts),
  platforms: parseAsInteger.withDefault(USUAL_WORK.platforms),
  buffer: parseAsInteger.withDefault(USUAL_WORK.buffer),
};

/**
 * What is typed, and the part of it that counts: a field without a usable number says so, and its last number stays in
 * force.
 */
function useMonthlyWork() {
  const [asked, setAsked] = useQueryStates(PARSERS, { history: "replace" });
  const work = monthlyWork(asked);
  const [typed, setTyped] = useState<Partial<Record<keyof MonthlyWork, string>>>({});

  const field = (name: keyof MonthlyWork) => {
    const text = typed[name] ?? String(work[name]);
    const most = formatCount(MOST_WORK[name]);
    return {
      text,
      error: usable(name, text) ? null : `Write a whole number from 0 to ${most}.`,
      write: (next: string) => {
        setTyped((before) => ({ ...before, [name]: next }));
        if (usable(name, next)) void setAsked({ [name]: Number(next) });
      },
    };
  };
  return { work, field };
}

const usable = (name: keyof MonthlyWork, text: string): boolean =>
  /^\d{1,9}$/.test(text) && Number(text) <= MOST_WORK[name];
