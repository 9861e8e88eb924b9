import { type ComponentProps, type ReactNode, Suspense } from "react";
import { BalanceCard, BalanceTotals } from "@/components/usage/balance-card";
import { BalanceChart } from "@/components/usage/balance-chart";
import {
  BALANCE_GRID,
  CardSkeleton,
  CHART_PLACE,
  ChartSkeleton,
  LotsSkeleton,
} from "@/components/usage/billing-skeletons";
import { CheckAlert } from "@/components/usage/check-alert";
import { CheckedLine } from "@/components/usage/checked-line";
import { LotsTimeline } from "@/components/usage/lots-timeline";
import { SectionBoundary } from "@/components/usage/section-boundary";
import type { Kind } from "@/lib/credits/core/amount";
import type { ShownCheck } from "@/lib/credits/core/check";
import type { HistoryView } from "@/lib/usage/core/filters";
import type { PageContext } from "@/lib/usage/types";

type CardBalance = ComponentProps<typeof BalanceCard>["balance"];

/** What each part waits for. Every part that shows it asks for it: a page's loaders run once a request. */
type Loads = {
  here: () => Promise<PageContext>;
  balance: () => Promise<CardBalance>;
  series: () => Promise<ComponentProps<typeof BalanceChart>["series"]>;
  lots: () => Promise<ComponentProps<typeof LotsTimeline>["lots"]>;
  checks: () => Promise<{ byKind: Record<Kind, ShownCheck | null>; canCheck: boolean }>;
};

type PartProps = { view: HistoryView; load: Loads };
type BalanceSectionProps = PartProps & {
  /** The same page with the chart as a table, or the reverse. */
  otherHref: string;
  help?: ReactNode;
};

const NOT_AFFECTED = "Your balance is not affected.";

/**
 * One kind of credits: the balance, how it came about in 30 days, when it runs out, and its lots. The number is there
 * at once, and the chart and lots follow; each may fail while the others stay.
 */
export function BalanceSection({ help, otherHref, ...part }: BalanceSectionProps) {
  return (
    <>
      <SectionBoundary title="The latest check did not load">
        <Suspense fallback={null}>
          <Difference {...part} />
        </Suspense>
      </SectionBoundary>
      <div className={BALANCE_GRID}>
        <SectionBoundary title="Balance did not load">
          <Suspense fallback={<CardSkeleton />}>
            <Card {...part} />
          </Suspense>
        </SectionBoundary>
        <div className={CHART_PLACE}>
          <SectionBoundary title="The last 30 days did not load" note={NOT_AFFECTED}>
            <Suspense fallback={<ChartSkeleton />}>
              <Chart {...part} otherHref={otherHref} help={help} />
            </Suspense>
          </SectionBoundary>
        </div>
        <SectionBoundary title="The latest check did not load" note={NOT_AFFECTED}>
          <Suspense fallback={<div className="h-8 max-md:h-[136px]" />}>
            <Figures {...part} />
          </Suspense>
        </SectionBoundary>
      </div>
      <SectionBoundary title="Lots did not load" note={NOT_AFFECTED}>
        <Suspense fallback={<LotsSkeleton />}>
          <Lots {...part} />
        </Suspense>
      </SectionBoundary>
    </>
  );
}

const kindOf = (view: HistoryView): Kind => view.kind ?? "ai";

async function Difference({ view, load }: PartProps) {
  const [here, checks] = await Promise.all([load.here(), load.checks()]);
  return <CheckAlert {...here} check={checks.byKind[kindOf(view)]} />;
}

async function Card({ view, load }: PartProps) {
  const [here, balance] = await Promise.all([load.here(), load.balance()]);
  return <BalanceCard {...here} balance={balance} view={view} />;
}

async function Chart({ view, load, otherHref, help }: BalanceSectionProps) {
  const [here, balance, series] = await Promise.all([load.here(), load.balance(), load.series()]);
  const chart = { ...here, balance, series, lowBelow: balance.lowBelow, view, otherHref };
  return <BalanceChart {...chart}>{help}</BalanceChart>;
}

/** The figures that a phone shows under the chart, and what the latest check of the balance found. */
async function Figures({ view, load }: PartProps) {
  const [here, balance, checks] = await Promise.all([load.here(), load.balance(), load.checks()]);
  const kind = kindOf(view);
  const check = { ...here, kind, check: checks.byKind[kind], canCheck: checks.canCheck };
  return (
    <div>
      <BalanceTotals {...here} balance={balance} view={view} />
      <CheckedLine key={kind} {...check} />
    </div>
  );
}

async function Lots({ view, load }: PartProps) {
  const [here, balance, lots] = await Promise.all([load.here(), load.balance(), load.lots()]);
  const shown = { ...here, kind: kindOf(view), lots, view, pacePerDay: balance.pacePerDay };
  return <LotsTimeline {...shown} />;
}
