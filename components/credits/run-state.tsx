import { Check, CircleAlert, Pause, Square } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { Spinner } from "@/components/ui/spinner";
import type { Run, RunState as State } from "@/lib/credits/core/run";

const WORDS: Record<State, string> = {
  queued: "Queued",
  blocked: "Waits for credits",
  running: "Running",
  stopping: "Stopping",
  stopped: "Stopped",
  done: "Done",
  failed: "Failed",
};

const ICONS: Partial<Record<State, React.ReactNode>> = {
  blocked: <Pause aria-hidden className="size-3.5 text-warning" />,
  stopped: <Square aria-hidden className="size-3 text-muted-foreground" />,
  done: <Check aria-hidden className="size-3.5 text-positive-ink" />,
  failed: <CircleAlert aria-hidden className="size-3.5 text-critical-ink" />,
};

/** What a run is doing, in a word and a sign; while it runs, how far it is. */
export function RunState({ run, className }: { run: Run; className?: string }) {
  const { state, progress, endedBecause } = run;
  const share = progress.total > 0 ? Math.floor((progress.done / progress.total) * 100) : null;
  return (
    <span className={cn("inline-flex items-center gap-1.5 align-middle tabular-nums", className)}>
      {ICONS[state] ?? <Spinner className="size-3.5" />}
      {state === "stopped" && endedBecause === "waited_too_long" ? "Waited too long" : WORDS[state]}
      {state === "running" && share !== null ? (
        <span className="text-muted-foreground">{share}%</span>
      ) : null}
    </span>
  );
}
