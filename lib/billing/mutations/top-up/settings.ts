import { OVER_LIMIT, type SettingRefusal, settingRefusal } from "@/lib/billing/core/top-up";
import {
  switchOffIn,
  unwatch,
  watchAsSet,
  watchBelow,
} from "@/lib/billing/mutations/top-up/switch";
import { savedCardOf } from "@/lib/billing/queries/cards";
import { activePackage } from "@/lib/billing/queries/packages";
import type { Credits, Kind } from "@/lib/credits/core/amount";
import { monthAt } from "@/lib/credits/core/cap";
import { instantOf } from "@/lib/credits/core/instant";
import { inWorkspace } from "@/lib/platform/db";

export type TopUpWish = {
  workspaceId: string;
  timeZone: string;
  userId: string;
  kind: Kind;
  /** Bought when less than this is available. */
  threshold: Credits;
  packageId: string;
  monthlyLimitCents: number;
  /** The currency of the limit. If a package is sold in another one by now, it is not what was chosen. */
  currency: string;
  now: Date;
};

/**
 * Switches automatic top-ups of a kind on, or changes their settings. This buys nothing: the next crossing does. The
 * ledger's threshold is set first: should a crash prevent the rest, a crossing finds them switched off.
 */
export async function switchOn(
  wish: TopUpWish,
): Promise<{ ok: true } | { ok: false; reason: SettingRefusal }> {
  const { workspaceId, kind, userId, threshold, packageId, monthlyLimitCents } = wish;
  const [card, sold] = await Promise.all([savedCardOf(workspaceId), activePackage(packageId)]);
  const month = monthAt(instantOf(wish.now), wish.timeZone);
  const reason = settingRefusal(
    { threshold, limitCents: monthlyLimitCents, month },
    sold?.kind === kind && sold.currency === wish.currency ? sold : null,
    card,
  );
  if (reason || !sold) return { ok: false, reason: reason ?? "package_gone" };

  await watchBelow(workspaceId, { kind, threshold, setBy: userId });
  const data = {
    enabled: true,
    stopped: null,
    threshold: BigInt(threshold),
    packageId,
    monthlyLimitCents,
    agreedCredits: BigInt(sold.credits),
    agreedPriceCents: sold.priceCents,
    agreedCurrency: sold.currency,
    setBy: userId,
    setAt: wish.now,
  };
  await inWorkspace(workspaceId, (tx) =>
    tx.topUpSetting.upsert({
      where: { workspaceId_kind: { workspaceId, kind } },
      create: { workspaceId, kind, ...data },
      update: data,
    }),
  );
  await watchAsSet(workspaceId, kind);
  await retryOverLimit(wish);
  return { ok: true };
}

/** A top-up that the limit held back looks again: there may be room now, so that is no longer why it waits. */
const retryOverLimit = ({ workspaceId, kind, now }: TopUpWish) =>
  inWorkspace(workspaceId, (tx) =>
    tx.topUp.updateMany({
      where: { workspaceId, kind, state: "waiting", failure: OVER_LIMIT },
      data: { nextTryAt: now, failure: null },
    }),
  );

/** A member switches automatic top-ups of a kind off. A payment in progress is not undone. */
export async function switchOffBy(
  { workspaceId, userId }: { workspaceId: string; userId: string },
  kind: Kind,
  now: Date,
): Promise<{ ok: true }> {
  const { count } = await inWorkspace(workspaceId, (tx) =>
    switchOffIn(tx, workspaceId, kind, { stopped: null, setBy: userId, setAt: now }),
  );
  if (count > 0) await unwatch(workspaceId, kind);
  return { ok: true };
}
