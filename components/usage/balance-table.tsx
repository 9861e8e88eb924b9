import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import type { BalanceChartProps } from "@/components/usage/balance-chart-props";
import { TransactionLink } from "@/components/usage/transaction-link";
import { formatCredits, formatSigned } from "@/lib/credits/core/format";
import { addDays, dayLabel, dayOf, momentLabel } from "@/lib/usage/core/calendar";

type Row = {
  at: string;
  label: string;
  /** The row of the history behind it. */
  id: string | null;
  change: number | null;
  left: number;
};

/** The chart's numbers as a table: everything it shows, without a picture. */
export function BalanceTable({
  balance,
  series,
  workspace,
  view,
  timeZone,
  today,
  children,
}: BalanceChartProps & { children?: ReactNode }) {
  const { kind, runsOut } = balance;
  const rows: Row[] = [
    ...series.points.map(({ at, balance: left }) => ({
      at,
      // A day's first instant is what the day before ended with.
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
  ].sort((a, b) => (a.at < b.at ? 1 : -1));

  return (
    <div className="relative mt-1.5 text-xs">
      {children ? <div className="absolute top-0 right-0">{children}</div> : null}
      <details className="group">
        <summary className="inline-flex min-h-6 cursor-default list-none items-center gap-1 rounded-xs text-muted-foreground hover:text-foreground max-md:min-h-11 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-3 group-open:rotate-90" />
          View as table
        </summary>
        <div className="mt-1 max-h-56 overflow-y-auto" tabIndex={-1}>
          <table className="w-full border-collapse tabular-nums">
            <caption className="sr-only">Balance of the last 30 days</caption>
            <thead className="text-muted-foreground">
              <tr>
                <th scope="col" className="sticky top-0 bg-background py-1 text-left font-medium">
                  When
                </th>
                <th scope="col" className="sticky top-0 bg-background py-1 text-right font-medium">
                  Came in
                </th>
                <th scope="col" className="sticky top-0 bg-background py-1 text-right font-medium">
                  Balance
                </th>
              </tr>
            </thead>
            <tbody>
              {runsOut ? (
                <tr className="border-grid border-t text-muted-foreground">
                  <th scope="row" className="py-1 text-left font-normal">
                    About {dayLabel(runsOut.date, today)}, between {dayLabel(runsOut.from, today)}{" "}
                    and {dayLabel(runsOut.to, today)}, at the current pace
                  </th>
                  <td />
                  <td className="py-1 text-right">{formatCredits(0, kind)}</td>
                </tr>
              ) : null}
              {rows.map((row) => (
                <tr key={`${row.at} ${row.label}`} className="border-grid border-t">
                  <th scope="row" className="py-1 text-left font-normal">
                    {row.id ? (
                      <TransactionLink
                        workspace={workspace}
                        view={view}
                        id={row.id}
                        className="link"
                      >
                        {row.label}
                      </TransactionLink>
                    ) : (
                      row.label
                    )}
                  </th>
                  <td className="py-1 text-right text-positive-ink">
                    {row.change === null ? "" : formatSigned(row.change, kind)}
                  </td>
                  <td className="py-1 text-right">{formatCredits(row.left, kind)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}
