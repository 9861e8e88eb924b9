import { type ComponentProps, type ReactNode, useId } from "react";
import { CreditAmount } from "@/components/credits/credit-amount";
import { CreditMark } from "@/components/credits/credit-mark";
import { HeldFor } from "@/components/credits/held-for";
import { LiveAmount, LiveCurrent, LiveUpdated } from "@/components/credits/live-figures";
import { ZonedTime } from "@/components/ui/zoned-time";
import { billingPath } from "@/components/usage/history-address";
import { TransactionLink } from "@/components/usage/transaction-link";
import type { Balance } from "@/lib/credits/core/balance";
import { isFree } from "@/lib/credits/core/format";
import { type Day, dayOf, momentLabel, timeLabel } from "@/lib/usage/core/calendar";
import type { HistoryView } from "@/lib/usage/core/filters";

type BalanceCardProps = {
  balance: Balance;
  workspace: string;
  view: HistoryView;
  timeZone: string;
  today: Day;
};

/** The current balance, what of it is available, what is held for what, and what happened to the rest. */
export function BalanceCard(props: BalanceCardProps) {
  const { balance, timeZone } = props;
  const { kind } = balance;
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <div className="flex items-center gap-1.5">
        <CreditMark kind={kind} size={16} />
        <h2 id={heading}>{kind === "ai" ? "Credit balance" : "Lead credit balance"}</h2>
      </div>
      <div className="mt-2.5 flex flex-wrap items-baseline justify-between gap-x-3 text-muted-foreground">
        <p className="max-md:text-base">Current balance</p>
        <LiveUpdated kind={kind} timeZone={timeZone} />
      </div>
      <p className="mb-1" data-hero>
        <LiveCurrent balance={balance} />
      </p>
      <p className="text-base text-foreground-2 tabular-nums md:hidden">
        <LiveAmount balance={balance} of="available" /> available
        {balance.held > 0 ? (
          <>
            , <LiveAmount balance={balance} of="held" /> held for <HeldBy {...props} />
          </>
        ) : null}
      </p>
      <dl className="mt-2.5 tabular-nums max-md:hidden">
        <Line label="Available now">
          <Amount balance={balance} of="available" />
        </Line>
        <Line label={balance.held > 0 ? <Held {...props} /> : "Held"}>
          <Amount balance={balance} of="held" />
        </Line>
        <Debt {...props} />
        <Totals {...props} />
      </dl>
    </section>
  );
}

/** The figures that a phone shows under the chart. */
export function BalanceTotals(props: BalanceCardProps) {
  return (
    <dl className="tabular-nums md:hidden">
      <Debt {...props} />
      <Totals {...props} />
    </dl>
  );
}

/** What was spent of a purchase that a dispute took back: the next purchase settles it first. */
function Debt({ balance }: BalanceCardProps) {
  if (balance.debt === 0) return null;
  return (
    <Line label="Owed after a lost dispute">
      <Amount balance={balance} of="debt" />
    </Line>
  );
}

function Totals(props: BalanceCardProps) {
  const { balance } = props;
  return (
    <>
      <Line label="Lifetime used">
        <Amount balance={balance} of="lifetimeUsed" />
      </Line>
      <Line label="Last transaction">
        <LastTransaction {...props} />
      </Line>
    </>
  );
}

const Line = ({ label, children }: { label: ReactNode; children: ReactNode }) => (
  <div className="flex justify-between gap-3 border-grid border-t py-[7px] max-md:min-h-11 max-md:items-center">
    <dt className="text-muted-foreground">{label}</dt>
    {/* As wide as its amount at least: beside a long label that is all the room it gets. */}
    <dd className="flex flex-wrap items-center justify-end gap-[5px] text-right">{children}</dd>
  </div>
);

const Amount = (of: ComponentProps<typeof LiveAmount>) => (
  <span className="font-medium">
    <span className="sr-only">
      <LiveAmount {...of} spoken />
    </span>
    <span aria-hidden>
      <LiveAmount {...of} />
    </span>
  </span>
);

const Held = (props: BalanceCardProps) => (
  <>
    Held for <HeldBy {...props} />
  </>
);

const HeldBy = ({ balance, workspace }: BalanceCardProps) => (
  <HeldFor
    holds={balance.heldBy}
    activity={`/${workspace}/activity`}
    history={billingPath(workspace)}
  />
);

function LastTransaction({ balance, workspace, view, timeZone, today }: BalanceCardProps) {
  const { last, kind } = balance;
  if (!last) return <span className="text-muted-foreground">None yet</span>;
  const at = new Date(last.at);
  const isToday = dayOf(at, timeZone) === today;
  return (
    <TransactionLink
      workspace={workspace}
      view={view}
      id={last.id}
      title={last.label}
      className="tap group inline-flex flex-wrap items-center justify-end gap-x-[5px] no-underline"
    >
      <span className="font-medium group-hover:underline">
        {isFree(last) ? "Free" : <CreditAmount amount={last.amount} kind={kind} signed />}
      </span>
      <ZonedTime at={last.at} className="text-muted-foreground">
        {isToday ? (
          <>
            <span className="md:hidden">today, </span>
            {timeLabel(at, timeZone)}
          </>
        ) : (
          momentLabel(at, timeZone, today)
        )}
      </ZonedTime>
    </TransactionLink>
  );
}
