import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/lib/credits/core/format";
import { counted } from "@/lib/leads/core/preview";
import { problemOfRow } from "@/lib/leads/core/problem";
import type { ImportStatus } from "@/lib/leads/types";

/** The first rows that will not be imported, each with its number and reason, and a file with all of them. */
export function ImportProblems({ status, workspace }: { status: ImportStatus; workspace: string }) {
  const { id, invalid, duplicates } = status.import;
  if (invalid + duplicates === 0) return null;
  const query = new URLSearchParams({ workspace });
  const more = invalid - status.problems.length;
  return (
    <section aria-label="Rows left out" className="mt-4 border-border border-t pt-3.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-label tabular-nums">{heading(invalid, duplicates)}</h3>
        <Button asChild size="sm">
          <a href={`/api/imports/${id}/problems?${query}`} download>
            <Download aria-hidden className="size-3.5" />
            Problem report
          </a>
        </Button>
      </div>
      <ul className="mt-1.5 text-xs tabular-nums">
        {status.problems.map((problem) => (
          <li
            key={problem.row}
            className="grid grid-cols-[72px_minmax(0,120px)_1fr] gap-x-2 border-grid py-1 not-first:border-t max-sm:grid-cols-[72px_minmax(0,1fr)]"
          >
            <span className="text-muted-foreground">Row {formatCount(problem.row)}</span>
            <span className="truncate" title={problem.text}>
              {problem.text || "empty"}
            </span>
            <span className="text-foreground-2 max-sm:col-start-2">
              {problemOfRow("invalid", problem.problem)}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <p className="mt-1 text-muted-foreground text-xs tabular-nums">
          and {formatCount(more)} more in the report
        </p>
      ) : null}
    </section>
  );
}

function heading(invalid: number, duplicates: number): string {
  if (invalid === 0) return `${counted(duplicates, "duplicate")} in the file`;
  const rows = `${counted(invalid, "row")} cannot be imported`;
  return duplicates === 0 ? rows : `${rows}, ${counted(duplicates, "duplicate")}`;
}
