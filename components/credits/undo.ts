"use client";
import { toast } from "@/components/ui/toaster";
import { undoRunAction } from "@/lib/credits/actions/runs";

type Undo = {
  workspace: string;
  runId: string;
  /** Called once it is undone. */
  onUndone?: () => unknown;
};

type Offer = Undo & {
  /** What was started: the subject of its run. */
  subject: string;
  /** For how long it can be undone, in milliseconds. */
  lasts: number;
};

/**
 * Says that something was started, for as long as that can be undone. Screen readers announce it; F8 leads there by
 * keyboard.
 */
export function offerUndo({ subject, lasts, ...undo }: Offer): void {
  toast(`Started ${subject}`, {
    id: nameOf(undo.runId),
    description: "Nothing is charged before this closes.",
    duration: lasts,
    action: {
      label: "Undo",
      onClick: (event) => {
        // A press would close this, and whatever is shown as the answer meanwhile would go with it.
        event.preventDefault();
        void takeBack(undo);
      },
    },
  });
}

/** Undoes a start, and says what happened. */
export async function takeBack({ workspace, runId, onUndone }: Undo): Promise<void> {
  const outcome = await undoRunAction({ workspace, runId }).catch(() => undefined);
  const id = nameOf(runId);
  const said = { id, description: null, action: null, duration: 6_000 };
  if (outcome?.data?.ok) {
    await onUndone?.();
    toast.success("Undone. Nothing was charged.", said);
    return;
  }
  const late = outcome?.data?.ok === false;
  toast.error(
    late
      ? "Too late to undo: it has begun. Stop it to end charging."
      : "It could not be undone. Try again, or stop it.",
    said,
  );
}

const nameOf = (runId: string): string => `undo:${runId}`;
