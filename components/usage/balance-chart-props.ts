import type { Balance } from "@/lib/credits/core/balance";
import type { Day } from "@/lib/usage/core/calendar";
import type { HistoryView } from "@/lib/usage/core/filters";
import type { BalanceSeries } from "@/lib/usage/core/series";

export type BalanceChartProps = {
  workspace: string;
  /** The view of the page: the chart and its table have an address each. */
  view: HistoryView;
  balance: Balance;
  series: BalanceSeries;
  /** The same page with the table in place of the drawing, or the reverse. */
  otherHref: string;
  /** Below this many hundredths the balance is low. */
  lowBelow: number;
  timeZone: string;
  today: Day;
};
