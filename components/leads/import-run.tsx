"use client";
import { useState } from "react";
import { focusOn } from "@/components/billing/page-position";
import { RunProgress } from "@/components/credits/run-progress";
import { RunReceipt } from "@/components/credits/run-receipt";
import { takeBack } from "@/components/credits/undo";
import { ImportProblems } from "@/components/leads/import-problems";
import { ActionBar } from "@/components/ui/action-bar";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { orToast } from "@/components/ui/or-toast";
import { useFocusOnArrival } from "@/components/ui/use-focus-on-arrival";
import { credits } from "@/lib/credits/core/amount";
import { isOver, isUndoable } from "@/lib/credits/core/run";
import { receiptWords, stopNote } from "@/lib/credits/core/run-words";
import { stopImportAction } from "@/lib/leads/actions";
import { counted, leadsToImport, subjectOf } from "@/lib/leads/core/preview";
import type { ImportStatus } from "@/lib/leads/types";

type ImportRunProps = {
  status: ImportStatus;
  workspace: string;
  canSpend: boolean;
  onAnother: () => void;
  /** Called when its state changes: look again. */
  onChanged: () => unknown;
};

/** An import while it runs, and its receipt afterwards. */
export function ImportRun(props: ImportRunProps) {
  const { status, workspace, canSpend, onAnother, onChanged } = props;
  const { import: one, run } = status;
  const [stop, setStop] = useState<"asked" | "heard" | null>(null);
  useFocusOnArrival(run !== null && isOver(run.state), () => focusOn("import.go"));
  if (!run) return null;
  const over = isOver(run.state);
  const undoable = isUndoable(run);
  const askToStop = async () => {
    setStop("asked");
    const call = stopImportAction({ workspace, importId: one.id });
    setStop((await orToast(call, "Not stopped. Try again."))?.ok ? "heard" : null);
  };
  const undo = () => void takeBack({ workspace, runId: run.id, onUndone: onChanged });
  const control = undoable ? { onUndo: undo } : { onStop: askToStop };
  return (
    <>
      <h2 id="preview" className="mb-3 tabular-nums">
        {headline(status)}
      </h2>
      <RunProgress
        title={
          over ? `Imported ${subjectOf(one.fileName)}` : `Importing ${subjectOf(one.fileName)}`
        }
        kind="lead"
        state={stop && run.state === "running" ? "stopping" : run.state}
        endedBecause={run.endedBecause}
        done={one.imported}
        total={leadsToImport(one.toImport, one.startLimit)}
        unit="imported"
        held={run.held}
        charged={run.charged}
        returned={run.returned}
        stopNote={stop === "asked" && run.state === "running" ? null : stopNote(run)}
        place="import.go"
        reference={run.failure}
        {...(one.joined > 0 ? { result: [one.joined, "already yours, added to the list"] } : {})}
        {...(over || !canSpend ? {} : control)}
      />
      {over ? (
        <Ended status={status} workspace={workspace} onAnother={onAnother} />
      ) : (
        <Meanwhile undoable={undoable} />
      )}
    </>
  );
}

const Meanwhile = ({ undoable }: { undoable: boolean }) => (
  <p className="mt-3 text-muted-foreground text-xs">
    {undoable
      ? "Begins in a few seconds. Until then it can be undone, and nothing is charged."
      : "Runs in the background: you can leave this page. Stop at any time and pay only for leads already imported."}
  </p>
);

type EndedProps = { status: ImportStatus; workspace: string; onAnother: () => void };

function Ended({ status, workspace, onAnother }: EndedProps) {
  const { import: one, run } = status;
  if (!run) return null;
  return (
    <>
      <h3 className="mt-5 mb-1 font-label">Receipt</h3>
      <RunReceipt
        kind="lead"
        quoted={run.quoted}
        held={credits(run.held + run.charged + run.returned)}
        charged={run.charged}
        returned={run.returned}
        words={receiptWords(run)}
        {...(run.charged > 0
          ? { historyHref: `/${workspace}/settings/billing?kind=lead&run=${run.id}` }
          : {})}
      />
      <div className="mt-4 flex flex-wrap gap-2">
        {one.listId ? (
          <ActionBar>
            <Button asChild variant="primary">
              <Link href={`/${workspace}/leads/${one.listId}`}>View list</Link>
            </Button>
          </ActionBar>
        ) : null}
        <Button onClick={onAnother}>Import another file</Button>
      </div>
      <ImportProblems status={status} workspace={workspace} />
    </>
  );
}

function headline({ import: one, run }: ImportStatus): string {
  const leads = counted(one.imported, "lead");
  if (run?.state === "done") return `${leads} imported`;
  if (run?.state === "stopped") return `Stopped after ${leads}`;
  if (run?.state === "failed") return `The import failed after ${leads}`;
  return `Importing ${counted(leadsToImport(one.toImport, one.startLimit), "lead")}`;
}
