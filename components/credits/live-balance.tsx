"use client";
import { BalanceBadge } from "@/components/credits/balance-badge";
import type { BalanceLinks } from "@/components/credits/balance-details";
import { useLive } from "@/components/credits/live-workspace";
import { usePending } from "@/components/credits/pending-holds";
import type { Balance } from "@/lib/credits/core/balance";
import { availableWith, isPending, type Pending } from "@/lib/credits/core/pending";

type LiveBalanceProps = { links: BalanceLinks; timeZone: string };

/** The header's badge, kept up to date: what is available, less what was just requested to be held. */
export function LiveBalance({ links, timeZone }: LiveBalanceProps) {
  const { balances, status, retry } = useLive();
  const pending = usePending();
  return (
    <BalanceBadge
      ai={balances && lessPending(balances.ai, pending)}
      lead={balances && lessPending(balances.lead, pending)}
      links={links}
      timeZone={timeZone}
      stale={balances === null || status === "stale" || status === "offline"}
      offline={status === "offline"}
      pending={{
        ai: balances !== null && isPending(pending, balances.ai),
        lead: balances !== null && isPending(pending, balances.lead),
      }}
      onRetry={retry}
    />
  );
}

const lessPending = (balance: Balance, pending: readonly Pending[]): Balance => ({
  ...balance,
  available: availableWith(pending, balance),
});
