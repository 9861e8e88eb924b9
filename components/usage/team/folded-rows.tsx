"use client";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cn } from "@/components/ui/cn";
import { NameCell } from "@/components/usage/team/usage-cells";

type FoldedRowsProps = {
  /** The row's cells after the name, which stay when it opens. */
  cells: ReactNode;
  /** What the row is called, and what its button opens. */
  name: ReactNode;
  spoken: string;
  /** The rows it stands for. */
  children: ReactNode;
  className?: string;
};

/** A row that represents others, and opens to show them in place. */
export function FoldedRows({ cells, name, spoken, children, className }: FoldedRowsProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <tr className={cn("transition-colors duration-1 hover:bg-hover", className)}>
        <NameCell>
          <span className="flex min-w-0 items-center gap-2">
            <span className="min-w-0 truncate max-md:whitespace-normal max-md:[overflow-wrap:anywhere]">
              {name}
            </span>
            <button
              type="button"
              aria-expanded={open}
              aria-label={`${open ? "Close" : "Open"} ${spoken}`}
              className="grid size-6 shrink-0 place-items-center rounded-xs text-muted-foreground hover:bg-hover hover:text-foreground max-md:size-11 print:hidden"
              onClick={() => setOpen(!open)}
            >
              <ChevronRight aria-hidden className={cn("size-3.5", open && "rotate-90")} />
            </button>
          </span>
        </NameCell>
        {cells}
      </tr>
      {open ? children : null}
    </>
  );
}
