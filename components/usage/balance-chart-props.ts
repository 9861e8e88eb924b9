import type { Balance } from "@/lib/credits/core/balance";
import type { Day } from "@/lib/usage/core/calendar";
import type { HistoryView } from "@/lib/usage/core/filters";
import type { BalanceSeries } from "@/lib/usage/core/series";

export type BalanceChartProps = {
  workspace: string;
  /** Where the page is: the chart and its table have an address each. */
  view: HistoryView;
  balance: Balance;
  series: BalanceSeries;
  /** Below this many hundredths the balance is low. */
  lowBelow: number;
  workspace: string;
  view: HistoryView;
  timeZone: string;
  today: Day;
};
