import { ScrollArea } from "@/components/ui/scroll-area";
import type { BalanceChartProps } from "@/components/usage/balance-chart-props";
import { TransactionLink } from "@/components/usage/transaction-link";
import { addDays } from "@/lib/credits/core/date";
import { formatCredits, formatSigned } from "@/lib/credits/core/format";
import { dayLabel, dayOf, momentLabel } from "@/lib/usage/core/calendar";

/** The chart's numbers as a table, in its place: everything that the picture shows. */
export function BalanceTable(props: BalanceChartProps) {
  const { kind } = props.balance;
  return (
    <ScrollArea label="Balance of the last 30 days, as a table" className="max-h-[204px] text-xs">
      <table className="w-full border-collapse tabular-nums">
        <caption className="sr-only">Balance of the last 30 days</caption>
        <thead className="text-muted-foreground">
          <tr>
            <Head className="text-left">When</Head>
            <Head className="pl-4 text-right">Came in</Head>
            <Head className="pr-2 pl-4 text-right">Balance</Head>
          </tr>
        </thead>
        <tbody>
          <Forecast {...props} />
          {rowsOf(props).map((row) => (
            <tr key={`${row.at} ${row.label}`} className="border-grid border-t">
              <th scope="row" className="py-1 text-left font-normal">
                <RowName row={row} {...props} />
              </th>
              <td className="py-1 text-right text-positive-ink">
                {row.change === null ? "" : formatSigned(row.change, kind)}
              </td>
              <td className="py-1 pr-2 text-right">{formatCredits(row.left, kind)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

const Head = ({ className, children }: { className: string; children: string }) => (
  <th
    scope="col"
    className={`sticky top-0 z-[1] bg-background py-1 font-medium whitespace-nowrap ${className}`}
  >
    {children}
  </th>
);

/** Where the pace leads. It is above the past rows because it comes after them. */
function Forecast({ balance: { runsOut, kind }, today }: BalanceChartProps) {
  if (!runsOut) return null;
  return (
    <tr className="border-grid border-t text-muted-foreground">
      <th scope="row" className="py-1 text-left font-normal">
        About {dayLabel(runsOut.date, today)}, between {dayLabel(runsOut.from, today)} and{" "}
        {dayLabel(runsOut.to, today)}, at the current pace
      </th>
      <td />
      <td className="py-1 pr-2 text-right align-top">{formatCredits(0, kind)}</td>
    </tr>
  );
}

/** A row of what came in links to its row of the history. */
function RowName({ row, workspace, view }: BalanceChartProps & { row: Row }) {
  if (!row.id) return row.label;
  return (
    <TransactionLink workspace={workspace} view={view} id={row.id} className="link tap">
      {row.label}
    </TransactionLink>
  );
}

type Row = {
  at: string;
  label: string;
  /** The row of the history behind it. */
  id: string | null;
  change: number | null;
  left: number;
};

/** The ends of the days, and what came in between, the latest first. */
function rowsOf({ balance, series, timeZone, today }: BalanceChartProps): Row[] {
  const rows: Row[] = [
    ...series.points.map(({ at, balance: left }) => ({
      at,
      // A day's first instant has the balance with which the previous day ended.
      label: `End of ${dayLabel(addDays(dayOf(new Date(at), timeZone), -1), today)}`,
      id: null,
      change: null,
      left: Number(left),
    })),
    ...series.steps.map((step) => ({
      at: step.at,
      label: momentLabel(new Date(step.at), timeZone, today),
      id: step.id,
      change: Number(step.amount),
      left: Number(step.balanceAfter),
    })),
    { at: balance.asOf, label: "Now", id: null, change: null, left: Number(balance.current) },
  ];
  return rows.sort((a, b) => (a.at < b.at ? 1 : -1));
}
