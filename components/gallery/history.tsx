import { Fragment } from "react";
import { ReceiptRow } from "@/components/billing/receipt-row";
import { ReversalRows } from "@/components/billing/reversal-row";
import { StillWorkspace } from "@/components/credits/live-workspace";
import {
  DISPUTED,
  LOTS,
  LOW,
  NEW,
  NO_SERIES,
  READING_CONTEXT,
  RECEIPTS,
  seriesOf,
} from "@/components/gallery/history-cast";
import { Drawers, NoRows, Rows } from "@/components/gallery/history-live";
import { Specimen } from "@/components/gallery/specimen";
import { Failure } from "@/components/ui/failure";
import { BalanceCard, BalanceTotals } from "@/components/usage/balance-card";
import { BalanceChart } from "@/components/usage/balance-chart";
import { BALANCE_GRID, BalanceSkeleton, CHART_PLACE } from "@/components/usage/billing-skeletons";
import { LotsTimeline } from "@/components/usage/lots-timeline";
import { credits } from "@/lib/credits/core/amount";
import type { Balance } from "@/lib/credits/core/balance";
import type { BalanceSeries } from "@/lib/usage/core/series";

/** Balance, lots, history and receipts in their hard states. */
export const HistoryGallery = () => (
  <div className="grid gap-y-[26px] xl:grid-cols-2 xl:gap-x-12">
    <Specimen title="Balance: frozen by a dispute, and owed after one">
      <Shown balance={DISPUTED} series={seriesOf(DISPUTED)} />
    </Specimen>
    <Specimen title="Balance: of a new workspace">
      <Shown balance={NEW} series={NO_SERIES} />
    </Specimen>
    <Specimen title="Chart: low">
      <Chart balance={LOW} series={seriesOf(LOW, credits(100_00))} />
    </Specimen>
    <Specimen title="Lots: used up, about to expire, frozen, and many">
      <LotsTimeline {...READING_CONTEXT} kind="ai" lots={LOTS} pacePerDay={LOW.pacePerDay} />
    </Specimen>
    <Specimen title="Loading">
      <BalanceSkeleton />
    </Specimen>
    <Specimen title="Did not load">
      <div className="grid gap-4">
        <Failure title="Balance did not load" reference="8F21" />
        <Failure title="Transactions did not load" reference="8F21">
          Your balance is not affected.
        </Failure>
      </div>
    </Specimen>
    <Specimen title="Transactions: every type, everybody, any amount">
      <Rows />
    </Specimen>
    <Specimen title="No transactions, and none that match">
      <NoRows />
    </Specimen>
    <Specimen title="Receipts: everything that can become of a purchase" className="xl:col-span-2">
      <ReceiptRows />
    </Specimen>
    <Specimen title="Why this was charged">
      <Drawers />
    </Specimen>
  </div>
);

type ShownProps = { balance: Balance; series: BalanceSeries };

const Shown = (props: ShownProps) => (
  <StillWorkspace balances={[DISPUTED, NEW]}>
    <div className={BALANCE_GRID}>
      <BalanceCard {...READING_CONTEXT} balance={props.balance} />
      <div className={CHART_PLACE}>
        <Chart {...props} />
      </div>
      <BalanceTotals {...READING_CONTEXT} balance={props.balance} />
    </div>
  </StillWorkspace>
);

const Chart = (props: ShownProps) => (
  <BalanceChart {...READING_CONTEXT} {...props} otherHref="#table" lowBelow={100_00} />
);

const ReceiptRows = () => (
  <table className="w-full border-collapse text-sm max-md:block">
    <caption className="sr-only">Purchases</caption>
    <tbody className="max-md:block">
      {RECEIPTS.receipts.map((receipt) => (
        <Fragment key={receipt.id}>
          <ReceiptRow receipt={receipt} data={RECEIPTS} linked />
          <ReversalRows receipt={receipt} timeZone={RECEIPTS.timeZone} linked />
        </Fragment>
      ))}
    </tbody>
  </table>
);
