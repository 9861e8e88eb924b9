"use client";
import { AskWays } from "@/components/billing/ask-ways";
import { ClosedLine } from "@/components/billing/closed-line";
import {
  InsufficientCredits,
  type Shortage,
  shortageText,
  shortageTitle,
} from "@/components/credits/insufficient-credits";
import { useLive } from "@/components/credits/live-workspace";
import { useStop } from "@/components/credits/use-run-controls";
import type { Spend } from "@/components/credits/use-spend";
import { ImportBlocked } from "@/components/leads/import-blocked";
import { Button } from "@/components/ui/button";
import { formatUntil } from "@/components/ui/time";
import type { BuyRailData } from "@/lib/billing/types";
import type { Run } from "@/lib/credits/core/run";
import { type ImportPart, partWay } from "@/lib/leads/core/preview";

type ImportShortageProps = {
  shortage: Shortage;
  rail: BuyRailData;
  /** The part that the available credits pay for; null when that is none. */
  fits: ImportPart | null;
  /** Of the import that waits for credits by itself, when it does. */
  run: Run | null;
  spendFor: (packageId: string, goOn: boolean) => Spend;
  onFit: () => void;
};

/** Too few credits, in place: the gap, what to buy for it, and the part that can be had now. */
export function ImportShortage(props: ImportShortageProps) {
  const { shortage, rail, fits, run } = props;
  const cheaper = fits ? [partWay(fits)] : [];
  const waiting =
    run?.state === "blocked" && run.parkedUntil ? { runId: run.id, until: run.parkedUntil } : null;
  return (
    <ImportBlocked title={shortageTitle(shortage)}>
      <p className="mt-1 mb-3 text-foreground-2 tabular-nums">{shortageText(shortage)}</p>
      {waiting ? <Waiting {...waiting} timeZone={rail.timeZone} /> : null}
      <ClosedLine />
      {rail.canBuy ? (
        <InsufficientCredits
          shortage={shortage}
          packages={rail.offers.lead.packages}
          cheaper={cheaper}
          canBuy
          continueLabel="Start as soon as the credits arrive"
          waits={waiting !== null}
          place="import.go"
          spendFor={props.spendFor}
          onCheaper={props.onFit}
        />
      ) : (
        <AskWays shortage={shortage} rail={rail} cheaper={cheaper} onCheaper={props.onFit} />
      )}
    </ImportBlocked>
  );
}

type WaitingProps = { runId: string; until: string; timeZone: string };

function Waiting({ runId, until, timeZone }: WaitingProps) {
  const { balances } = useLive();
  const stop = useStop(runId);
  return (
    <div className="mb-3 flex flex-wrap items-center justify-between gap-2 rounded border border-border bg-background px-3 py-2">
      <p className="tabular-nums">
        Starts by itself when the credits arrive, until{" "}
        {formatUntil(until, timeZone, balances?.lead.asOf ?? null)}.
      </p>
      <Button size="sm" pending={stop.pending || stop.heard} onClick={stop.press}>
        Stop waiting
      </Button>
    </div>
  );
}
