import { validUntil } from "@/lib/billing/core/validity";
import { activePackages } from "@/lib/billing/queries/packages";
import type { Kind } from "@/lib/credits/core/amount";
import { inWorkspace } from "@/lib/platform/db";
import type { Book } from "./book";

/** Buys a package in the past: the purchase as Stripe would have confirmed it, and its credits with it. */
export async function buy(
  book: Book,
  purchase: { kind: Kind; packageId: string; at: number; buyerId: string },
): Promise<void> {
  const packages = await activePackages(purchase.kind);
  const sold = packages.find(({ id }) => id === purchase.packageId);
  if (!sold) throw new Error(`No package ${purchase.packageId}.`);
  const paidAt = new Date(purchase.at);
  const name = `purchase:${purchase.packageId}:${Math.round((book.now - purchase.at) / 60_000)}`;
  const { workspaceId } = book;
  const id = book.id(name);

  book.grant(
    {
      name,
      kind: sold.kind,
      at: purchase.at,
      amount: sold.credits,
      label: sold.name,
      reason: `Purchase of ${sold.name}`,
      actor: { type: "member", id: purchase.buyerId },
      source: "purchase",
      expiresAt: validUntil(paidAt),
    },
    async (answer) => {
      const data = {
        workspaceId,
        id,
        kind: sold.kind,
        packageId: sold.id,
        packageName: sold.name,
        credits: sold.credits,
        priceCents: sold.priceCents,
        currency: sold.currency,
        state: "paid",
        // No payment server ever saw these: nothing to look up, nothing to refund.
        checkoutSessionId: null,
        paymentIntentId: null,
        amountPaidCents: sold.priceCents,
        taxCents: 0,
        receiptNumber: `${id.slice(0, 4)}-${id.slice(4, 8)}`.toUpperCase(),
        cardBrand: "visa",
        cardLast4: "4242",
        returnPath: "/settings/billing",
        buyerId: purchase.buyerId,
        createdAt: new Date(purchase.at - 90_000),
        paidAt,
        entrySeq: answer.seq,
        balanceAfter: answer.current,
      };
      await inWorkspace(workspaceId, (tx) =>
        tx.purchase.createMany({ data: [data], skipDuplicates: true }),
      );
    },
  );
}
