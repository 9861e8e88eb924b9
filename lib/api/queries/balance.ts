import { amountText } from "@/lib/api/core/amount-text";
import type { BalanceAnswer } from "@/lib/api/schema/answers";
import type { Call, Reply } from "@/lib/api/types";
import type { Balance } from "@/lib/credits/core/balance";
import { balanceOf } from "@/lib/credits/queries/balance";
import { clock } from "@/lib/platform/clock";

/** Both balances of the caller's workspace, by the clock. */
export async function readBalance({ caller }: Call): Promise<Reply<BalanceAnswer>> {
  const now = clock.now();
  const [ai, lead] = await Promise.all([
    balanceOf(caller.workspaceId, "ai", now),
    balanceOf(caller.workspaceId, "lead", now),
  ]);
  return {
    ok: true,
    answer: { object: "balance", ai: view(ai), lead: view(lead), as_of: now.toISOString() },
  };
}

const view = ({ current, held, available, debt, lifetimeUsed, level }: Balance) => ({
  current: amountText(current),
  held: amountText(held),
  available: amountText(available),
  debt: amountText(debt),
  lifetime_used: amountText(lifetimeUsed),
  level,
});
