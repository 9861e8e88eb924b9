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
import type { Kind } from "@/lib/credits/core/amount";
import { formatCredits, formatFine, kindName } from "@/lib/credits/core/format";
import { quoteOperation, type Rate, type RateCard } from "@/lib/credits/core/rate-card";

/** The rates of one kind, grouped. Each row can be linked to by its operation's name. */
export function RateTable({ card, kind }: { card: RateCard; kind: Kind }) {
  const rates = card.rates.filter((rate) => rate.kind === kind);
  return (
    <Table className="mt-3 md:table-fixed">
      <TableCaption>{kindName(kind)}</TableCaption>
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
          <RateRow key={rate.operation} rate={rate} usual={usualOf(rate, card)} />
        ))}
      </TableBody>
    </Table>
  );
}

function RateRow({ rate, usual }: { rate: Rate; usual: string | null }) {
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
            <Formula rate={rate} className="mt-1 block md:hidden" />
          </span>
        </span>
      </TableCell>
      <TableCell className="h-auto whitespace-normal py-2.5 align-top max-md:hidden">
        <Formula rate={rate} className="block max-w-[27.6em]" />
      </TableCell>
      <TableCell numeric className="h-auto py-2.5 align-top font-medium max-sm:pr-0">
        {rateText(rate)}
        {usual ? (
          <span className="block font-normal text-muted-foreground text-xs">usually {usual}</span>
        ) : null}
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

/** What a unit is most likely to cost, according to the quote itself; null if every unit costs the same. */
function usualOf({ operation, formula, kind, min, max }: Rate, card: RateCard): string | null {
  if (!formula || min === max) return null;
  return formatCredits(quoteOperation(operation, {}, card).likely, kind);
}
