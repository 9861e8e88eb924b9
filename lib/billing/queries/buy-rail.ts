import { buyersOf, lastCreditRequests } from "@/lib/billing/queries/buyers";
import { savedCardOf } from "@/lib/billing/queries/cards";
import { isDisputed } from "@/lib/billing/queries/disputes";
import { topUpSettings, waitingTopUps } from "@/lib/billing/queries/top-ups";
import { readTogether } from "@/lib/platform/db";

/** What the buy rail says besides the packages: who buys, whom this member asked since then, and automatic top-ups. */
export const findBuyRail = (workspaceId: string, userId: string, askedSince: Date) =>
  readTogether(workspaceId, async () => {
    const [settings, card, buyers, asked, disputed, waits] = await Promise.all([
      topUpSettings(workspaceId),
      savedCardOf(workspaceId),
      buyersOf(workspaceId),
      lastCreditRequests(workspaceId, userId, askedSince),
      isDisputed(workspaceId),
      waitingTopUps(workspaceId),
    ]);
    return { settings, card, buyers, asked, disputed, waits };
  });
