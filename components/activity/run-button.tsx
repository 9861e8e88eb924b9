"use client";
import { useAction } from "next-safe-action/hooks";
import { useLive } from "@/components/credits/live-workspace";
import { takeBack } from "@/components/credits/undo";
import { Button } from "@/components/ui/button";
import { stopRunAction } from "@/lib/credits/actions/runs";
import { isOver, isUndoable, type Run } from "@/lib/credits/core/run";

/** What can be done about a run from its row: undo its start, stop it, or let it wait no longer. */
export function RunButton({ run }: { run: Run }) {
  const { workspace } = useLive();
  const stop = useAction(stopRunAction);
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
  return (
    <Button
      size="sm"
      className="relative z-[1]"
      pending={stop.isExecuting || run.state === "stopping"}
      onClick={() => stop.execute({ workspace, runId: run.id })}
      aria-label={waits ? `Stop waiting for ${run.subject}` : `Stop ${run.subject}`}
    >
      Stop
    </Button>
  );
}
