"use client";
import { Check, CircleAlert, Pause } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { milestoneWords, quartersOf } from "@/components/credits/milestones";
import { announce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import type { Credits, Kind } from "@/lib/credits/core/amount";
import { formatCount, formatCredits } from "@/lib/credits/core/format";
import type { Run, RunState } from "@/lib/credits/core/run";
import { endTitle } from "@/lib/credits/core/run-words";

type RunProgressProps = {
  /** "Importing café-owners.csv" */
  title: string;
  kind: Kind;
  state: RunState;
  /** For a run that is over: why it ended early. */
  endedBecause?: Run["endedBecause"];
  done: number;
  total: number;
  /** The verb for a finished unit: "scanned", "read". */
  unit: string;
  held: Credits;
  charged: Credits;
  returned: Credits;
  /** A second figure on the right: [641, "imported"]. */
  result?: readonly [count: number, word: string];
  /** "about 16 min left", once that can be said. */
  timeLeft?: string | null;
  /** How much a stop can still add, once it is certain: "at most 40 more". */
  stopNote?: string | null;
  reference?: string | null;
  onStop?: () => void;
  /** Instead of Stop, while it can still be undone. */
  onUndo?: () => void;
  /** What the page calls this step (see components/billing/page-position.tsx). */
  place?: string;
  onContinue?: () => void;
  receiptHref?: string;
  className?: string;
};

/** A run in progress: what is charged is solid, what is held is hatched. Afterwards one line and the receipt. */
export function RunProgress(props: RunProgressProps) {
  useMilestones(props);
  const over = props.state === "done" || props.state === "stopped" || props.state === "failed";
  return (
    <section
      aria-label={props.title}
      {...(props.place ? { "data-place": props.place, tabIndex: -1 } : {})}
      className={cn(
        "rounded-panel border border-border bg-card px-3.5 py-3 text-sm tabular-nums",
        props.className,
      )}
    >
      {over ? <Ended {...props} /> : <Working {...props} />}
    </section>
  );
}

function Working(props: RunProgressProps) {
  const { title, state, kind, done, total, unit, result, timeLeft, held, charged } = props;
  const blocked = state === "blocked";
  return (
    <>
      <div className="flex min-h-7 items-center justify-between gap-3">
        <b className="min-w-0 font-label [overflow-wrap:anywhere]">{title}</b>
        <RunAction {...props} />
      </div>
      <Bar {...props} />
      <div className="flex justify-between gap-3">
        <span>
          {formatCount(done)}{" "}
          <span className="text-muted-foreground">
            of {formatCount(total)} {unit}
          </span>
        </span>
        {result ? (
          <span>
            {formatCount(result[0])} <span className="text-muted-foreground">{result[1]}</span>
          </span>
        ) : null}
      </div>
      <div className="mt-[3px] flex justify-between gap-3 text-muted-foreground text-xs">
        <span>
          {blocked
            ? "Waits for credits. Nothing is lost."
            : held + charged === 0
              ? "Free"
              : `${formatCredits(charged, kind)} charged, ${formatCredits(held, kind)} held`}
        </span>
        <span>{stateNote(props) ?? timeLeft}</span>
      </div>
    </>
  );
}

function stateNote({ state, stopNote, onUndo }: RunProgressProps): string | null {
  if (state === "queued") return onUndo ? "Starting. Nothing is charged yet." : "Queued";
  if (state === "stopping") return `Stopping${stopNote ? `, ${stopNote}` : ""}`;
  return null;
}

function RunAction({ state, onStop, onUndo, onContinue }: RunProgressProps) {
  if (onUndo) {
    return (
      <Button size="sm" onClick={onUndo}>
        Undo
      </Button>
    );
  }
  if (state === "blocked") {
    return onContinue ? (
      <Button size="sm" onClick={onContinue}>
        Continue
      </Button>
    ) : (
      <Pause aria-hidden className="size-4 text-muted-foreground" />
    );
  }
  if (!onStop && state !== "stopping") return null;
  return (
    <Button size="sm" onClick={onStop} pending={state === "stopping"}>
      Stop
    </Button>
  );
}

function Bar({ title, kind, done, total, unit, held, charged }: RunProgressProps) {
  const share = total === 0 ? 0 : Math.min(100, (done / total) * 100);
  const words = `${formatCount(done)} of ${formatCount(total)} ${unit}, ${formatCredits(charged, kind)} credits charged, ${formatCredits(held, kind)} held`;
  return (
    <div
      role="progressbar"
      aria-label={title}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      aria-valuetext={words}
      data-bar
      className={cn(
        "my-2 h-1.5 overflow-hidden rounded-[3px]",
        held === 0 ? "bg-active" : kind === "ai" ? "hatch-ai" : "hatch-lead",
      )}
    >
      <div
        data-bar
        className={cn("h-full transition-[width] duration-3", kind === "ai" ? "bg-ai" : "bg-lead")}
        style={{ width: `${share}%` }}
      />
    </div>
  );
}

function Ended({
  title,
  state,
  endedBecause = null,
  kind,
  done,
  result,
  charged,
  returned,
  reference,
  receiptHref,
}: RunProgressProps) {
  return (
    <>
      <div className="flex items-center justify-between gap-3">
        <span className="flex min-w-0 items-center gap-1.5">
          {state === "failed" ? (
            <CircleAlert aria-hidden className="size-4 text-critical-ink" />
          ) : (
            <Check aria-hidden className="size-4 text-positive-ink" />
          )}
          <b className="min-w-0 font-label [overflow-wrap:anywhere]">
            {state === "done" ? title : endTitle({ state, endedBecause, progress: { done } })}
          </b>
        </span>
        {receiptHref ? (
          <Link className="link tap text-foreground-2" href={receiptHref}>
            Receipt
          </Link>
        ) : null}
      </div>
      <p className="mt-[3px] text-foreground-2">
        {result ? `${formatCount(result[0])} ${result[1]}. ` : null}
        {charged === 0 ? "Nothing was charged. " : `Charged ${formatCredits(charged, kind)}. `}
        {returned > 0 ? (
          <b className="font-medium text-foreground">{formatCredits(returned, kind)} returned.</b>
        ) : null}
        {reference ? <Reference>{reference}</Reference> : null}
      </p>
    </>
  );
}

const Reference = ({ children }: { children: ReactNode }) => <> Reference {children}.</>;

/** Announces a quarter, a half, three quarters and the end, not every step. */
function useMilestones({ title, state, done, total }: RunProgressProps) {
  const quarter = quartersOf({ state, done, total });
  const heard = useRef(quarter);
  useEffect(() => {
    const words = milestoneWords(title, heard.current, quarter);
    if (words === null) return;
    heard.current = quarter;
    announce(words, { topic: `run ${title}` });
  }, [quarter, title]);
}
