"use client";
import { type ReactNode, useId, useState } from "react";
import { SpendButton } from "@/components/credits/spend-button";
import type { Spend } from "@/components/credits/use-spend";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Option, OptionList } from "@/components/ui/radio-group";
import { type Buyer, whoCanBuy } from "@/lib/billing/core/buyers";
import {
  type FirstPurchase,
  firstPurchase,
  severalPackagesSentence,
} from "@/lib/billing/core/cover";
import type { Package } from "@/lib/billing/core/packages";
import type { Credits, Kind } from "@/lib/credits/core/amount";
import { formatCredits, formatMoney, formatPrice } from "@/lib/credits/core/format";

/** A way to do the same for less: "Use the standard tier", "9.60 to 13.20, fits now". */
export type CheaperWay = { id: string; label: string; description: string };

export type Shortage = {
  kind: Kind;
  shortfall: Credits;
  /** What is bought settles this first. */
  debt: Credits;
  maximum: Credits;
  available: Credits;
  /** The operation as the start of a sentence: "Generating 12 premium messages". */
  what: string;
};

export type InsufficientCreditsProps = {
  shortage: Shortage;
  /** The packages on sale: the smallest one that covers the gap is offered or, if none does, the first of several. */
  packages: readonly Package[];
  cheaper?: readonly CheaperWay[];
  /** Those who can buy, for people who may not. */
  buyers?: readonly Buyer[];
  canBuy: boolean;
  /**
   * "Launch as soon as the credits arrive". If it is left out, or one purchase is not enough, the choice is not
   * offered.
   */
  continueLabel?: string;
  /** It is already waiting for credits, and the page says so: continuing is then no longer a choice. */
  waits?: boolean;
  pending?: boolean;
  /** What the page calls this step (see components/billing/page-position.tsx). */
  place?: string;
  onBuy?: (packageId: string, continueAfterwards: boolean) => void;
  /** Instead of `onBuy`, if continuing afterwards can charge: the button then names what it can cost. */
  spendFor?: (packageId: string, continueAfterwards: boolean) => Spend;
  onCheaper?: (id: string) => void;
  onAsk?: () => void;
  onCancel?: () => void;
  /** For people who may not buy: a further way on, specific to the page. */
  children?: ReactNode;
};

/** "You need 18.20 more credits" */
export const shortageTitle = ({ shortfall, kind }: Shortage): string =>
  `You need ${formatCredits(shortfall, kind)} more ${kind === "lead" ? "lead " : ""}credits`;

/** How much it can use, how much there is, and what did not happen. */
export const shortageText = ({ what, maximum, available, kind }: Shortage): string =>
  `${what} can use up to ${formatCredits(maximum, kind)}, and ${formatCredits(available, kind)} is available. Nothing was charged and your draft is saved.`;

/** The ways on when credits are short: the body of the dialog, or a panel inside a form. */
export function InsufficientCredits(props: InsufficientCreditsProps) {
  return props.canBuy ? <BuyerWays {...props} /> : <MemberWays {...props} />;
}

function BuyerWays(props: InsufficientCreditsProps) {
  const { shortage, cheaper = [], continueLabel, waits = false, pending = false } = props;
  const { first, way, bought, choose } = useChoice(props);
  const [goOn, setGoOn] = useState(true);
  const mayGoOn = bought?.missing === 0 && continueLabel !== undefined;
  const continues = mayGoOn && (waits || goOn);
  const act = () => {
    if (way) props.onCheaper?.(way.id);
    else if (bought) props.onBuy?.(bought.one.id, continues);
  };
  const words = bought ? <BuyWords bought={bought} /> : "Continue";
  return (
    <>
      <Ways
        first={first}
        shortage={shortage}
        cheaper={cheaper}
        value={way?.id ?? first?.one.id ?? ""}
        onChange={choose}
      />
      {mayGoOn && !waits ? (
        <ContinueChoice label={continueLabel} checked={goOn} onChange={setGoOn} />
      ) : null}
      <Actions onCancel={props.onCancel}>
        {bought && props.spendFor ? (
          <SpendButton
            spend={props.spendFor(bought.one.id, continues)}
            spoken
            {...(props.place ? { "data-place": props.place } : {})}
          >
            {words}
          </SpendButton>
        ) : (
          <Button variant="primary" onClick={act} pending={pending} disabled={!bought && !way}>
            {words}
          </Button>
        )}
      </Actions>
    </>
  );
}

/** The choice: to buy `bought`, or a cheaper `way`. Neither if there is nothing to choose. */
function useChoice({ shortage, packages, cheaper = [] }: InsufficientCreditsProps) {
  const first = firstPurchase(packages, shortage.shortfall + shortage.debt);
  // The gap can change while this is open, and the package with it: only a cheaper way is a choice that stays.
  const [choice, choose] = useState<string | null>(null);
  const way = cheaper.find(({ id }) => id === choice) ?? (first ? undefined : cheaper[0]);
  return { first, way, bought: way ? null : first, choose };
}

type WaysProps = {
  first: FirstPurchase<Package> | null;
  shortage: Shortage;
  cheaper: readonly CheaperWay[];
  value: string;
  onChange: (id: string) => void;
};

/** The package to buy, the further ones if one is not enough, and the ways that cost less. */
function Ways({ first, shortage, cheaper, value, onChange }: WaysProps) {
  const { kind, debt } = shortage;
  const several = first && severalPackagesSentence(first);
  return (
    <>
      {several ? <p className="mb-3 text-foreground-2 tabular-nums">{several}</p> : null}
      {first && debt > 0 ? (
        <p className="mb-3 text-foreground-2 tabular-nums">
          {formatCredits(debt, kind)} of what is bought settles the debt of a dispute first.
        </p>
      ) : null}
      <OptionList aria-label="Ways to continue" value={value} onValueChange={onChange}>
        {first ? (
          <Option
            value={first.one.id}
            label={`Add ${added(first.one)} credits`}
            description={<span className="tabular-nums">{brings(first, kind)}</span>}
            aside={
              <b className="font-label">{formatPrice(first.one.priceCents, first.one.currency)}</b>
            }
          />
        ) : null}
        {cheaper.map((way) => (
          <Option
            key={way.id}
            value={way.id}
            label={way.label}
            description={<span className="tabular-nums">{way.description}</span>}
            aside={<b className="font-label">$0</b>}
          />
        ))}
      </OptionList>
    </>
  );
}

/** "Lead 1k"; "Lead 100k, leaves 5,000 missing". */
const brings = ({ one, missing }: FirstPurchase<Package>, kind: Kind): string =>
  missing > 0 ? `${one.name}, leaves ${formatCredits(missing, kind)} missing` : one.name;

/** Only a package that covers the gap lets the operation continue. */
const BuyWords = ({ bought: { one, missing } }: { bought: FirstPurchase<Package> }) => (
  <>
    Add {added(one)}
    {missing === 0 ? " and continue" : null}
    <span className="tabular-nums opacity-75">{formatMoney(one.priceCents, one.currency)}</span>
  </>
);

type ContinueChoiceProps = { label: string; checked: boolean; onChange: (on: boolean) => void };

function ContinueChoice({ label, checked, onChange }: ContinueChoiceProps) {
  const id = useId();
  return (
    <div className="mt-3 flex items-center gap-2 text-foreground-2 text-xs">
      <Checkbox id={id} checked={checked} onCheckedChange={(on) => onChange(on === true)} />
      <label htmlFor={id}>{label}</label>
    </div>
  );
}

function MemberWays({
  buyers = [],
  cheaper = [],
  pending = false,
  onAsk,
  onCheaper,
  onCancel,
  children,
}: InsufficientCreditsProps) {
  const [first] = cheaper;
  return (
    <>
      <p className="text-foreground-2">{whoCanBuy(buyers)}</p>
      {first && onCheaper ? (
        <p className="mt-1 text-foreground-2 tabular-nums">
          {first.label}: {first.description}.
        </p>
      ) : null}
      <Actions onCancel={onCancel}>
        {first && onCheaper ? (
          <Button onClick={() => onCheaper(first.id)}>{first.label}</Button>
        ) : null}
        {children}
        {onAsk ? (
          <Button variant="primary" onClick={onAsk} pending={pending}>
            Ask for credits
          </Button>
        ) : null}
      </Actions>
    </>
  );
}

type ActionsProps = { onCancel: (() => void) | undefined; children: ReactNode };

function Actions({ onCancel, children }: ActionsProps) {
  return (
    <div className="mt-3.5 flex flex-wrap-reverse items-center justify-between gap-2">
      {onCancel ? (
        <Button variant="ghost" className="px-0 hover:bg-transparent" onClick={onCancel}>
          Cancel
        </Button>
      ) : (
        <span />
      )}
      <span className="flex flex-wrap gap-2">{children}</span>
    </div>
  );
}

const added = ({ credits }: Package): string => formatCredits(credits, "lead");
