"use client";
import { type ReactNode, useId, useState } from "react";
import { SpendButton } from "@/components/credits/spend-button";
import type { Spend } from "@/components/credits/use-spend";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Option, OptionList } from "@/components/ui/radio-group";
import { whoCanBuy } from "@/lib/billing/core/buyers";
import type { Credits, Kind } from "@/lib/credits/core/amount";
import { formatCredits, formatMoney, formatPrice } from "@/lib/credits/core/format";

/** A package that covers the gap. */
export type CoveringPackage = {
  id: string;
  name: string;
  /** Hundredths of a credit. */
  credits: number;
  priceCents: number;
  currency: string;
};

/** A way to do the same for less: "Use the standard tier", "9.60 to 13.20, fits now". */
export type CheaperWay = { id: string; label: string; description: string };

export type Shortage = {
  kind: Kind;
  shortfall: Credits;
  maximum: Credits;
  available: Credits;
  /** The operation as the start of a sentence: "Generating 12 premium messages". */
  what: string;
};

export type InsufficientCreditsProps = {
  shortage: Shortage;
  packages: readonly CoveringPackage[];
  cheaper?: readonly CheaperWay[];
  /** Names of those who can buy, for people who may not. */
  buyers?: readonly string[];
  canBuy: boolean;
  /** "Launch as soon as the credits arrive"; left out, the choice is not offered. */
  continueLabel?: string;
  pending?: boolean;
  /** What the page calls this step (see components/billing/place.tsx). */
  place?: string;
  onBuy?: (packageId: string, continueAfterwards: boolean) => void;
  /** In place of `onBuy`, where going on afterwards can charge: the button then names what it can cost. */
  spendFor?: (packageId: string, continueAfterwards: boolean) => Spend;
  onCheaper?: (id: string) => void;
  onAsk?: () => void;
  onCancel?: () => void;
};

/** "You need 18.20 more credits" */
export const shortageTitle = ({ shortfall, kind }: Shortage): string =>
  `You need ${formatCredits(shortfall, kind)} more ${kind === "lead" ? "lead " : ""}credits`;

/** What it can use, what there is, and what did not happen. */
export const shortageText = ({ what, maximum, available, kind }: Shortage): string =>
  `${what} can use up to ${formatCredits(maximum, kind)}, and ${formatCredits(available, kind)} is available. Nothing was charged and your draft is saved.`;

/** The ways on when credits are short: the body of the dialog, or a panel inside a form. */
export function InsufficientCredits(props: InsufficientCreditsProps) {
  return props.canBuy ? <BuyerWays {...props} /> : <MemberWays {...props} />;
}

function BuyerWays(props: InsufficientCreditsProps) {
  const { packages, cheaper = [], continueLabel, pending = false, onCancel } = props;
  const [choice, setChoice] = useState(packages[0]?.id ?? cheaper[0]?.id ?? "");
  const [goOn, setGoOn] = useState(true);
  const bought = packages.find((one) => one.id === choice);
  const continues = goOn && continueLabel !== undefined;
  const act = () => (bought ? props.onBuy?.(bought.id, continues) : props.onCheaper?.(choice));
  return (
    <>
      <OptionList aria-label="Ways to continue" value={choice} onValueChange={setChoice}>
        {packages.map((one) => (
          <Option
            key={one.id}
            value={one.id}
            label={`Add ${added(one)} credits`}
            description={one.name}
            aside={<b className="font-label">{formatPrice(one.priceCents, one.currency)}</b>}
          />
        ))}
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
      {continueLabel && bought ? (
        <ContinueChoice label={continueLabel} checked={goOn} onChange={setGoOn} />
      ) : null}
      <Actions onCancel={onCancel}>
        {bought && props.spendFor ? (
          <SpendButton
            spend={props.spendFor(bought.id, continues)}
            spoken
            {...(props.place ? { "data-place": props.place } : {})}
          >
            <BuyWords bought={bought} />
          </SpendButton>
        ) : (
          <Button variant="primary" onClick={act} pending={pending} disabled={choice === ""}>
            {bought ? <BuyWords bought={bought} /> : "Continue"}
          </Button>
        )}
      </Actions>
    </>
  );
}

const BuyWords = ({ bought }: { bought: CoveringPackage }) => (
  <>
    Add {added(bought)} and continue
    <span className="tabular-nums opacity-75">
      {formatMoney(bought.priceCents, bought.currency)}
    </span>
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
}: InsufficientCreditsProps) {
  const [first] = cheaper;
  return (
    <>
      <p className="text-foreground-2">{whoCanBuy(buyers)}</p>
      <Actions onCancel={onCancel}>
        {first && onCheaper ? (
          <Button onClick={() => onCheaper(first.id)}>{first.label}</Button>
        ) : null}
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

const added = ({ credits }: CoveringPackage): string => formatCredits(credits, "lead");
