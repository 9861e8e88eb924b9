import { CreditMark } from "@/components/credits/credit-mark";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { OperationDifference } from "@/lib/credits/core/rate-card-diff";

type DifferenceTableProps = { differences: readonly OperationDifference[]; caption: string };

const CHANGES = { added: "new", removed: "no longer offered", changed: null } as const;

/** What changed between two versions, operation by operation: old, then new. */
export function DifferenceTable({ differences, caption }: DifferenceTableProps) {
  return (
    <Table className="table-fixed">
      <TableCaption>{caption}</TableCaption>
      <TableHeader>
        <tr>
          <TableHead>Operation</TableHead>
          <TableHead numeric className="w-[24%]">
            Old
          </TableHead>
          <TableHead numeric className="w-[24%]">
            New
          </TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {differences.flatMap((difference) =>
          difference.lines.map((line) => (
            <TableRow key={`${difference.operation} ${line.label}`}>
              <TableCell className="h-auto whitespace-normal py-2 align-top">
                <span className="flex items-start gap-2">
                  <CreditMark kind={difference.kind} size={14} className="mt-[3px] shrink-0" />
                  <span className="min-w-0">
                    <span className="font-medium">{difference.label}</span>
                    <span className="block text-muted-foreground text-xs">
                      {[line.label, CHANGES[difference.change]].filter(Boolean).join(", ")}
                    </span>
                  </span>
                </span>
              </TableCell>
              <Value>{line.before}</Value>
              <Value strong>{line.after}</Value>
            </TableRow>
          )),
        )}
      </TableBody>
    </Table>
  );
}

/** A number, or the words of a formula. */
const Value = ({ children, strong = false }: { children: string; strong?: boolean }) => (
  <TableCell
    numeric
    className={`h-auto whitespace-normal py-2 align-top ${strong ? "font-medium" : "text-muted-foreground"}`}
  >
    {children}
  </TableCell>
);
