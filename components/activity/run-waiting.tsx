"use client";
import { useRouter } from "next/navigation";
import { ClosedLine } from "@/components/billing/closed-line";
import { ShortageForNonBuyer } from "@/components/billing/shortage-for-non-buyer";
import { useCheckout } from "@/components/billing/use-checkout";
import { InsufficientCredits, shortageTitle } from "@/components/credits/insufficient-credits";
import { useLive, useRun } from "@/components/credits/live-workspace";
import { useStop, useWaitLonger } from "@/components/credits/use-run-controls";
import { Button } from "@/components/ui/button";
import { canGo } from "@/components/ui/fetched";
import { Time } from "@/components/ui/time";
import type { BuyRailData } from "@/lib/billing/types";
import { credits } from "@/lib/credits/core/amount";
import { formatCredits } from "@/lib/credits/core/format";
import type { Run } from "@/lib/credits/core/run";
import { missingFor } from "@/lib/credits/core/run-words";
import { fittingPart, partialImportOption } from "@/lib/leads/core/preview";

type RunWaitingProps = { run: Run; rail: BuyRailData; canStop: boolean };

/**
 * A run that waits for credits: how much it lacks, until when it waits, and what can be done. Disappears once it
 * continues.
 */
export function RunWaiting({ run: rendered, rail, canStop }: RunWaitingProps) {
  const { workspace, balances } = useLive();
  const run = useRun(rendered);
  const router = useRouter();
  const checkout = useCheckout({
    workspace,
    returnPath: `/${workspace}/activity/${run.id}`,
  });
  if (run.state !== "blocked" || balances === null) return null;
  const { available, debt } = balances[run.kind];
  const missing = missingFor(run, available);
  if (missing === 0) return <AboutToGoOn />;
  const most = credits(run.quoted.max - run.charged);
  const shortage = {
    kind: run.kind,
    shortfall: missing,
    debt,
    maximum: most,
    available,
    what: run.subject,
  };
  const part = canStop ? fittingPart(run, available) : null;
  const less = {
    cheaper: part ? [partialImportOption(part)] : [],
    onCheaper: () => {
      const page = `/${workspace}/leads/import?import=${part?.importId}&limit=${part?.leads}`;
      if (canGo()) router.push(page);
    },
  };
  const { packages } = rail.offers[run.kind];
  const buy = (packageId: string) => {
    const goesOn = packages.some((one) => one.id === packageId && one.credits >= missing + debt);
    void checkout.start(packageId, { runId: goesOn ? run.id : undefined });
  };
  return (
    <section
      aria-labelledby="waiting"
      className="mt-4 rounded-panel border border-warning/50 bg-warning-soft/40 p-4"
    >
      <h2 id="waiting" className="tabular-nums">
        {shortageTitle(shortage)}
      </h2>
      <p className="mt-1 mb-3 text-foreground-2 tabular-nums">
        It can use up to {formatCredits(most, run.kind)}, and {formatCredits(available, run.kind)}{" "}
        is available. Nothing is held while it waits, and it goes on by itself when the credits
        arrive.
      </p>
      <Until run={run} canStop={canStop} timeZone={rail.timeZone} />
      <ClosedLine />
      {rail.canBuy ? (
        <InsufficientCredits
          shortage={shortage}
          packages={packages}
          canBuy
          pending={checkout.pending}
          onBuy={buy}
          {...less}
        />
      ) : (
        <ShortageForNonBuyer shortage={shortage} rail={rail} {...less} />
      )}
      {checkout.problem ? (
        <p role="alert" className="mt-2 text-critical-ink">
          {checkout.problem}
        </p>
      ) : null}
    </section>
  );
}

const AboutToGoOn = () => (
  <p role="status" className="mt-4 text-foreground-2">
    The credits are there. It goes on within a minute.
  </p>
);

type UntilProps = { run: Run; canStop: boolean; timeZone: string };

/** Until when it waits, and how to change that. */
function Until({ run, canStop, timeZone }: UntilProps) {
  const longer = useWaitLonger(run.id);
  const stop = useStop(run.id);
  return (
    <div className="mb-3 flex flex-wrap items-center justify-between gap-2 rounded border border-border bg-background px-3 py-2">
      <p className="tabular-nums">
        {run.waitsUntil ? (
          <>
            Waits until <Time at={run.waitsUntil} timeZone={timeZone} />.
          </>
        ) : (
          "Waits without end."
        )}
      </p>
      {canStop ? (
        <span className="flex flex-wrap gap-2">
          {run.waitsUntil ? (
            <Button size="sm" pending={longer.pending} onClick={longer.press}>
              Wait a day
            </Button>
          ) : null}
          <Button size="sm" pending={stop.pending} onClick={stop.press}>
            Stop waiting
          </Button>
        </span>
      ) : null}
    </div>
  );
}
