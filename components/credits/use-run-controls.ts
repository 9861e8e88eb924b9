import { useAction } from "next-safe-action/hooks";
import { useLive } from "@/components/credits/live-workspace";
import { toast } from "@/components/ui/toaster";
import { stopRunAction, waitLongerAction } from "@/lib/credits/actions/runs";

type Control = {
  press: () => void;
  /** Requested, and not answered yet. */
  pending: boolean;
  /** The server has heard of it. */
  heard: boolean;
};

/** Stops a run; one that waits for credits ends at once. Says so if a press had no effect. */
export function useStop(runId: string): Control {
  return useControl(runId, useAction(stopRunAction, useOutcome("Not stopped. Try again.")));
}

/** Lets a run wait a day for its credits. */
export function useWaitLonger(runId: string): Control {
  return useControl(runId, useAction(waitLongerAction, useOutcome("Nothing changed. Try again.")));
}

/** The result of a press shows on the page even while the stream is interrupted. */
function useOutcome(failed: string) {
  const { refresh } = useLive();
  return { onSuccess: refresh, onError: () => void toast.error(failed) };
}

type Answered = {
  execute: (input: { workspace: string; runId: string }) => void;
  isExecuting: boolean;
  hasSucceeded: boolean;
};

function useControl(runId: string, action: Answered): Control {
  const { workspace } = useLive();
  return {
    press: () => action.execute({ workspace, runId }),
    pending: action.isExecuting,
    heard: action.hasSucceeded,
  };
}
