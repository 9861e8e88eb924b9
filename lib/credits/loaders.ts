import "server-only";
import { cache } from "react";
import type { AlertFacts } from "@/lib/credits/core/alert";
import type { Kind } from "@/lib/credits/core/amount";
import type { Balance } from "@/lib/credits/core/balance";
import { type ShownCheck, shownCheck } from "@/lib/credits/core/check";
import { alertChannels, markOf, recentNotices, webhookSecret } from "@/lib/credits/queries/alerts";
import { balancesOf } from "@/lib/credits/queries/balance";
import { campaignsOf } from "@/lib/credits/queries/campaigns";
import { capNames } from "@/lib/credits/queries/cap-names";
import { findChecks } from "@/lib/credits/queries/checks";
import { inboxCountOf } from "@/lib/credits/queries/inbox";
import { capsOf, thresholdsOf } from "@/lib/credits/queries/limits";
import { currentRateCard } from "@/lib/credits/queries/rate-card";
import type { InboxCount, SentNotice, ShownLimit } from "@/lib/credits/types";
import { roleAllows } from "@/lib/identity/core/permissions";
import { requireMember, requirePermission } from "@/lib/identity/gates";
import { apiKeysOf } from "@/lib/identity/queries/api-keys";
import { type MemberRow, membersOf } from "@/lib/identity/queries/members";
import { clock } from "@/lib/platform/clock";
import { logger } from "@/lib/platform/logger";
import { outboxIsShown } from "@/lib/platform/mail";

/** Both balances of the workspace with this slug. */
export const loadBalances = cache(async (slug: string): Promise<Balance[]> => {
  const { workspaceId } = await requireMember(slug);
  return balancesOf(workspaceId, clock.now());
});

/** The balance of one kind. The frame of every page has read it already. */
export async function loadBalance(slug: string, kind: Kind): Promise<Balance> {
  const balance = (await loadBalances(slug)).find((one) => one.kind === kind);
  if (!balance) throw new Error(`No balance of ${kind} credits.`);
  return balance;
}

/** As `loadBalances`, for the frame of every page; null where they cannot be read: the pages work without. */
export async function loadFrameBalances(slug: string): Promise<Balance[] | null> {
  await requireMember(slug);
  return loadBalances(slug).catch((error: unknown) => {
    logger.error({ err: error }, "a page is shown without the balances");
    return null;
  });
}

export type Checks = { byKind: Record<Kind, ShownCheck | null>; canCheck: boolean };

/** When each balance was last compared with its entries, and what came of it. */
export const loadChecks = cache(async (slug: string): Promise<Checks> => {
  const member = await requireMember(slug);
  const canCheck = member.can("credits:adjust");
  const checks = await findChecks(member.workspaceId);
  const of = (kind: Kind) => {
    const found = checks.find((check) => check.kind === kind);
    return found ? shownCheck(found, canCheck) : null;
  };
  return { byKind: { ai: of("ai"), lead: of("lead") }, canCheck };
});

/** The number of unread notices of the signed-in member, for the bell. */
export const loadInboxCount = cache(
  async (slug: string): Promise<InboxCount> => inboxCountOf(await requireMember(slug)),
);

type NoticeRow = Awaited<ReturnType<typeof recentNotices>>[number];

/** How many of the newest notices the settings list. */
const SENT_SHOWN = 20;

/** The Alerts and limits page. Owners and admins only. */
export const loadAlerts = cache(async (slug: string) => {
  const member = await requirePermission(slug, "workspace:manage");
  const { workspaceId, timeZone } = member;
  const now = clock.now();
  const [thresholds, caps, channels, secret, notices, members, keys, campaigns, card] =
    await Promise.all([
      thresholdsOf(workspaceId),
      capsOf(workspaceId, now),
      alertChannels(workspaceId),
      webhookSecret(workspaceId),
      recentNotices(workspaceId, SENT_SHOWN),
      membersOf(workspaceId),
      apiKeysOf(workspaceId, now),
      campaignsOf(workspaceId),
      currentRateCard(now),
    ]);
  const names = await capNames(workspaceId, caps, now);
  const people = members.filter(({ removed }) => !removed);
  return {
    workspace: slug,
    timeZone,
    email: member.email,
    now,
    thresholds,
    limits: caps.map((cap, index) => ({ ...cap, ...names[index] })) as ShownLimit[],
    channels,
    secretMark: markOf(secret),
    people: people.map(({ userId, name, email, role }) => ({
      userId,
      name,
      email,
      buys: roleAllows(role, "credits:buy"),
    })),
    keys: keys.filter(({ state }) => state === "active").map(({ id, name }) => ({ id, name })),
    campaigns,
    operations: card.rates
      .filter(({ max }) => max > 0)
      .map(({ operation, label, kind }) => ({ operation, label, kind })),
    outbox: outboxIsShown,
    notices: await sent(workspaceId, notices, members),
  };
});

/** Notices with whom each is about, and whom each delivery is for. */
async function sent(
  workspaceId: string,
  notices: readonly NoticeRow[],
  members: readonly MemberRow[],
): Promise<SentNotice[]> {
  const facts = notices.map((notice) => notice.facts as unknown as AlertFacts);
  const caps = facts.flatMap((one) => (one.about === "cap" ? [one.cap] : []));
  const names = await capNames(workspaceId, caps, clock.now());
  return notices.map(({ id, kind, at, deliveries }, index) => {
    const about = facts[index] as AlertFacts;
    return {
      id,
      kind,
      at,
      facts: about,
      whose: about.about === "cap" ? (names[caps.indexOf(about.cap)]?.name ?? null) : null,
      readers: deliveries.filter(({ channel }) => channel === "app").length,
      deliveries: deliveries
        .filter(({ channel }) => channel !== "app")
        .map(({ channel, target, attempts, failure, deliveredAt }) => ({
          channel: channel as "email" | "webhook",
          to:
            channel === "email"
              ? (members.find(({ userId }) => userId === target)?.name ?? "Somebody who left")
              : new URL(target).host,
          attempts,
          failure,
          deliveredAt,
        })),
    };
  });
}
