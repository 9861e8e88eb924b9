"use client";
import { ArrowRight } from "lucide-react";
import { useQueryState } from "nuqs";
import { type KeyboardEvent, type SyntheticEvent, useId, useState } from "react";
import { preconnect } from "react-dom";
import { AskForCredits } from "@/components/billing/ask-for-credits";
import { ClosedLine } from "@/components/billing/closed-line";
import { PackageList } from "@/components/billing/package-list";
import { useCheckout } from "@/components/billing/use-checkout";
import { useFocusOnArrival } from "@/components/billing/use-focus-on-arrival";
import { CreditMark } from "@/components/credits/credit-mark";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Link } from "@/components/ui/link";
import { Segmented, SegmentedItem } from "@/components/ui/segmented";
import { Time } from "@/components/ui/time";
import { lastsAtPace } from "@/lib/billing/core/outlook";
import type { PricedPackage } from "@/lib/billing/core/packages";
import { preselected, preselectedOf } from "@/lib/billing/core/preselect";
import type { BuyRailData, Offer, RailOffer } from "@/lib/billing/types";
import type { Kind } from "@/lib/credits/core/amount";
import { formatCredits, formatMoney, kindName } from "@/lib/credits/core/format";

type BuyRailProps = {
  rail: BuyRailData;
  /** Where the buyer comes back to; the billing page unless they came from elsewhere (`?from=`). */
  returnPath?: string;
  /** For a page that is about one kind of credits alone. */
  only?: Kind;
};

/** Buying credits: the packages, what they make of the balance, and one button. The choice is in the URL (`?buy=`). */
export function BuyRail({ rail, ...destination }: BuyRailProps) {
  return (
    <aside aria-label="Buy credits" className="rounded-lg border border-border bg-card p-4">
      <BuyPanel rail={rail} {...destination} />
    </aside>
  );
}

/** The contents of the rail, also used for a phone's sheet. */
export function BuyPanel({ rail, returnPath, only }: BuyRailProps) {
  const [buy, setBuy] = useQueryState("buy", { history: "replace", clearOnDefault: false });
  const [shown] = useQueryState("kind");
  const chosen = only
    ? preselectedOf(rail.offers, only, buy)
    : preselected(rail.offers, buy ?? shown);
  const kind: Kind = only ?? chosen?.kind ?? "ai";
  const choose = (id: string) => void setBuy(id);
  const panel = useFocusOnArrival();
  const switchTo = (next: string) => {
    const first = preselected(rail.offers, next === "lead" ? "lead" : "ai");
    if (first) choose(first.id);
  };

  return (
    <div ref={panel}>
      <div className="mb-2.5 flex min-h-[30px] items-center justify-between gap-2">
        <h2 tabIndex={-1}>{heading(kind, rail.canBuy)}</h2>
        {only ? (
          <CreditMark kind={kind} size={14} />
        ) : (
          <KindSwitch kind={kind} onChange={switchTo} />
        )}
      </div>
      {rail.canBuy ? (
        <Choice rail={rail} chosen={chosen} onChoose={choose} returnPath={returnPath} />
      ) : (
        <AskForCredits kind={kind} {...rail} />
      )}
      <TopUpLine rail={rail} kind={kind} />
    </div>
  );
}

/** Whether this kind is bought automatically, and where that is set. */
function TopUpLine({ rail, kind }: { rail: BuyRailData; kind: Kind }) {
  const words = rail.topUp[kind];
  return (
    <p className="mt-3 flex items-center justify-between gap-3 border-grid border-t pt-3 text-sm tabular-nums">
      <span className="text-foreground-2">Auto top-up: {words ?? "off"}</span>
      <Link className="link" href={`/${rail.workspace}/settings/billing/top-up`}>
        {topUpLink(rail.canBuy, words !== null)}
        <span className="sr-only"> auto top-up</span>
      </Link>
    </p>
  );
}

function topUpLink(canBuy: boolean, on: boolean): string {
  if (!canBuy) return "See";
  return on ? "Change" : "Set up";
}

function heading(kind: Kind, canBuy: boolean): string {
  const name = kindName(kind);
  return canBuy ? `Buy ${kind === "ai" ? name : name.toLowerCase()}` : name;
}

function KindSwitch({ kind, onChange }: { kind: Kind; onChange: (kind: string) => void }) {
  return (
    <Segmented aria-label="Kind of credits" value={kind} onValueChange={onChange}>
      <SegmentedItem value="ai">
        <CreditMark kind="ai" size={12} />
        AI
      </SegmentedItem>
      <SegmentedItem value="lead">
        <CreditMark kind="lead" size={12} />
        Lead
      </SegmentedItem>
    </Segmented>
  );
}

type ChoiceProps = {
  rail: BuyRailData;
  chosen: PricedPackage | null;
  onChoose: (id: string) => void;
  returnPath: string | undefined;
};

function Choice({ rail, chosen, onChoose, returnPath }: ChoiceProps) {
  const [from] = useQueryState("from");
  const [saveCard, setSaveCard] = useState(false);
  const home = `/${rail.workspace}`;
  const origin = from?.startsWith(`${home}/`) ? from : `${home}/settings/billing`;
  const checkout = useCheckout({
    workspace: rail.workspace,
    returnPath: returnPath ?? origin,
  });
  if (!chosen || rail.provider === "none") {
    return <p className="text-foreground-2">Credits cannot be bought right now.</p>;
  }
  const start = (event: SyntheticEvent) => {
    event.preventDefault();
    void checkout.start(chosen.id, { saveCard });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Radio buttons ignore Enter; here it continues with the chosen package.
    if (event.key === "Enter" && (event.target as HTMLElement).role === "radio") start(event);
  };
  return (
    <form onKeyDownCapture={onKeyDown} onSubmit={start}>
      <PackageList
        packages={rail.offers[chosen.kind].packages}
        value={chosen.id}
        onValueChange={onChoose}
      />
      <Summary rail={rail} offer={rail.offers[chosen.kind]} chosen={chosen} />
      {rail.hasCard ? null : <SaveCard saved={saveCard} onChange={setSaveCard} />}
      {checkout.problem ? (
        <p role="alert" className="mb-3 text-critical-ink">
          {checkout.problem}
        </p>
      ) : (
        <ClosedLine />
      )}
      <ContinueButton rail={rail} chosen={chosen} pending={checkout.pending} />
    </form>
  );
}

/** Never ticked beforehand: a card is saved only because somebody said so. */
function SaveCard({ saved, onChange }: { saved: boolean; onChange: (saved: boolean) => void }) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className="mb-3 flex items-center gap-2.5 text-foreground-2 text-sm max-md:min-h-11"
    >
      <Checkbox id={id} checked={saved} onCheckedChange={(on) => onChange(on === true)} />
      Save this card for auto top-up
    </label>
  );
}

type SummaryProps = { rail: BuyRailData; offer: RailOffer; chosen: PricedPackage };

function Summary({ rail, offer: { balance }, chosen }: SummaryProps) {
  return (
    <dl className="my-4 grid gap-[5px] tabular-nums [&>div]:flex [&>div]:justify-between [&>div]:gap-3 [&_dd]:font-label [&_dt]:text-foreground-2">
      {balance ? <Outlook balance={balance} chosen={chosen} /> : null}
      <div>
        <dt>Valid until</dt>
        <dd>
          <Time at={rail.validUntil} timeZone={rail.timeZone} format="date" />
        </dd>
      </div>
    </dl>
  );
}

type OutlookProps = { balance: Offer["balance"]; chosen: PricedPackage };

/** What the package makes of the balance. */
function Outlook({ balance, chosen }: OutlookProps) {
  const after = Math.max(0, balance.current + chosen.credits - balance.debt);
  const available = Math.max(0, balance.available + chosen.credits - balance.debt);
  return (
    <>
      <div>
        <dt>Balance after</dt>
        <dd className="flex flex-wrap items-center justify-end gap-1">
          <span className="font-normal text-muted-foreground">
            {formatCredits(balance.current, chosen.kind)}
          </span>
          <ArrowRight aria-label="becomes" role="img" className="size-3 text-muted-foreground" />
          {formatCredits(after, chosen.kind)}
        </dd>
      </div>
      {balance.debt > 0 ? (
        <div>
          <dt>Settles the debt of a dispute</dt>
          <dd>{formatCredits(balance.debt, chosen.kind)}</dd>
        </div>
      ) : null}
      <div>
        <dt>Lasts at current pace</dt>
        <dd>{lastsAtPace(available, balance.pacePerDay)}</dd>
      </div>
    </>
  );
}

type ContinueProps = { rail: BuyRailData; chosen: PricedPackage; pending: boolean };

function ContinueButton({ rail, chosen, pending }: ContinueProps) {
  const note = useId();
  const embedded = rail.provider === "embedded";
  // The payment provider is not contacted before somebody is about to go there.
  const reachAhead = () => {
    if (rail.checkoutOrigin) preconnect(rail.checkoutOrigin);
  };
  return (
    <>
      <Button
        type="submit"
        variant="primary"
        size="lg"
        className="w-full"
        pending={pending}
        onPointerEnter={reachAhead}
        onFocus={reachAhead}
        aria-describedby={note}
      >
        {embedded ? "Continue to checkout" : "Continue to Stripe"}
        <span className="tabular-nums opacity-75">
          {formatMoney(chosen.priceCents, chosen.currency)}
        </span>
      </Button>
      <p id={note} className="mt-2.5 text-muted-foreground text-xs">
        Credits never reset monthly. Each purchase is valid for 12 months. Tax, if any, is added at
        checkout.
        {embedded ? " Payments use the embedded stand-in: no card, no money." : null}
      </p>
    </>
  );
}
