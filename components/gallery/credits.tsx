import { BalanceBadge } from "@/components/credits/balance-badge";
import { CostChip } from "@/components/credits/cost-chip";
import { CreditAmount } from "@/components/credits/credit-amount";
import { CreditMark } from "@/components/credits/credit-mark";
import { LowBalanceNotice } from "@/components/credits/low-balance-notice";
import { RunReceipt } from "@/components/credits/run-receipt";
import { AI, LEAD, withAvailable } from "@/components/gallery/cast";
import {
  BadgeOpen,
  DismissibleNotice,
  LargeShortage,
  MemberShortage,
  Packages,
  RunsSpecimen,
  SampleSpend,
  Shortage,
  Tiers,
  WaitingShortage,
} from "@/components/gallery/credits-live";
import { GRID, Line, Specimen } from "@/components/gallery/specimen";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { SkeletonRows } from "@/components/ui/skeleton";
import { credits } from "@/lib/credits/core/amount";

const links = { buy: "/gallery#buy", history: "/gallery#history", activity: "/gallery#activity" };
const badge = { links, timeZone: "UTC" };
const cost = (min: number, max: number, kind: "ai" | "lead" = "ai") => ({
  kind,
  min: credits(min),
  max: credits(max),
});

export function CreditsGallery() {
  return (
    <div className={GRID}>
      <Specimen title="BalanceBadge">
        <Badges />
      </Specimen>
      <Specimen title="BalanceBadge, open">
        <BadgeOpen />
      </Specimen>
      <Specimen title="CostChip">
        <Chips />
      </Specimen>
      <RunsSpecimen />
      <Shortage />
      <div className="grid gap-y-5">
        <Tiers />
        <MemberShortage />
      </div>
      <Specimen title="Low-balance notices" className="sm:col-span-2">
        <div className="grid gap-2">
          <DismissibleNotice />
          <LowBalanceNotice kind="ai" level="critical" buyHref="#buy" />
          <LowBalanceNotice kind="ai" level="empty" buyHref={null} />
          <LowBalanceNotice kind="ai" level="empty" held buyHref="#buy" />
          <LowBalanceNotice kind="lead" level="empty" buyHref="#buy" />
        </div>
        <div className="mt-3.5 grid items-start gap-2 sm:grid-cols-2">
          <Empty
            title="No transactions match these filters"
            action={<Button size="sm">Clear filters</Button>}
          >
            Regeneration, by Mei Tanaka, in the last 7 days.
          </Empty>
          <Empty title="No transactions yet">
            Credits are used when you generate content, message or import.
          </Empty>
        </div>
        <SkeletonRows rows={3} />
      </Specimen>
      <Packages />
      <WaitingShortage />
      <LargeShortage />
      <Specimen title="CreditAmount and CreditMark">
        <Amounts />
      </Specimen>
      <Specimen title="RunReceipt">
        <RunReceipt
          kind="ai"
          quoted={{ min: credits(1000), likely: credits(1700), max: credits(2400) }}
          held={credits(2400)}
          charged={credits(1862)}
          returned={credits(538)}
          historyHref="/gallery#history"
        />
      </Specimen>
    </div>
  );
}

function Badges() {
  return (
    <>
      <Line label="Normal">
        <BalanceBadge {...badge} ai={AI} lead={LEAD} />
      </Line>
      <Line label="Low, under 100">
        <BalanceBadge {...badge} ai={withAvailable(AI, 8640, "low")} lead={LEAD} />
      </Line>
      <Line label="Critical, 10 or less">
        <BalanceBadge {...badge} ai={withAvailable(AI, 715, "critical")} lead={LEAD} />
      </Line>
      <Line label="Empty">
        <BalanceBadge
          {...badge}
          ai={withAvailable(AI, 0, "empty")}
          lead={withAvailable(LEAD, 0, "empty")}
        />
      </Line>
      <Line label="Hold not confirmed yet">
        <BalanceBadge {...badge} ai={AI} lead={LEAD} pending={{ ai: true }} />
      </Line>
      <Line label="Not up to date">
        <BalanceBadge {...badge} ai={AI} lead={LEAD} stale />
      </Line>
      <Line label="Loading">
        <BalanceBadge {...badge} ai={null} lead={null} />
      </Line>
    </>
  );
}

function Chips() {
  return (
    <>
      <Line label="Exact">
        <CostChip cost={cost(100, 100)} />
      </Line>
      <Line label="Range">
        <CostChip cost={cost(80, 110)} />
      </Line>
      <Line label="At most">
        <CostChip cost={cost(3260, 4900)} upTo />
      </Line>
      <Line label="Lead credits">
        <CostChip cost={cost(4821200, 4821200, "lead")} />
      </Line>
      <Line label="Free">
        <CostChip cost={cost(0, 0)} />
      </Line>
      <Line label="More than available">
        <CostChip cost={cost(6000, 6000)} available={credits(4180)} />
      </Line>
      <Line label="Being estimated">
        <CostChip cost={null} />
      </Line>
      <Line label="In a button">
        <SampleSpend cost={cost(100, 300)} lines={["1 version × 1.00 to 3.00"]} ratesHref="/rates">
          Regenerate
        </SampleSpend>
      </Line>
      <Line label="In an outline button">
        <SampleSpend cost={cost(200000, 200000, "lead")} variant="outline">
          Scan 2,000 first
        </SampleSpend>
      </Line>
      <Line label="Not possible now">
        <SampleSpend cost={cost(100, 300)} reason="Choose a post first.">
          Regenerate
        </SampleSpend>
      </Line>
    </>
  );
}

function Amounts() {
  return (
    <>
      <Line label="Marks, 12 to 18">
        <span className="flex items-center gap-2">
          {[12, 14, 18].map((size) => (
            <span key={size} className="flex gap-1">
              <CreditMark kind="ai" size={size} label="AI credits" />
              <CreditMark kind="lead" size={size} label="Lead credits" />
            </span>
          ))}
        </span>
      </Line>
      <Line label="Taken">
        <CreditAmount amount={-2740} kind="ai" signed />
      </Line>
      <Line label="Added">
        <CreditAmount amount={420} kind="ai" signed />
      </Line>
      <Line label="Likers, one">
        <CreditAmount amount={175} kind="lead" mark />
      </Line>
      <Line label="Not confirmed yet">
        <CreditAmount amount={40295} kind="ai" pending />
      </Line>
      <Line label="Not up to date">
        <CreditAmount amount={41255} kind="ai" stale />
      </Line>
      <div className="mt-2">
        <CreditAmount amount={41255} kind="ai" size="hero" />
      </div>
      <div className="mt-2">
        <CreditAmount amount={-1862} kind="ai" size="xl" mark signed />
      </div>
    </>
  );
}
