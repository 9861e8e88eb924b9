import type { Payment, PaymentRefund } from "@/lib/billing/core/payment";
import { settleDispute } from "@/lib/billing/mutations/disputes";
import { settleRefund } from "@/lib/billing/mutations/refunds";
import { findPurchase } from "@/lib/billing/queries/purchases";
import type { Purchase } from "@/lib/billing/types";
import { currentRateCard } from "@/lib/credits/queries/rate-card";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { Book, DAY, HOUR } from "@/prisma/seed/tools/book";
import { buy } from "@/prisma/seed/tools/purchase";
import { postsCosting } from "@/prisma/seed/tools/work";
import { at, type Cast, workspaceFor } from "@/prisma/seed/tools/workspace";

/** What somebody bought, when, and what a row of the seed does not have: a discount, tax, a receipt to open. */
type Sale = { packageId: string; daysAgo: number; discountCents: number; taxCents: number };

const SALES = {
  lost: { packageId: "basic", daysAgo: 40, discountCents: 0, taxCents: 5_75 },
  won: { packageId: "starter", daysAgo: 33, discountCents: 0, taxCents: 0 },
  frozen: { packageId: "pro", daysAgo: 26, discountCents: 20_00, taxCents: 18_40 },
  partly: { packageId: "popular", daysAgo: 12, discountCents: 0, taxCents: 0 },
  whole: { packageId: "starter", daysAgo: 9, discountCents: 0, taxCents: 0 },
} as const satisfies Record<string, Sale>;

/**
 * A workspace of which everything that can become of a purchase has become of one: refunds that went back, are under
 * way and failed, disputes that are open, won and lost, with what was spent owed. Nobody of the other screens sees it.
 */
export async function dispute(cast: Cast): Promise<void> {
  const about = { slug: "disputed", name: "Northgate Roasters", timeZone: "Europe/Lisbon" };
  const { workspaceId, now } = await workspaceFor(cast, { ...about, days: 45, people: ["jonas"] });
  const book = new Book(workspaceId, await currentRateCard(clock.now()), now);
  for (const { packageId, daysAgo } of Object.values(SALES)) {
    await buy(book, { kind: "ai", packageId, at: now - daysAgo * DAY, buyerId: cast.jonas });
  }
  work(book, cast.jonas);
  await book.write();
  const bought = await payments(workspaceId);
  const then = (hoursAgo: number, tell: () => Promise<void>) => at(now - hoursAgo * HOUR, tell);
  const refund = (name: keyof typeof SALES, id: string, amountCents: number, state: string) =>
    settleRefund(...bought[name], { ...REFUND, id, amountCents, state, at: clock.now() });
  const dispute = async (name: keyof typeof SALES, state: "open" | "won" | "lost") => {
    const [purchase, payment] = bought[name];
    const { totalCents: amountCents } = payment;
    const facts = { id: `dp_${name}`, amountCents, state, at: clock.now() };
    await settleDispute(purchase, payment, facts);
  };
  await then(70, () => refund("whole", "re_whole", 10_00, "succeeded"));
  await then(60, () => refund("partly", "re_done", 10_00, "succeeded"));
  await then(52, () => refund("partly", "re_failed", 7_50, "pending"));
  await then(50, () => dispute("won", "open"));
  await then(49, () => dispute("lost", "open"));
  await then(28, () => refund("partly", "re_failed", 7_50, "failed"));
  await then(27, () => dispute("won", "won"));
  await then(26, () => dispute("lost", "lost"));
  await then(5, () => dispute("frozen", "open"));
  await then(2, () => refund("partly", "re_pending", 5_00, "pending"));
}

const REFUND: Pick<PaymentRefund, "refundedBy" | "requestId"> = {
  refundedBy: null,
  requestId: null,
};

/** Posts, and new versions of them, most of one campaign: what Team usage makes an observation of. */
function work(book: Book, actorId: string): void {
  const campaign = { id: book.id("campaign"), name: "Harvest launch" };
  for (let index = 0; index < 15; index += 1) {
    const isOfCampaign = index % 5 !== 4;
    const subject = isOfCampaign ? `${campaign.name}, post ${index + 1}` : "Single post";
    book.run({
      ...postsCosting(book.card, 1_90 + index * 3, () => subject, "content_regeneration"),
      ...(isOfCampaign ? { campaign } : {}),
      name: `version:${index}`,
      kind: "ai",
      at: book.now - (17 - index) * DAY - index * HOUR,
      minutes: 1,
      actorId,
      ended: "done",
    });
  }
  for (const [index, amount] of [41_30, 52_80, 36_40].entries()) {
    book.run({
      ...postsCosting(book.card, amount, (posts) => `${campaign.name}, ${posts} posts`),
      campaign,
      name: `posts:${index}`,
      kind: "ai",
      at: book.now - (19 - index * 5) * DAY,
      minutes: 4,
      actorId,
      ended: "done",
    });
  }
}

/** Each sale as it was paid, with what its provider says of the payment. */
async function payments(
  workspaceId: string,
): Promise<Record<keyof typeof SALES, [Purchase, Payment]>> {
  const rows = await inWorkspace(workspaceId, (tx) =>
    tx.purchase.findMany({ where: { workspaceId }, orderBy: { paidAt: "asc" } }),
  );
  const found = Object.entries(SALES).map(async ([name, { discountCents, taxCents }], index) => {
    const row = rows[index];
    if (!row) throw new Error(`Nothing was sold as ${name}.`);
    const amountPaidCents = row.priceCents - discountCents + taxCents;
    // The seed names receipts by ids, which are others each time.
    const receipt = {
      receiptNumber: `2045-110${index}`,
      receiptUrl: `https://pay.stripe.com/receipts/${name}`,
    };
    const where = { workspaceId_id: { workspaceId, id: row.id } };
    const data = { amountPaidCents, discountCents, taxCents, ...receipt };
    await inWorkspace(workspaceId, (tx) => tx.purchase.update({ where, data }));
    const purchase = await findPurchase(workspaceId, row.id);
    if (!purchase) throw new Error(`${name} is gone.`);
    return [name, [purchase, paymentOf(purchase)]] as const;
  });
  return Object.fromEntries(await Promise.all(found)) as Awaited<ReturnType<typeof payments>>;
}

/** A payment by card, as the provider tells it. */
const paymentOf = (purchase: Purchase): Payment => ({
  sessionId: null,
  workspaceId: purchase.workspaceId,
  purchaseId: purchase.id,
  session: "complete",
  paid: true,
  currency: purchase.currency,
  subtotalCents: purchase.priceCents,
  discountCents: purchase.discountCents ?? 0,
  taxCents: purchase.taxCents ?? 0,
  totalCents: purchase.amountPaidCents ?? 0,
  paymentIntentId: purchase.paymentIntentId,
  paidAt: purchase.paidAt ?? purchase.createdAt,
  failure: null,
  receiptUrl: purchase.receiptUrl,
  receiptNumber: purchase.receiptNumber,
  cardBrand: purchase.cardBrand,
  cardLast4: purchase.cardLast4,
  savedMethodId: null,
  refunds: [],
  disputes: [],
});
