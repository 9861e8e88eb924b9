"use client";
import { RotateCcw } from "lucide-react";
import { type MouseEvent, useRef } from "react";
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
import type { Balance } from "@/lib/credits/core/balance";
import { formatCredits, formatSigned, kindName } from "@/lib/credits/core/format";
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
};

/** Both kinds: current, held, available, pace; the last transaction; the two ways on. `B` buys. */
export function BalanceDetails(props: BalanceDetailsProps) {
  const { ai, lead, links, stale = false, onNavigate } = props;
  const buy = useRef<HTMLAnchorElement>(null);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the link that is inside
    <div
      className="text-sm tabular-nums"
      onKeyDown={(event) => {
        if (event.key.toLowerCase() === "b" && !event.metaKey && !event.ctrlKey)
          buy.current?.click();
      }}
    >
      <div onClickCapture={closeOn(onNavigate)}>
        <KindBlock kind="ai" balance={ai} stale={stale} links={links} />
        <Separator className="my-2.5" />
        <KindBlock kind="lead" balance={lead} stale={stale} links={links} />
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

/** Links lead on; a click beside them, to select a number, does not. */
const closeOn = (onNavigate: (() => void) | undefined) => (event: MouseEvent) => {
  if ((event.target as Element).closest("a")) onNavigate?.();
};

type KindBlockProps = {
  kind: Kind;
  balance: Balance | null;
  stale: boolean;
  links: BalanceLinks;
};

function KindBlock({ kind, balance, stale, links }: KindBlockProps) {
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
      {balance ? <Facts balance={balance} activity={links.activity} /> : null}
    </div>
  );
}

function Facts({ balance, activity }: { balance: Balance; activity: string | undefined }) {
  const { kind, held, available, debt, runsOut, heldBy } = balance;
  const pace = paceText(balance);
  return (
    <div className="mt-0.5 text-muted-foreground">
      {held > 0 ? (
        <Row right={`${formatCredits(available, kind)} available`}>
          {formatCredits(held, kind)} held for{" "}
          {activity ? <HeldFor holds={heldBy} activity={activity} /> : heldWords(heldBy)}
        </Row>
      ) : null}
      {held === 0 && !runsOut ? <Row right={pace}>Nothing held</Row> : null}
      {runsOut ? (
        <>
          <Row right={pace}>Runs out about {dayWords(runsOut.date)}</Row>
          {runsOut.from === runsOut.to ? null : (
            <Row right="14-day average">
              between {dayWords(runsOut.from)} and {dayWords(runsOut.to)}
            </Row>
          )}
        </>
      ) : null}
      {debt > 0 ? (
        <Row right={formatCredits(debt, kind)}>Owed, settled by the next purchase</Row>
      ) : null}
    </div>
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
        {newest.amount === 0 ? "Free" : formatSigned(newest.amount, newest.kind)}
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

/** "5 Dec" of "2026-12-05": a workspace date, so no time zone is involved. */
const dayWords = (date: string): string => formatTime(`${date}T12:00:00Z`, "UTC", "day");
