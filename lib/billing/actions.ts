"use server";

import { askForCredits } from "@/lib/billing/mutations/asking";
import { startCheckout } from "@/lib/billing/mutations/checkout";
import { refundPurchase } from "@/lib/billing/mutations/refund-requests";
import { paymentClient } from "@/lib/billing/providers/stripe";
import {
  askForCreditsSchema,
  refundPurchaseSchema,
  startCheckoutSchema,
} from "@/lib/billing/schema";
import { memberAction } from "@/lib/identity/action";
import { clock } from "@/lib/platform/clock";
import { limit } from "@/lib/platform/rate-limit";

/** Opens a checkout for a package and answers the page to go to. Moves nothing by itself. */
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
      now: clock.now(),
    });
  });

/** Gives back the money for what is left of a purchase. The credits leave when the provider confirms it. */
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

/** Mails those who may buy, on behalf of a member who may not. */
export const askForCreditsAction = memberAction("workspace:view")
  .inputSchema(askForCreditsSchema)
  .action(async ({ ctx: { member }, parsedInput }) => {
    const allowed = await limit("ask-for-credits", `${member.workspaceId}:${member.userId}`);
    if (!allowed.ok) return { ok: false as const, reason: "rate_limited" as const };
    return askForCredits({
      member,
      kind: parsedInput.kind,
      message: parsedInput.message,
      now: clock.now(),
    });
  });
