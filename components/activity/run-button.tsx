"use client";
import { useLive } from "@/components/credits/live-workspace";
import { takeBack } from "@/components/credits/undo";
import { useStop } from "@/components/credits/use-run-controls";
import { Button } from "@/components/ui/button";
import { isOver, isUndoable, type Run } from "@/lib/credits/core/run";

/** What can be done with a run from its row: undo its start, stop it, or end its wait. */
export function RunButton({ run }: { run: Run }) {
  const { workspace } = useLive();
  const stop = useStop(run.id);
  if (isOver(run.state)) return null;
  if (isUndoable(run)) {
    return (
      <Button
        size="sm"
        className="relative z-[1]"
        onClick={() => void takeBack({ workspace, runId: run.id })}
        aria-label={`Undo ${run.subject}`}
      >
        Undo
      </Button>
    );
  }
  const waits = run.state === "blocked";
  // No spinner is added: the row has one beside its state, and its columns keep their places.
  const stopping = stop.pending || run.state === "stopping";
  return (
    <Button
      size="sm"
      className="relative z-[1]"
      {...(stopping ? { "aria-busy": true, "aria-disabled": true } : {})}
      onClick={stop.press}
      aria-label={waits ? `Stop waiting for ${run.subject}` : `Stop ${run.subject}`}
    >
      Stop
    </Button>
  );
}
