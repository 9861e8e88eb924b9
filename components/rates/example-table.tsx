import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { ExampleQuote } from "@/lib/credits/core/example-quotes";
import { formatCredits, formatRange } from "@/lib/credits/core/format";
import type { Quote } from "@/lib/credits/core/quote";

/** The same work quoted by two versions. */
export function ExampleTable({ examples }: { examples: readonly ExampleQuote[] }) {
  return (
    <Table className="mt-2 table-fixed">
      <TableCaption>Quotes before and after</TableCaption>
      <TableHeader>
        <tr>
          <TableHead>Work</TableHead>
          <TableHead numeric className="w-[28%]">
            Before
          </TableHead>
          <TableHead numeric className="w-[28%]">
            After
          </TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {examples.map(({ label, before, after }) => (
          <TableRow key={label}>
            <TableCell className="h-auto whitespace-normal py-2 align-top">{label}</TableCell>
            <QuoteCell quote={before} />
            <QuoteCell quote={after} strong />
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

const QuoteCell = ({ quote, strong = false }: { quote: Quote; strong?: boolean }) => (
  <TableCell numeric className="h-auto whitespace-normal py-2 align-top">
    <span className={strong ? "font-medium" : "text-muted-foreground"}>
      {formatRange(quote.min, quote.max, quote.kind)}
    </span>
    {quote.min === quote.max ? null : (
      <span className="block text-muted-foreground text-xs">
        usually {formatCredits(quote.likely, quote.kind)}
      </span>
    )}
  </TableCell>
);
