"use client";
import { FileText } from "lucide-react";
import { Button } from "@/components/ui/button";
import { delimiterLabel } from "@/lib/leads/core/delimiter";
import { encodingLabel } from "@/lib/leads/core/encoding";
import { fileSize } from "@/lib/leads/core/preview";
import type { ImportView } from "@/lib/leads/types";

/** The file being imported: what it is, how it was read, and how to choose another. */
export function FileCard({ file, onOther }: { file: ImportView; onOther: (() => void) | null }) {
  const facts = [
    fileSize(file.fileBytes),
    file.encoding ? encodingLabel(file.encoding) : null,
    file.delimiter ? `${delimiterLabel(file.delimiter)}s` : null,
    file.usernameColumn ? `column ${file.usernameColumn}` : null,
  ].filter(Boolean);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <span className="font-label">File</span>
      <div className="flex min-h-11 items-center gap-2.5 rounded border border-border px-2.5 py-1.5">
        <FileText aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        <div className="min-w-0 flex-1">
          <p className="truncate font-label" title={file.fileName}>
            {file.fileName}
          </p>
          <p className="text-muted-foreground text-xs tabular-nums [overflow-wrap:anywhere]">
            {facts.join(", ")}
          </p>
        </div>
        {onOther ? (
          <Button size="sm" variant="ghost" onClick={onOther}>
            Choose another
          </Button>
        ) : null}
      </div>
    </div>
  );
}
