"use client";
import { TriangleAlert } from "lucide-react";
import { AskWays } from "@/components/billing/ask-ways";
import {
  InsufficientCredits,
  type Shortage,
  shortageText,
  shortageTitle,
} from "@/components/credits/insufficient-credits";
import { useLive } from "@/components/credits/live-workspace";
import type { Spend } from "@/components/credits/use-spend";
import { Button } from "@/components/ui/button";
import { formatUntil } from "@/components/ui/time";
import type { BuyRailData } from "@/lib/billing/types";
import { type ImportPart, partWay } from "@/lib/leads/core/preview";

type ImportShortageProps = {
  shortage: Shortage;
  rail: BuyRailData;
  /** The part that the available credits pay for; null when that is none. */
  fits: ImportPart | null;
  /** Until when the import waits for credits by itself, when it does. */
  waitsUntil: string | null;
  spendFor: (packageId: string, goOn: boolean) => Spend;
  onFit: () => void;
  onGiveUpWaiting: () => void;
};

/** Too few credits, in place: the gap, what to buy for it, and the part that can be had now. */
export function ImportShortage(props: ImportShortageProps) {
  const { shortage, rail, fits, waitsUntil, onGiveUpWaiting } = props;
  const { balances } = useLive();
  const cheaper = fits ? [partWay(fits)] : [];
  return (
    <section
      aria-labelledby="shortage"
      className="rounded-panel border border-warning/50 bg-warning-soft/40 p-4"
    >
      <h3 id="shortage" className="flex items-center gap-2 font-semibold tabular-nums">
        <TriangleAlert aria-hidden className="size-4 text-warning-ink" />
        {shortageTitle(shortage)}
      </h3>
      <p className="mt-1 mb-3 text-foreground-2 tabular-nums">{shortageText(shortage)}</p>
      {waitsUntil ? (
        <div className="mb-3 flex flex-wrap items-center justify-between gap-2 rounded border border-border bg-background px-3 py-2">
          <p className="tabular-nums">
            Starts by itself when the credits arrive, until{" "}
            {formatUntil(waitsUntil, rail.timeZone, balances?.lead.asOf ?? null)}.
          </p>
          <Button size="sm" onClick={onGiveUpWaiting}>
            Stop waiting
          </Button>
        </div>
      ) : null}
      {rail.canBuy ? (
        <InsufficientCredits
          shortage={shortage}
          packages={rail.offers.lead.packages}
          cheaper={cheaper}
          canBuy
          continueLabel="Start as soon as the credits arrive"
          place="import.go"
          spendFor={props.spendFor}
          onCheaper={props.onFit}
        />
      ) : (
        <AskWays shortage={shortage} rail={rail} cheaper={cheaper} onCheaper={props.onFit} />
      )}
    </section>
  );
}
