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
import { formatFine } from "@/lib/credits/core/format";
import type { Rate } from "@/lib/credits/core/rate-card";

/** The rates of one kind, grouped. Each row can be linked to by its operation's name. */
export function RateTable({ rates, caption }: { rates: readonly Rate[]; caption: string }) {
  return (
    <Table className="mt-3 md:table-fixed">
      <TableCaption>{caption}</TableCaption>
      <TableHeader className="max-sm:sr-only">
        <tr>
          <TableHead>Operation</TableHead>
          <TableHead className="max-md:hidden md:w-[38%]">Formula, for one</TableHead>
          <TableHead numeric className="md:w-28">
            Credits
          </TableHead>
          <TableHead className="md:w-28">Per</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {rates.map((rate) => (
          <RateRow key={rate.operation} rate={rate} />
        ))}
      </TableBody>
    </Table>
  );
}

function RateRow({ rate }: { rate: Rate }) {
  return (
    <TableRow id={rate.operation} className="scroll-mt-20 target:bg-active">
      <TableCell className="h-auto whitespace-normal py-2.5 align-top">
        <span className="flex items-start gap-2">
          <CreditMark kind={rate.kind} size={14} className="mt-[3px] shrink-0" />
          <span>
            <a href={`#${rate.operation}`} className="font-medium no-underline hover:underline">
              {rate.label}
            </a>
            <span className="mt-0.5 block text-muted-foreground text-xs">{rate.decidedBy}</span>
            <Formula rate={rate} className="mt-1 block max-md:-mr-16 md:hidden" />
          </span>
        </span>
      </TableCell>
      <TableCell className="h-auto whitespace-normal py-2.5 align-top max-md:hidden">
        <Formula rate={rate} className="block max-w-[46ch]" />
      </TableCell>
      <TableCell numeric className="h-auto py-2.5 align-top font-medium max-sm:pr-0">
        {rateText(rate)}
        <span className="block font-normal text-muted-foreground text-xs sm:hidden">
          per {rate.unit}
        </span>
      </TableCell>
      <TableCell className="h-auto py-2.5 align-top text-muted-foreground max-sm:hidden">
        {rate.unit}
      </TableCell>
    </TableRow>
  );
}

const Formula = ({ rate, className }: { rate: Rate; className: string }) => (
  <code className={`font-mono text-foreground-2 text-xs ${className}`}>{rate.formulaText}</code>
);

function rateText(rate: Rate): string {
  if (!rate.formula) return "Estimated";
  return rate.max === 0 ? "Free" : formatFine(rate.min, rate.max, rate.kind);
}
