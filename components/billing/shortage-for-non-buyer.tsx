"use client";
import { type ReactNode, useState } from "react";
import {
  type CheaperWay,
  InsufficientCredits,
  type Shortage,
} from "@/components/credits/insufficient-credits";
import { formatTime } from "@/components/ui/time";
import { askForCreditsAction } from "@/lib/billing/actions";
import { askedSentence } from "@/lib/billing/core/buyers";
import type { BuyRailData } from "@/lib/billing/types";

type ShortageForNonBuyerProps = {
  shortage: Shortage;
  rail: BuyRailData;
  cheaper?: readonly CheaperWay[];
  onCheaper?: (id: string) => void;
  /** A further way on, specific to the page, beside the others. */
  children?: ReactNode;
};

/** Too few credits, for those who may not buy: the message to those who may is already written. */
export function ShortageForNonBuyer({
  shortage,
  rail,
  cheaper = [],
  onCheaper,
  children,
}: ShortageForNonBuyerProps) {
  const { kind, what, shortfall } = shortage;
  const [sent, setSent] = useState(rail.asked[kind]);
  const [attempt] = useState(() => crypto.randomUUID());
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const ask = async () => {
    setPending(true);
    const { workspace } = rail;
    const asking = { workspace, kind, what, shortfall, attempt };
    const outcome = await askForCreditsAction(asking).catch(() => undefined);
    setPending(false);
    if (outcome?.data?.ok) setSent(outcome.data);
    else setProblem("The message was not sent. Try again later.");
  };
  return (
    <>
      <InsufficientCredits
        shortage={shortage}
        packages={[]}
        cheaper={cheaper}
        buyers={rail.buyers}
        canBuy={false}
        pending={pending}
        {...(onCheaper ? { onCheaper } : {})}
        {...(sent ? {} : { onAsk: ask })}
      >
        {children}
      </InsufficientCredits>
      {sent ? (
        <p role="status" className="mt-2 tabular-nums">
          {askedSentence(sent.asked, formatTime(sent.at, rail.timeZone, "clock"))}
        </p>
      ) : null}
      {problem ? (
        <p role="alert" className="mt-2 text-critical-ink">
          {problem}
        </p>
      ) : null}
    </>
  );
}
