import type { Member } from "@/lib/identity/types";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { HOUR } from "@/prisma/seed/tools/book";
import type { World } from "./types";

type Ending = { state: string; failure?: string; paid?: true };

/** How each checkout ended: what the return page reads. No credits moved with them. */
const ENDINGS: Record<keyof World["sessions"], Ending> = {
  processing: { state: "open" },
  confirming: { state: "processing" },
  paid: { state: "paid", paid: true },
  failed: { state: "failed", failure: "card_declined" },
  expired: { state: "expired" },
};

/** A checkout of Popular for each way to end. */
export async function openPurchases(buyer: Member): Promise<World["sessions"]> {
  const { workspaceId, workspaceSlug, userId: buyerId } = buyer;
  const now = clock.now().getTime();
  const sessions: Partial<World["sessions"]> = {};
  for (const name of Object.keys(ENDINGS) as (keyof World["sessions"])[]) {
    const { state, failure = null, paid = false } = ENDINGS[name];
    const checkoutSessionId = `cs_test_${name}`;
    const data = {
      workspaceId,
      id: newId(),
      kind: "ai" as const,
      packageId: "popular",
      packageName: "Popular",
      credits: 550_00n,
      priceCents: 50_00,
      currency: "usd",
      state,
      failure,
      checkoutSessionId,
      returnPath: `/${workspaceSlug}/settings/billing`,
      buyerId,
      createdAt: new Date(now - HOUR),
      ...(paid
        ? {
            paidAt: new Date(now),
            amountPaidCents: 50_00,
            taxCents: 0,
            cardBrand: "visa",
            cardLast4: "4242",
            receiptNumber: "2045-1188",
            balanceAfter: 1_250_00n,
          }
        : {}),
    };
    await inWorkspace(workspaceId, (tx) => tx.purchase.create({ data }));
    sessions[name] = checkoutSessionId;
  }
  return sessions as World["sessions"];
}
