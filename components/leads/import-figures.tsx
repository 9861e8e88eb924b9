import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableFooter,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { type Credits, credits } from "@/lib/credits/core/amount";
import { formatCost, formatCount } from "@/lib/credits/core/format";
import type { Counts } from "@/lib/leads/core/preview";

type FiguresProps = {
  counts: Counts;
  /** Leads that will be imported: all, or the first few. */
  leads: number;
  each: Credits;
};

/** Three figures under the drawing: what is charged, how much of the file that is, and what is added for free. */
export function ImportFigures({ counts, leads, each, free }: FiguresProps & { free: boolean }) {
  return (
    <dl className="my-3.5 grid grid-cols-3 border-border border-y tabular-nums max-sm:grid-cols-1">
      <Figure
        label="Charged for"
        value={each === 0 ? "Nothing" : `${formatCount(leads)} imported`}
        note={
          each > 0
            ? `${formatCost(each, "lead")} credits each`
            : free
              ? "exported by this workspace"
              : "no row is a new lead"
        }
      />
      <Figure
        label="Imports"
        value={share(leads, counts.rowsRead)}
        note="of the rows in the file"
      />
      <Figure
        label="Already yours"
        value={formatCount(counts.existing)}
        note={counts.existing === 0 ? "none of the rows" : "join the list, free"}
      />
    </dl>
  );
}

function Figure({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <div className="py-2.5 max-sm:flex max-sm:justify-between max-sm:gap-3 max-sm:text-right not-first:border-border not-first:pl-4 sm:not-first:border-l max-sm:not-first:border-t max-sm:not-first:pl-0">
      <dt className="text-muted-foreground text-xs leading-[17px]">{label}</dt>
      <dd>
        <b className="block font-semibold text-lg tracking-[-.01em]">{value}</b>
        <span className="text-muted-foreground text-xs leading-[17px]">{note}</span>
      </dd>
    </div>
  );
}

const share = (part: number, whole: number): string =>
  whole === 0
    ? "0%"
    : `${((part / whole) * 100).toLocaleString("en-US", { maximumFractionDigits: 1 })}%`;

/** The drawing's numbers as a table, in its place. */
export function ImportTable({ counts, leads, each }: FiguresProps) {
  const rows = [
    ["Invalid", counts.invalid, credits(0)],
    ["Duplicates in the file", counts.duplicates, credits(0)],
    ["Already yours", counts.existing, credits(0)],
    ["Imported", leads, credits(leads * each)],
    ...(leads < counts.toImport ? [["Left for later", counts.toImport - leads, credits(0)]] : []),
  ] as [string, number, Credits][];
  return (
    <Table>
      <TableCaption>What becomes of the rows of this file</TableCaption>
      <TableHeader>
        <TableRow>
          <TableHead>Rows</TableHead>
          <TableHead numeric>Count</TableHead>
          <TableHead numeric>Share</TableHead>
          <TableHead numeric>Lead credits</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map(([name, rowCount, cost]) => (
          <Line key={name} name={name} rows={rowCount} cost={cost} all={counts.rowsRead} />
        ))}
      </TableBody>
      <TableFooter>
        <Line
          name="All"
          rows={counts.rowsRead}
          cost={credits(leads * each)}
          all={counts.rowsRead}
        />
      </TableFooter>
    </Table>
  );
}

type LineProps = { name: string; rows: number; cost: Credits; all: number };

const Line = ({ name, rows, cost, all }: LineProps) => (
  <TableRow>
    <TableCell>{name}</TableCell>
    <TableCell numeric>{formatCount(rows)}</TableCell>
    <TableCell numeric>{share(rows, all)}</TableCell>
    <TableCell numeric>{formatCost(cost, "lead")}</TableCell>
  </TableRow>
);
