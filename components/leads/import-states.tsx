"use client";
import { CircleAlert } from "lucide-react";
import { OpenImports } from "@/components/leads/open-imports";
import type { Sending } from "@/components/leads/use-upload";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import type { Credits } from "@/lib/credits/core/amount";
import { formatCount, formatCredits } from "@/lib/credits/core/format";
import { fileSize } from "@/lib/leads/core/preview";
import { fileProblemText } from "@/lib/leads/core/problem";
import type { ImportView } from "@/lib/leads/types";

/** Before a file is chosen: what each source costs, and where the person left off. */
export function NothingYet({ each, open, workspace, timeZone }: NothingYetProps) {
  return (
    <>
      <h2 id="preview">Choose a file to see what it brings and costs</h2>
      <p className="text-muted-foreground text-xs">
        Reading a file is free, and nothing is imported before you start it.
      </p>
      <dl className="mt-3.5 -mb-2.5 border-border border-t tabular-nums [&>div:last-child]:border-0">
        <Rule term="CSV, usernames only">
          {formatCredits(each, "lead")} lead credits for each lead imported. Invalid rows,
          duplicates and leads that are already yours cost nothing.
        </Rule>
        <Rule term="CSV, export format">
          Free. A list that this workspace exported imports again, into any list.
        </Rule>
        <Rule term="What a row may hold">
          A username, with or without @, or a link to a profile on x.com. In a column of its own
          when there are more.
        </Rule>
      </dl>
      <OpenImports open={open} workspace={workspace} timeZone={timeZone} />
    </>
  );
}

type NothingYetProps = {
  each: Credits;
  open: readonly ImportView[];
  workspace: string;
  timeZone: string;
};

const Rule = ({ term, children }: { term: string; children: React.ReactNode }) => (
  <div className="grid grid-cols-[150px_1fr] gap-3 border-grid border-b py-2.5 max-sm:grid-cols-1 max-sm:gap-0">
    <dt className="font-label">{term}</dt>
    <dd className="text-foreground-2">{children}</dd>
  </div>
);

/** A file while it is uploaded. */
export function SendingFile({ sending, onCancel }: { sending: Sending; onCancel: () => void }) {
  const { name, size, sent } = sending;
  return (
    <>
      <div className="flex items-center justify-between gap-3">
        <h2 id="preview" className="min-w-0 truncate">
          Uploading {name}
        </h2>
        <Button size="sm" onClick={onCancel}>
          Cancel
        </Button>
      </div>
      <Progress
        className="my-3"
        label={`Uploading ${name}`}
        value={sent}
        max={size}
        valueText={`${fileSize(sent)} of ${fileSize(size)}`}
        barClassName="bg-lead"
      />
      <p className="text-muted-foreground text-xs tabular-nums">
        {fileSize(sent)} of {fileSize(size)}
      </p>
    </>
  );
}

/** A file while its rows are read. */
export function ReadingFile({ file }: { file: ImportView }) {
  const comparing = file.rowsRead > 0 && file.bytesRead >= file.fileBytes;
  return (
    <>
      <h2 id="preview" className="truncate">
        Reading {file.fileName}
      </h2>
      <Progress
        className="my-3"
        label={`Reading ${file.fileName}`}
        value={file.bytesRead}
        max={file.fileBytes}
        valueText={`${formatCount(file.rowsRead)} rows read`}
        barClassName="bg-lead"
      />
      <p className="flex justify-between gap-3 text-muted-foreground text-xs tabular-nums">
        <span>
          {comparing
            ? `${formatCount(file.rowsRead)} rows read. Looking for duplicates.`
            : `${formatCount(file.rowsRead)} rows read, ${formatCount(file.invalid)} invalid`}
        </span>
        <span>
          {fileSize(file.bytesRead)} of {fileSize(file.fileBytes)}
        </span>
      </p>
    </>
  );
}

type RefusedFileProps = {
  title: string;
  advice: string;
  /** Offered if the file could be read as usernames. */
  onUsernames?: (() => void) | undefined;
  onOther: () => void;
  each: Credits;
};

/** A file that cannot be read: what it is, and what to do. */
export function RefusedFile({ title, advice, onUsernames, onOther, each }: RefusedFileProps) {
  return (
    <div role="alert">
      <h2 id="preview" className="flex items-center gap-2">
        <CircleAlert aria-hidden className="size-4 shrink-0 text-critical-ink" />
        {title}
      </h2>
      <p className="mt-1 text-foreground-2">{advice} Nothing was charged.</p>
      <div className="mt-3.5 flex flex-wrap gap-2">
        <Button onClick={onOther}>Choose another file</Button>
        {onUsernames ? (
          <Button onClick={onUsernames}>
            Import as usernames, {formatCredits(each, "lead")} per lead
          </Button>
        ) : null}
      </div>
    </div>
  );
}

export const refusalOf = (file: ImportView) => fileProblemText(file.problem ?? "", file.detail);
