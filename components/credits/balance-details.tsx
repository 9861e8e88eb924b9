"use client";
import { RotateCcw } from "lucide-react";
import type { MouseEvent, RefObject } from "react";
import { dayWords } from "@/components/credits/about-day";
import { asOfWords } from "@/components/credits/as-of";
import { CreditAmount } from "@/components/credits/credit-amount";
import { CreditMark } from "@/components/credits/credit-mark";
import { HeldFor } from "@/components/credits/held-for";
import { paceText } from "@/components/credits/pace";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Link } from "@/components/ui/link";
import { Separator } from "@/components/ui/separator";
import { Skeleton } from "@/components/ui/skeleton";
import { formatTime } from "@/components/ui/time";
import type { Kind } from "@/lib/credits/core/amount";
import { type Balance, lastsLong } from "@/lib/credits/core/balance";
import { formatCredits, formatMoved, kindName } from "@/lib/credits/core/format";
import { heldWords } from "@/lib/credits/core/held-words";

export type BalanceLinks = {
  /** Null for people who may not buy. */
  buy: string | null;
  /** Where those people ask for credits. */
  ask?: string;
  history: string;
  /** The page about lead credits. */
  leads?: string;
  activity?: string;
};

export type BalanceDetailsProps = {
  ai: Balance | null;
  lead: Balance | null;
  links: BalanceLinks;
  timeZone: string;
  stale?: boolean;
  offline?: boolean;
  onRetry?: () => void;
  onNavigate?: () => void;
  /** The link to where credits are bought. */
  buy?: RefObject<HTMLAnchorElement | null>;
};

/** Both kinds: current, held, available, pace; the last transaction; the two ways on. */
export function BalanceDetails(props: BalanceDetailsProps) {
  const { ai, lead, links, stale = false, onNavigate, buy } = props;
  return (
    <div className="text-sm tabular-nums">
      <div onClickCapture={closeOn(onNavigate)}>
        <KindBlock {...props} kind="ai" balance={ai} stale={stale} />
        <Separator className="my-2.5" />
        <KindBlock {...props} kind="lead" balance={lead} stale={stale} />
      </div>
      <Separator className="my-2.5" />
      {stale ? <AsOf {...props} /> : null}
      <Last {...props} />
      <div className="mt-3 grid grid-flow-col gap-2 *:min-w-0" onClickCapture={onNavigate}>
        {links.buy ? (
          <Button asChild variant="primary" size="sm">
            <Link ref={buy} href={links.buy}>
              Buy credits
              <Kbd onButton>B</Kbd>
            </Link>
          </Button>
        ) : null}
        {!links.buy && links.ask ? (
          <Button asChild size="sm">
            <Link href={links.ask}>Ask for credits</Link>
          </Button>
        ) : null}
        <Button asChild size="sm">
          <Link href={links.history}>View history</Link>
        </Button>
      </div>
    </div>
  );
}

/** Closes when a link is followed, but not when somebody clicks beside one to select a number. */
const closeOn = (onNavigate: (() => void) | undefined) => (event: MouseEvent) => {
  if ((event.target as Element).closest("a")) onNavigate?.();
};

type KindBlockProps = {
  kind: Kind;
  balance: Balance | null;
  stale: boolean;
} & Pick<BalanceDetailsProps, "links" | "timeZone">;

function KindBlock({ kind, balance, stale, links, timeZone }: KindBlockProps) {
  return (
    <div>
      <div className="flex items-center justify-between">
        <span className="flex items-center gap-1.5 font-semibold">
          <CreditMark kind={kind} />
          {kind === "lead" && links.leads ? (
            <Link href={links.leads} className="link">
              {kindName(kind)}
            </Link>
          ) : (
            kindName(kind)
          )}
        </span>
        {balance ? (
          <CreditAmount amount={balance.current} kind={kind} size="lg" stale={stale} />
        ) : (
          <Skeleton className="w-16" />
        )}
      </div>
      {balance ? <Facts {...{ balance, links, timeZone }} /> : null}
    </div>
  );
}

type FactsProps = { balance: Balance } & Pick<BalanceDetailsProps, "links" | "timeZone">;

function Facts({ balance, links, timeZone }: FactsProps) {
  const { activity, history } = links;
  const { kind, held, available, debt, heldBy } = balance;
  const pace = paceText(balance);
  const outlook = outlookWords(balance, timeZone);
  // The pace is shown beside what it leads to or, if that is nothing, beside the line that is always there.
  const beside = outlook ? null : pace;
  return (
    <div className="mt-0.5 text-muted-foreground">
      {held > 0 ? (
        <>
          <Row right={`${formatCredits(available, kind)} available`}>
            {formatCredits(held, kind)} held for{" "}
            {activity ? <HeldFor holds={heldBy} {...{ activity, history }} /> : heldWords(heldBy)}
          </Row>
          {beside ? <Row right={beside}>14-day average</Row> : null}
        </>
      ) : (
        <Row right={beside}>Nothing held</Row>
      )}
      {outlook ? <Row right={pace}>{outlook}</Row> : null}
      <RunOutRange balance={balance} timeZone={timeZone} />
      {debt > 0 ? (
        <Row right={formatCredits(debt, kind)}>Owed, settled by the next purchase</Row>
      ) : null}
    </div>
  );
}

/** How long the credits last at the current pace; null without a pace, or if there is nothing to use. */
function outlookWords(balance: Balance, timeZone: string): string | null {
  const { runsOut, asOf } = balance;
  if (runsOut) {
    const day = dayWords(runsOut.date, { asOf, timeZone });
    return `Runs out ${day === "today" ? "" : "about "}${day}`;
  }
  return lastsLong(balance) ? "Lasts longer than a year" : null;
}

/** The days between which they run out, if these are more than one. */
function RunOutRange({ balance, timeZone }: Pick<FactsProps, "balance" | "timeZone">) {
  const { runsOut, asOf } = balance;
  if (!runsOut || runsOut.from === runsOut.to) return null;
  const seen = { asOf, timeZone };
  return (
    <Row right="14-day average">
      between {dayWords(runsOut.from, seen)} and {dayWords(runsOut.to, seen)}
    </Row>
  );
}

function Row({ children, right }: { children: React.ReactNode; right: string | null }) {
  return (
    <div className="flex justify-between gap-3">
      <span className="min-w-0">{children}</span>
      <span className="whitespace-nowrap">{right}</span>
    </div>
  );
}

function Last({ ai, lead, links, timeZone, onNavigate }: BalanceDetailsProps) {
  const newest = [ai, lead]
    .flatMap((one) => (one?.last ? [{ ...one.last, kind: one.kind }] : []))
    .toSorted((a, b) => b.at.localeCompare(a.at))[0];
  if (!newest) return <p className="text-muted-foreground">No transactions yet.</p>;
  return (
    <Link
      href={`${links.history}?tx=${newest.id}`}
      onClick={() => onNavigate?.()}
      className="group flex justify-between gap-3 rounded-xs no-underline"
    >
      <span className="truncate text-muted-foreground" title={newest.label}>
        Last, {newest.label}, {formatTime(newest.at, timeZone, "clock")}
      </span>
      <span className="whitespace-nowrap font-medium group-hover:underline">
        {formatMoved(newest, newest.kind)}
      </span>
    </Link>
  );
}

function AsOf({ ai, timeZone, offline, onRetry }: BalanceDetailsProps) {
  return (
    <div className="mb-1 flex items-center justify-between text-muted-foreground">
      <span>{ai ? asOfWords(ai.asOf, timeZone, offline ?? false) : "Not loaded."}</span>
      {onRetry && !offline ? (
        <Button variant="ghost" size="sm" className="-mr-2" onClick={onRetry}>
          <RotateCcw aria-hidden className="size-3.5" />
          Try again
        </Button>
      ) : null}
    </div>
  );
}
