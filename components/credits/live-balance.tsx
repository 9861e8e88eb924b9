"use client";
import { useQuery } from "@tanstack/react-query";
import { BalanceBadge } from "@/components/credits/balance-badge";
import type { BalanceLinks } from "@/components/credits/balance-details";
import { useLive } from "@/components/credits/live-workspace";
import { pendingQuery } from "@/components/credits/queries";
import { credits } from "@/lib/credits/core/amount";
import type { Balance } from "@/lib/credits/core/balance";

type LiveBalanceProps = { links: BalanceLinks; timeZone: string };

/** The header's badge, kept up to date: what is available, less what was asked to be held a moment ago. */
export function LiveBalance({ links, timeZone }: LiveBalanceProps) {
  const { workspace, balances, status, retry } = useLive();
  const { data: pending } = useQuery(pendingQuery(workspace));
  return (
    <BalanceBadge
      ai={balances && lessPending(balances.ai, pending.ai)}
      lead={balances && lessPending(balances.lead, pending.lead)}
      links={links}
      timeZone={timeZone}
      stale={balances === null || status === "stale" || status === "offline"}
      offline={status === "offline"}
      pending={{ ai: pending.ai > 0, lead: pending.lead > 0 }}
      onRetry={retry}
    />
  );
}

const lessPending = (balance: Balance, pending: number): Balance =>
  pending === 0
    ? balance
    : { ...balance, available: credits(Math.max(0, balance.available - pending)) };
