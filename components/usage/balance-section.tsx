import type { ComponentProps, ReactNode } from "react";
import { BalanceCard, BalanceTotals } from "@/components/usage/balance-card";
import { BalanceChart } from "@/components/usage/balance-chart";
import { CheckAlert } from "@/components/usage/check-alert";
import { CheckedLine } from "@/components/usage/checked-line";
import { LotsTimeline } from "@/components/usage/lots-timeline";
import type { Kind } from "@/lib/credits/core/amount";
import type { ShownCheck } from "@/lib/credits/core/check";

type BalanceSectionProps = Omit<ComponentProps<typeof BalanceCard>, "checked"> &
  ComponentProps<typeof BalanceChart> &
  Omit<ComponentProps<typeof LotsTimeline>, "kind" | "pacePerDay"> & {
    checks: { byKind: Record<Kind, ShownCheck | null>; canCheck: boolean };
    /** Below the line that says when it was checked. */
    help?: ReactNode;
  };

/** One kind of credits: what there is, how it came to that in 30 days, when it runs out, and the lots it is in. */
export function BalanceSection({ checks, help, ...shared }: BalanceSectionProps) {
  const { kind, pacePerDay } = shared.balance;
  const check = { ...shared, kind, check: checks.byKind[kind], canCheck: checks.canCheck };
  return (
    <>
      <CheckAlert {...check} />
      <div className="grid items-start gap-x-7 gap-y-3.5 md:max-lg:grid-cols-[248px_minmax(0,1fr)] xl:grid-cols-[248px_minmax(0,1fr)]">
        <BalanceCard
          {...shared}
          checked={
            <>
              <CheckedLine key={kind} {...check} />
              {help}
            </>
          }
        />
        <BalanceChart {...shared} />
        <BalanceTotals {...shared} />
      </div>
      <LotsTimeline {...shared} kind={kind} pacePerDay={pacePerDay} />
    </>
  );
}
