"use client";
import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useQueryState } from "nuqs";
import { useCallback, useDeferredValue, useEffect, useRef, useState } from "react";
import { focusOn } from "@/components/billing/page-position";
import { FileCard } from "@/components/leads/file-card";
import { FileChoice } from "@/components/leads/file-choice";
import {
  NothingYet,
  ReadingFile,
  RefusedFile,
  refusalOf,
  SendingFile,
} from "@/components/leads/import-states";
import { SourceList } from "@/components/leads/source-list";
import { type Target, TargetList } from "@/components/leads/target-list";
import { useImport } from "@/components/leads/use-import";
import { useUpload } from "@/components/leads/use-upload";
import { orToast } from "@/components/ui/or-toast";
import { useFocusOnArrival } from "@/components/ui/use-focus-on-arrival";
import type { BuyRailData } from "@/lib/billing/types";
import type { Credits } from "@/lib/credits/core/amount";
import { isUnderWay, isUndoable } from "@/lib/credits/core/run";
import { discardImportAction, rereadImportAction } from "@/lib/leads/actions";
import { mostPayable, subjectOf } from "@/lib/leads/core/preview";
import type { ImportForm } from "@/lib/leads/core/row";
import type { ImportStatus, ImportView, ListSummary } from "@/lib/leads/types";

// Loaded once a file was read.
const ImportPreview = dynamic(() =>
  import("@/components/leads/import-preview").then((file) => file.ImportPreview),
);
const ImportRun = dynamic(() =>
  import("@/components/leads/import-run").then((file) => file.ImportRun),
);
const StopAfter = dynamic(() =>
  import("@/components/leads/stop-after").then((file) => file.StopAfter),
);

type ImportScreenProps = {
  workspace: string;
  lists: readonly ListSummary[];
  open: readonly ImportView[];
  status: ImportStatus | null;
  /** The list that the address names. */
  list: string | null;
  /** How many of the leads the address asks for; null uses what is stored with the draft. */
  limit: number | null;
  source: ImportForm;
  each: Credits;
  canSpend: boolean;
  canLimit: boolean;
  rail: BuyRailData;
};

/** On the left, what is imported and where to; on the right, what it brings and costs, and later its progress. */
export function ImportScreen(props: ImportScreenProps) {
  const { lists, each } = props;
  const model = useImportScreen(props);
  const { status, form, upload } = model;
  const started = model.begun;
  const preview = useRef<HTMLElement>(null);
  useFocusOnArrival(model.read, () => preview.current?.focus({ preventScroll: true }));
  useFocusOnArrival(started, () => focusOn("import.go"));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-13 gap-y-6 lg:grid-cols-[minmax(300px,404px)_minmax(0,1fr)]">
      <form
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(event) => event.preventDefault()}
        aria-label="Import"
      >
        <SourceList
          value={status?.import.form ?? form}
          onChange={status ? model.reread : model.setForm}
          each={each}
          disabled={started || status?.import.state === "reading" || upload.sending !== null}
        />
        {status ? (
          <FileCard file={status.import} onOther={started ? null : model.another} />
        ) : (
          <FileChoice onFile={model.send} pasting={form === "usernames"} />
        )}
        <TargetList
          lists={lists}
          value={model.target}
          onChange={model.setTarget}
          suggestion={model.suggestion}
          error={null}
          disabled={started}
        />
        {status?.import.state === "ready" && !started ? (
          <StopAfter
            most={status.import.toImport}
            each={status.import.form === "export" ? 0 : each}
            room={mostPayable(status)}
            bound={mostPayable(status) < status.available ? "limit" : "available"}
            value={model.limit}
            onChange={model.setLimit}
          />
        ) : null}
      </form>
      <section
        ref={preview}
        tabIndex={-1}
        aria-labelledby="preview"
        className="outline-none rounded-panel border border-border bg-card px-5 py-[18px] max-md:px-4"
      >
        <Right {...props} model={model} />
      </section>
    </div>
  );
}

type Model = ReturnType<typeof useImportScreen>;

function Right({
  model,
  workspace,
  each,
  open,
  rail,
  canSpend,
  canLimit,
}: ImportScreenProps & { model: Model }) {
  const { status, upload } = model;
  if (upload.sending) return <SendingFile sending={upload.sending} onCancel={upload.cancel} />;
  if (upload.refusal) {
    return <RefusedFile {...upload.refusal} each={each} onOther={upload.clear} />;
  }
  if (!status) {
    return <NothingYet each={each} open={open} workspace={workspace} timeZone={rail.timeZone} />;
  }
  if (status.import.state === "reading") return <ReadingFile file={status.import} />;
  if (status.import.state === "unreadable") {
    const usernames = status.import.problem === "not_an_export";
    return (
      <RefusedFile
        {...refusalOf(status.import)}
        each={each}
        onOther={model.another}
        {...(usernames ? { onUsernames: () => model.reread("usernames") } : {})}
      />
    );
  }
  if (model.begun) {
    return (
      <ImportRun
        status={status}
        workspace={workspace}
        canSpend={canSpend}
        onAnother={model.another}
        onChanged={model.look}
      />
    );
  }
  return (
    <ImportPreview
      status={status}
      rail={rail}
      target={model.target}
      limit={model.limit}
      onLimit={model.setLimit}
      onForm={model.reread}
      canSpend={canSpend}
      canLimit={canLimit}
    />
  );
}

function useImportScreen(props: ImportScreenProps) {
  const { workspace, status: rendered, source, list } = props;
  const client = useQueryClient();
  const [importId, setImportId] = useQueryState("import", { history: "push" });
  const [form, setForm] = useState<ImportForm>(source);
  const [chosen, setTarget] = useState<Target | null>(null);
  const [limit, setLimit] = useState(props.limit ?? rendered?.import.startLimit ?? null);
  useAskedOnce("limit");
  const { data } = useImport(workspace, importId, rendered);
  // While a part is not loaded yet, what is shown stays, and so does the focus.
  const status = useDeferredValue(importId ? data : undefined);

  const opened = useCallback((id: string) => void setImportId(id), [setImportId]);
  const upload = useUpload(workspace, opened);
  const suggestion = status ? subjectOf(status.import.fileName) : "";

  const look = () => client.invalidateQueries({ queryKey: ["import", workspace, importId] });
  const another = () => {
    if (status && !hasBegun(status)) {
      // One that could not be discarded is listed with the open ones.
      discardImportAction({ workspace, importId: status.import.id }).catch(() => undefined);
    }
    upload.clear();
    setLimit(null);
    setTarget(null);
    void setImportId(null);
  };
  const reread = async (as: ImportForm) => {
    if (!status) return;
    const call = rereadImportAction({ workspace, importId: status.import.id, form: as });
    if (await orToast(call, "Not read again. Try again.")) await look();
  };
  return {
    status,
    read: status !== undefined && status.import.state !== "reading",
    begun: status !== undefined && hasBegun(status),
    form,
    setForm,
    upload,
    send: (file: File) => void upload.send(file, form),
    another,
    look,
    reread,
    limit,
    setLimit,
    suggestion,
    target: chosen ?? draftTarget(status, list) ?? { name: suggestion },
    setTarget,
  };
}

/** What the address asks for applies once: not to the next file. */
function useAskedOnce(name: string) {
  const [asked, setAsked] = useQueryState(name);
  useEffect(() => {
    if (asked !== null) void setAsked(null);
  }, [asked, setAsked]);
}

/** From the click on, a start that can still be undone is shown as what it is about to become. */
const hasBegun = ({ import: { state }, run }: ImportStatus): boolean =>
  state === "started" ||
  state === "done" ||
  state === "stopped" ||
  state === "failed" ||
  (state === "ready" && run !== null && (isUndoable(run) || isUnderWay(run.state)));

/** The choice stored with the draft, or else the list that the address names. */
function draftTarget(status: ImportStatus | undefined, list: string | null): Target | null {
  if (status?.import.listId) return { id: status.import.listId };
  if (status?.import.listName) return { name: status.import.listName };
  return list ? { id: list } : null;
}
