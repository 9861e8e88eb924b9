import { useId } from "react";
import { Link } from "@/components/ui/link";
import { ScrollArea } from "@/components/ui/scroll-area";
import {
  Table,
  TableBody,
  TableCaption,
  TableFooter,
  TableHead,
  TableHeader,
} from "@/components/ui/table";
import { chargesHref } from "@/components/usage/team/address";
import { BandSwatch } from "@/components/usage/team/band-swatch";
import { BudgetLine } from "@/components/usage/team/budget-line";
import { ChartHeading } from "@/components/usage/team/chart-heading";
import { Num } from "@/components/usage/team/usage-cells";
import type { Kind } from "@/lib/credits/core/amount";
import { formatCount, formatCredits } from "@/lib/credits/core/format";
import type { Bar } from "@/lib/usage/core/team/chart";
import { cumulate, type Point } from "@/lib/usage/core/team/cumulative";
import { cumulativeSummary } from "@/lib/usage/core/team/cumulative-words";
import { periodLabel, spanLabel } from "@/lib/usage/core/team/periods";
import { chartSummary } from "@/lib/usage/core/team/words";
import type { TeamUsage, TeamUsagePage } from "@/lib/usage/types";

type UsageTableProps = { page: TeamUsagePage; usage: TeamUsage };

/**
 * The chart's numbers as a table, in its place: the same rows, bands and comparison, and their sums. The sums come
 * first, so that a phone shows them without scrolling.
 */
export function UsageTable({ page, usage }: UsageTableProps) {
  const { view, step, range, today, compared } = page;
  const { bands, bars } = usage;
  const heading = useId();
  const points = view.sum === "cumulative" ? cumulate(bars) : null;
  return (
    <section aria-labelledby={heading}>
      <ChartHeading id={heading} page={page} className="mb-1" />
      <BudgetLine page={page} budget={usage.budget} />
      <ScrollArea label="Credits used, as a table" className="max-h-[500px]">
        <Table className="print:text-xs print:[&_th]:whitespace-normal print:[&_tr>*+*]:px-1">
          <TableCaption>
            {points
              ? cumulativeSummary(points, page)
              : chartSummary({ kind: view.kind, bars, step, group: view.group, range, today })}
          </TableCaption>
          <TableHeader className="sticky top-0 z-[1] bg-background">
            <tr>
              <TableHead className="capitalize">{step}</TableHead>
              <TableHead numeric>Credits</TableHead>
              {points ? <TableHead numeric>Cumulative</TableHead> : null}
              {compared && usage.before !== null ? (
                <TableHead numeric>
                  {spanLabel(compared, today)}
                  {points ? ", cumulative" : ""}
                </TableHead>
              ) : null}
              <TableHead numeric>Charges</TableHead>
              {bands.map((band) => (
                <TableHead key={band.id} numeric>
                  <span className="inline-flex items-center gap-1.5">
                    <BandSwatch band={band} kind={view.kind} />
                    <span className="max-w-40 truncate" title={band.label}>
                      {band.label}
                    </span>
                  </span>
                </TableHead>
              ))}
            </tr>
          </TableHeader>
          <TableBody>
            {bars.map((bar, index) => (
              <PeriodRow
                key={bar.from}
                bar={bar}
                point={points?.[index] ?? null}
                page={page}
                usage={usage}
              />
            ))}
          </TableBody>
          <Totals page={page} usage={usage} />
        </Table>
      </ScrollArea>
    </section>
  );
}

type PeriodRowProps = UsageTableProps & {
  bar: Bar;
  /** The cumulative values, if the page shows those. */
  point: Point | null;
};

function PeriodRow({ bar, point, page, usage }: PeriodRowProps) {
  const { kind } = page.view;
  const before = point ? point.before : bar.before;
  const label = periodLabel(bar, page.today);
  return (
    <tr className="transition-colors duration-1 hover:bg-hover">
      <th
        scope="row"
        className="h-row whitespace-nowrap border-grid border-b pr-2 text-left font-normal tabular-nums"
      >
        {bar.charges > 0 ? (
          <Link
            href={chargesHref(page, bar)}
            prefetch={false}
            className="inline-flex min-h-6 items-center hover:underline max-md:min-h-11"
          >
            {label}
          </Link>
        ) : (
          label
        )}
        {bar.to === page.today ? <span className="text-muted-foreground">, so far</span> : null}
      </th>
      <Num strong>
        <Part amount={bar.used} kind={kind} blank={bar.blank} />
      </Num>
      {point ? (
        <Num strong>
          <Part amount={point.total.used} kind={kind} blank={bar.blank} />
        </Num>
      ) : null}
      {usage.before === null ? null : (
        <Num quiet>{before === null ? "" : formatCredits(before, kind)}</Num>
      )}
      <Num quiet>{bar.blank ? "" : formatCount(bar.charges)}</Num>
      {usage.bands.map((band, index) => (
        <Num key={band.id} quiet={bar.parts[index] === 0}>
          <Part amount={bar.parts[index] ?? 0} kind={kind} blank={bar.blank} />
        </Num>
      ))}
    </tr>
  );
}

/** Before the first day nothing was counted, which is not zero. */
const Part = ({ amount, kind, blank }: { amount: number; kind: Kind; blank: boolean }) =>
  blank ? "" : formatCredits(amount, kind);

function Totals({ page, usage }: UsageTableProps) {
  const { kind } = page.view;
  return (
    <TableFooter className="sticky bottom-0 bg-background">
      {/* A border of the row would stay behind with the rows that scroll. */}
      <tr className="[&>*]:shadow-[inset_0_1px_0_var(--border-strong)]">
        <th scope="row" className="h-row text-left font-label">
          Total
        </th>
        <Num>{formatCredits(usage.used, kind)}</Num>
        {page.view.sum === "cumulative" ? <Num>{formatCredits(usage.used, kind)}</Num> : null}
        {usage.before === null ? null : <Num>{formatCredits(usage.before, kind)}</Num>}
        <Num>{formatCount(usage.charges)}</Num>
        {usage.bands.map((band) => (
          <Num key={band.id}>{formatCredits(band.used, kind)}</Num>
        ))}
      </tr>
    </TableFooter>
  );
}
