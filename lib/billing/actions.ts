"use server";
import { revalidatePath } from "next/cache";
import { parseMoney } from "@/lib/billing/core/parse-money";
import { startCardPage } from "@/lib/billing/mutations/card-pages";
import { removeCard } from "@/lib/billing/mutations/cards";
import { startCheckout } from "@/lib/billing/mutations/checkout";
import { requestCredits } from "@/lib/billing/mutations/credit-requests";
import { refundPurchase } from "@/lib/billing/mutations/refund-requests";
import { tryAgainNow } from "@/lib/billing/mutations/top-up/retry";
import { switchOffBy, switchOn } from "@/lib/billing/mutations/top-up/settings";
import { paymentClient } from "@/lib/billing/providers/stripe";
import {
  addCardSchema,
  askForCreditsSchema,
  refundPurchaseSchema,
  removeCardSchema,
  startCheckoutSchema,
  topUpOffSchema,
  topUpSchema,
  tryTopUpNowSchema,
} from "@/lib/billing/schema";
import { parseCredits } from "@/lib/credits/core/parse-credits";
import { memberAction } from "@/lib/identity/action";
import { clock } from "@/lib/platform/clock";
import { limit } from "@/lib/platform/rate-limit";

/** Opens a checkout for a package and returns the page to go to. By itself it moves nothing. */
export const startCheckoutAction = memberAction("credits:buy")
  .inputSchema(startCheckoutSchema)
  .action(async ({ ctx: { member }, parsedInput }) => {
    const allowed = await limit("checkout", member.userId);
    if (!allowed.ok) return { ok: false as const, reason: "rate_limited" as const };
    return startCheckout(paymentClient(), {
      workspaceId: member.workspaceId,
      workspaceSlug: member.workspaceSlug,
      workspaceName: member.workspaceName,
      buyerId: member.userId,
      buyerEmail: member.email,
      packageId: parsedInput.packageId,
      attempt: parsedInput.attempt,
      returnPath: parsedInput.returnPath,
      continueRunId: parsedInput.continueRunId ?? null,
      saveCard: parsedInput.saveCard,
      now: clock.now(),
    });
  });

/** Refunds the money for what is left of a purchase. The credits go when the provider confirms it. */
export const refundPurchaseAction = memberAction("credits:adjust")
  .inputSchema(refundPurchaseSchema)
  .action(async ({ ctx: { member }, parsedInput }) =>
    refundPurchase(paymentClient(), {
      workspaceId: member.workspaceId,
      purchaseId: parsedInput.purchaseId,
      attempt: parsedInput.attempt,
      amountCents: parsedInput.amountCents,
      memberId: member.userId,
      now: clock.now(),
    }),
  );

/** Asks those who may buy, by mail, on behalf of a member who may not. */
export const askForCreditsAction = memberAction("workspace:view")
  .inputSchema(askForCreditsSchema)
  .action(async ({ ctx: { member }, parsedInput }) => {
    const allowed = await limit("ask-for-credits", `${member.workspaceId}:${member.userId}`);
    if (!allowed.ok) return { ok: false as const, reason: "rate_limited" as const };
    return requestCredits({
      member,
      kind: parsedInput.kind,
      message: parsedInput.message,
      what: parsedInput.what ?? null,
      shortfall: parsedInput.shortfall ?? null,
      attempt: parsedInput.attempt,
      now: clock.now(),
    });
  });

/** Switches automatic top-ups of a kind on, or changes their settings. By itself it buys nothing. */
export const switchTopUpOnAction = memberAction("credits:buy")
  .inputSchema(topUpSchema)
  .action(async ({ ctx: { member }, parsedInput }) => {
    const { kind, packageId, currency } = parsedInput;
    const { workspaceId, userId, timeZone } = member;
    const threshold = parseCredits(parsedInput.threshold);
    const monthlyLimitCents = parseMoney(parsedInput.monthlyLimit, currency);
    if (threshold === null || monthlyLimitCents === null) {
      throw new Error("The schema let an amount through that is none.");
    }
    if (threshold === 0) return { ok: false as const, reason: "threshold_zero" as const };
    const now = clock.now();
    const wish = { kind, packageId, threshold, monthlyLimitCents, currency };
    return refreshed(await switchOn({ workspaceId, userId, timeZone, ...wish, now }));
  });

/** Switches automatic top-ups of a kind off. */
export const switchTopUpOffAction = memberAction("credits:buy")
  .inputSchema(topUpOffSchema)
  .action(async ({ ctx: { member }, parsedInput: { kind } }) =>
    refreshed(await switchOffBy(member, kind, clock.now())),
  );

/** Has a job retry a declined top-up at once. The outcome is notified as after any other attempt. */
export const tryTopUpNowAction = memberAction("credits:buy")
  .inputSchema(tryTopUpNowSchema)
  .action(async ({ ctx: { member }, parsedInput: { topUpId } }) =>
    refreshed(await tryAgainNow({ workspaceId: member.workspaceId, topUpId, now: clock.now() })),
  );

/** Opens a page for saving a card and returns its address. Nothing is paid there. */
export const addCardAction = memberAction("credits:buy")
  .inputSchema(addCardSchema)
  .action(async ({ ctx: { member } }) => {
    const allowed = await limit("checkout", member.userId);
    if (!allowed.ok) return { reason: "rate_limited" as const, ...allowed };
    const { workspaceId, workspaceSlug, workspaceName, userId: memberId, email } = member;
    const payer = { workspaceId, workspaceName, buyerEmail: email };
    return startCardPage(paymentClient(), { ...payer, workspaceSlug, memberId });
  });

/** Forgets the saved card, which also switches automatic top-ups off. */
export const removeCardAction = memberAction("credits:buy")
  .inputSchema(removeCardSchema)
  .action(async ({ ctx: { member } }) => {
    await removeCard(paymentClient(), member.workspaceId);
    return refreshed({ ok: true as const });
  });

function refreshed<T>(answer: T): T {
  revalidatePath("/", "layout");
  return answer;
}
