"use client";
import { useEffect, useState } from "react";
import { focusOn } from "@/components/billing/page-position";
import { useLive, useRun } from "@/components/credits/live-workspace";
import { RunProgress } from "@/components/credits/run-progress";
import { RunReceipt } from "@/components/credits/run-receipt";
import { takeBack } from "@/components/credits/undo";
import { useStop } from "@/components/credits/use-run-controls";
import { useFocusOnArrival } from "@/components/ui/use-focus-on-arrival";
import { credits } from "@/lib/credits/core/amount";
import { isOver, isUndoable, type Run } from "@/lib/credits/core/run";
import { receiptWords, stopNote } from "@/lib/credits/core/run-words";

type LiveRunProps = {
  /** As the server rendered it. */
  run: Run;
  title: string;
  /** The verb for a finished unit: "imported". */
  unit: string;
  /** A second figure: its count and its word. */
  result?: readonly [count: number, word: string];
  canStop: boolean;
  /** Where to buy what a waiting run needs; null for people who may not. */
  continueHref?: string | null;
  historyHref?: string;
  /** Shows the receipt below the run once it is over. */
  receipt?: boolean;
};

/** A run, live: progress and Stop while it works, the receipt afterwards. */
export function LiveRun(props: LiveRunProps) {
  const { title, unit, result, canStop, continueHref, historyHref, receipt = false } = props;
  const run = useRun(props.run);
  const { state, stopNote, controls } = useControls(run, canStop);
  const timeLeft = useTimeLeft(run);
  // Whoever ended it by keyboard had the focus on a control that has disappeared.
  useFocusOnArrival(receipt && isOver(run.state), () => focusOn("run"));
  return (
    <>
      <RunProgress
        title={title}
        kind={run.kind}
        state={state}
        endedBecause={run.endedBecause}
        done={run.progress.done}
        total={run.progress.total}
        unit={unit}
        held={run.held}
        charged={run.charged}
        returned={run.returned}
        timeLeft={timeLeft}
        stopNote={stopNote}
        reference={run.failure}
        {...(receipt ? { place: "run" } : {})}
        {...(result ? { result } : {})}
        {...controls}
        {...(continueHref ? { onContinue: () => window.location.assign(continueHref) } : {})}
      />
      {receipt && isOver(run.state) ? <Receipt run={run} historyHref={historyHref} /> : null}
    </>
  );
}

function Receipt({ run, historyHref }: { run: Run; historyHref: string | undefined }) {
  return (
    <section aria-labelledby="receipt" className="mt-8">
      <h2 id="receipt" className="mb-1">
        Receipt
      </h2>
      <RunReceipt
        kind={run.kind}
        quoted={run.quoted}
        held={credits(run.held + run.charged + run.returned)}
        charged={run.charged}
        returned={run.returned}
        words={receiptWords(run)}
        {...(historyHref && run.charged > 0 ? { historyHref } : {})}
      />
    </section>
  );
}

/** Undo while nothing is done yet, Stop afterwards; then what a stop can still add, once the server has heard of it. */
function useControls(run: Run, canStop: boolean) {
  const { workspace } = useLive();
  const stop = useStop(run.id);
  const asked = stop.pending || stop.heard;
  const heard = run.state === "stopping" || stop.heard;
  return {
    state: asked && run.state === "running" ? ("stopping" as const) : run.state,
    stopNote: heard ? stopNote(run) : null,
    controls:
      !canStop || isOver(run.state)
        ? {}
        : isUndoable(run)
          ? { onUndo: () => void takeBack({ workspace, runId: run.id }) }
          : { onStop: stop.press },
  };
}

const MINUTE = 60_000;

/** "about 16 min left", once a tenth is done. */
function useTimeLeft({ state, startedAt, progress }: Run): string | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 5_000);
    return () => clearInterval(timer);
  }, []);
  const share = progress.total === 0 ? 0 : progress.done / progress.total;
  if (state !== "running" || now === null || !startedAt || share < 0.1 || share >= 1) return null;
  const left = ((now - Date.parse(startedAt)) / share) * (1 - share);
  if (left < MINUTE) return "under a minute left";
  return `about ${Math.round(left / MINUTE)} min left`;
}
