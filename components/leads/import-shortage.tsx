"use client";
import { ClosedLine } from "@/components/billing/closed-line";
import { focusOn } from "@/components/billing/page-position";
import { ShortageForNonBuyer } from "@/components/billing/shortage-for-non-buyer";
import {
  InsufficientCredits,
  type Shortage,
  shortageText,
  shortageTitle,
} from "@/components/credits/insufficient-credits";
import { useLive, useRun } from "@/components/credits/live-workspace";
import { SpendButton } from "@/components/credits/spend-button";
import { useStop, useWaitLonger } from "@/components/credits/use-run-controls";
import type { Spend } from "@/components/credits/use-spend";
import { ImportBlocked } from "@/components/leads/import-blocked";
import { Button } from "@/components/ui/button";
import { formatUntil } from "@/components/ui/time";
import { useFocusOnArrival } from "@/components/ui/use-focus-on-arrival";
import type { BuyRailData } from "@/lib/billing/types";
import type { Run } from "@/lib/credits/core/run";
import { type ImportPart, partialImportOption } from "@/lib/leads/core/preview";

type ImportShortageProps = {
  shortage: Shortage;
  rail: BuyRailData;
  /** The part that the available credits pay for; null if that is nothing. */
  fits: ImportPart | null;
  /** The run of the import, if it is waiting for credits. */
  run: Run | null;
  /** It waits with the choices that are on the page. */
  waits: boolean;
  spendFor: (packageId: string | null, goOn: boolean) => Spend;
  onFit: () => void;
};

/** Too few credits, shown in place: the gap, what to buy for it, and the part that can be imported now. */
export function ImportShortage(props: ImportShortageProps) {
  const { shortage, rail, fits, run } = props;
  const cheaper = fits ? [partialImportOption(fits)] : [];
  const waiting = run?.state === "blocked" && run.waitsUntil ? run : null;
  // Whoever began or ended the wait by keyboard had the focus on a control that has disappeared.
  const toPanel = () => focusOn("import.blocked");
  useFocusOnArrival(waiting !== null, toPanel);
  useFocusOnArrival(waiting === null, toPanel);
  return (
    <ImportBlocked title={shortageTitle(shortage)}>
      <p className="mt-1 mb-3 text-foreground-2 tabular-nums">{shortageText(shortage)}</p>
      {waiting ? <Waiting run={waiting} timeZone={rail.timeZone} /> : null}
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
        <ShortageForNonBuyer
          shortage={shortage}
          rail={rail}
          cheaper={cheaper}
          onCheaper={props.onFit}
        >
          {props.waits ? null : (
            <SpendButton spend={props.spendFor(null, true)} variant="outline" spoken>
              Start when the credits arrive
            </SpendButton>
          )}
        </ShortageForNonBuyer>
      )}
    </ImportBlocked>
  );
}

type WaitingProps = { run: Run; timeZone: string };

function Waiting({ run: rendered, timeZone }: WaitingProps) {
  const { balances } = useLive();
  const { id, waitsUntil } = useRun(rendered);
  const longer = useWaitLonger(id);
  const stop = useStop(id);
  return (
    <div className="mb-3 flex flex-wrap items-center justify-between gap-2 rounded border border-border bg-background px-3 py-2">
      <p className="tabular-nums">
        Starts by itself when the credits arrive
        {waitsUntil
          ? `, until ${formatUntil(waitsUntil, timeZone, balances?.lead.asOf ?? null)}`
          : null}
        .
      </p>
      <span className="flex flex-wrap gap-2">
        <Button size="sm" pending={longer.pending} onClick={longer.press}>
          Wait a day
        </Button>
        <Button size="sm" pending={stop.pending || stop.heard} onClick={stop.press}>
          Stop waiting
        </Button>
      </span>
    </div>
  );
}
