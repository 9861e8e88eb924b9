"use client";
import Link from "next/link";
import { useState } from "react";
import { RunProgress } from "@/components/credits/run-progress";
import { RunReceipt } from "@/components/credits/run-receipt";
import { ImportProblems } from "@/components/leads/import-problems";
import { Button } from "@/components/ui/button";
import { credits } from "@/lib/credits/core/amount";
import { isOver } from "@/lib/credits/core/run";
import { stopImportAction } from "@/lib/leads/actions";
import { checkpointSize } from "@/lib/leads/core/checkpoint";
import { count, leadsToImport, subjectOf } from "@/lib/leads/core/preview";
import type { ImportStatus } from "@/lib/leads/types";

type ImportRunProps = {
  status: ImportStatus;
  workspace: string;
  canSpend: boolean;
  onAnother: () => void;
};

/** An import while it runs, and its receipt afterwards. */
export function ImportRun({ status, workspace, canSpend, onAnother }: ImportRunProps) {
  const { import: one, run } = status;
  const [stop, setStop] = useState<"asked" | "heard" | null>(null);
  if (!run) return null;
  const over = isOver(run.state);
  const total = leadsToImport(one.toImport, one.startLimit);
  const askToStop = async () => {
    setStop("asked");
    const outcome = await stopImportAction({ workspace, importId: one.id }).catch(() => undefined);
    setStop(outcome?.data?.ok ? "heard" : null);
  };
  const state = stop && run.state === "running" ? "stopping" : run.state;
  const isSure = stop !== "asked" || run.state === "stopping";
  const most = Math.min(total - one.imported, checkpointSize(one.toImport + one.existing));
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
        state={state}
        done={one.imported}
        total={total}
        unit="imported"
        held={run.held}
        charged={run.charged}
        returned={run.returned}
        stopNote={isSure ? `at most ${count(Math.max(0, most))} more` : null}
        reference={run.failure}
        {...(one.joined > 0 ? { result: [one.joined, "already yours, added to the list"] } : {})}
        {...(over || !canSpend ? {} : { onStop: askToStop })}
      />
      {over ? (
        <Ended status={status} workspace={workspace} onAnother={onAnother} />
      ) : (
        <p className="mt-3 text-muted-foreground text-xs">
          Runs in the background: you can leave this page. Stop at any time and pay only for leads
          already imported.
        </p>
      )}
    </>
  );
}

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
        complete={run.state === "done"}
        {...(run.charged > 0
          ? { historyHref: `/${workspace}/settings/billing?kind=lead&op=${run.operation}` }
          : {})}
      />
      <div className="mt-4 flex flex-wrap gap-2">
        {one.listId ? (
          <Button asChild variant="primary">
            <Link href={`/${workspace}/leads/${one.listId}`}>View list</Link>
          </Button>
        ) : null}
        <Button onClick={onAnother}>Import another file</Button>
      </div>
      <ImportProblems status={status} workspace={workspace} />
    </>
  );
}

function headline({ import: one, run }: ImportStatus): string {
  const leads = `${count(one.imported)} ${one.imported === 1 ? "lead" : "leads"}`;
  if (run?.state === "done") return `${leads} imported`;
  if (run?.state === "stopped") return `Stopped after ${leads}`;
  if (run?.state === "failed") return `The import failed after ${leads}`;
  return `Importing ${count(leadsToImport(one.toImport, one.startLimit))} leads`;
}
