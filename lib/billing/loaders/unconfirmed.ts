import "server-only";
import { cache } from "react";
import { unconfirmedPurchases } from "@/lib/billing/queries/unconfirmed";
import type { UnconfirmedPurchase } from "@/lib/billing/types";
import type { Kind } from "@/lib/credits/core/amount";
import { requireMember } from "@/lib/identity/gates";
import { clock } from "@/lib/platform/clock";

const WEEK_MS = 7 * 86_400_000;

/** This week's purchases that are not confirmed, for those who may buy; null for everybody else. */
export const loadUnconfirmed = cache(
  async (slug: string, kind: Kind): Promise<UnconfirmedPurchase[] | null> => {
    const member = await requireMember(slug);
    if (!member.can("credits:buy")) return null;
    const since = new Date(clock.now().getTime() - WEEK_MS);
    return unconfirmedPurchases({ workspaceId: member.workspaceId, kind }, since);
  },
);
