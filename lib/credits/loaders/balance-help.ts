import { addDays } from "@/lib/credits/core/date";
import "server-only";
import { cache } from "react";
import type { Kind } from "@/lib/credits/core/amount";
import { dayIn } from "@/lib/credits/core/day";
import { loadBalance } from "@/lib/credits/loaders";
import {
  adjustmentsSince,
  chargesSince,
  expiriesSince,
  usedFrom,
} from "@/lib/credits/queries/movements";
import { labelOf } from "@/lib/credits/queries/rate-card";
import type { BalanceHelp, LargeCharge } from "@/lib/credits/types";
import { requireMember } from "@/lib/identity/gates";
import { type MemberRow, membersOf, whoCan } from "@/lib/identity/queries/members";
import { clock } from "@/lib/platform/clock";

const DAY_MS = 86_400_000;
const MOVEMENTS_MS = 30 * DAY_MS;
const WEEK_BEFORE = 6;

/** What happened to a balance lately that somebody may not have noticed. Any member may ask: it is everybody's. */
export const loadBalanceHelp = cache(async (slug: string, kind: Kind): Promise<BalanceHelp> => {
  const { workspaceId, timeZone } = await requireMember(slug);
  const now = clock.now();
  const account = { workspaceId, kind };
  const lately = new Date(now.getTime() - MOVEMENTS_MS);
  const week = addDays(dayIn(now, timeZone), -WEEK_BEFORE);
  const [balance, charges, usedInWeek, expired, adjusted, members, checkers] = await Promise.all([
    loadBalance(slug, kind),
    chargesSince(account, new Date(now.getTime() - DAY_MS)),
    usedFrom(account, week),
    expiriesSince(account, lately, now),
    adjustmentsSince(account, lately),
    membersOf(workspaceId),
    whoCan(workspaceId, "credits:adjust"),
  ]);
  const largest = await Promise.all(charges.largest.map((one) => named(one, members, now)));
  return {
    charges: { ...charges, largest, usedInWeek },
    held: balance.held,
    holds: balance.heldBy,
    expired,
    adjusted,
    checkers,
  };
});

async function named(
  { operation, actor, ...charge }: LargeCharge,
  members: readonly MemberRow[],
  now: Date,
) {
  const label = operation ? await labelOf(operation, now) : "Charge";
  return { ...charge, label, by: actorName(actor, members) };
}

function actorName({ id, kind }: LargeCharge["actor"], members: readonly MemberRow[]): string {
  if (kind === "api_key") return "an API key";
  if (kind === "system") return "the schedule";
  const member = members.find(({ userId }) => userId === id);
  if (!member) return "a former member";
  return member.removed ? `${member.name} (removed)` : member.name;
}
