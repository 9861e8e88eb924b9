import { isAsAgreed } from "@/lib/billing/core/top-up";
import { soldColumns } from "@/lib/billing/mutations/checkout";
import { stopWith } from "@/lib/billing/mutations/top-up/outcome";
import { lockSetting, unwatch } from "@/lib/billing/mutations/top-up/switch";
import { activePackage } from "@/lib/billing/queries/packages";
import { findPurchase } from "@/lib/billing/queries/purchases";
import type { TopUp } from "@/lib/billing/queries/top-ups";
import type { Purchase } from "@/lib/billing/types";
import { audienceOf } from "@/lib/credits/queries/alerts";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";

/**
 * The purchase that a top-up pays for, as sold when it is first tried. Null if nobody wants it any more, or if its
 * package is gone or worse than what was agreed to, which switches automatic top-ups off.
 */
export async function purchaseForTopUp(
  workspaceId: string,
  topUp: TopUp,
): Promise<Purchase | null> {
  const { id, kind } = topUp;
  const now = clock.now();
  const audience = await audienceOf(workspaceId);
  const sale = await inWorkspace(workspaceId, async (tx) => {
    const setting = await lockSetting(tx, workspaceId, kind);
    if (!setting?.enabled) {
      await tx.topUp.updateMany({
        where: { workspaceId, id, state: "waiting" },
        data: { state: "off", nextTryAt: null, updatedAt: now },
      });
      return "off";
    }
    const sold = await activePackage(setting.packageId, tx);
    if (!sold || !isAsAgreed(setting.agreed, sold)) {
      const code = sold ? "package_changed" : "package_gone";
      await stopWith(tx, { workspaceId, id, kind, code, now, audience });
      return "stopped";
    }
    const { slug } = await tx.workspace.findFirstOrThrow({ where: { id: workspaceId } });
    await tx.purchase.createMany({
      data: {
        workspaceId,
        id,
        origin: "top_up",
        ...soldColumns(sold),
        state: "open",
        returnPath: `/${slug}/settings/billing`,
        buyerId: setting.setBy,
        createdAt: now,
      },
      skipDuplicates: true,
    });
    return "sold";
  });
  if (sale === "stopped") await unwatch(workspaceId, kind);
  return sale === "sold" ? findPurchase(workspaceId, id) : null;
}
