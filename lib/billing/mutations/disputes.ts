import { v5 } from "uuid";
import type { DisputeState } from "@/lib/billing/core/dispute";
import type { Payment, PaymentDispute } from "@/lib/billing/core/payment";
import { creditsForRefund } from "@/lib/billing/core/refund";
import type { Purchase } from "@/lib/billing/types";
import { credits } from "@/lib/credits/core/amount";
import type { Command } from "@/lib/credits/core/command";
import { post } from "@/lib/credits/mutations/door";
import { inWorkspace } from "@/lib/platform/db";
import { announce } from "@/lib/platform/events";

/**
 * Brings the credits of a purchase to where one dispute of it stands: frozen while it is open, free again when it
 * was won, taken when it was lost, with what was spent as a debt. Each step happens once, in whatever order the
 * news arrives: a dispute that is first heard of when it is lost was open before.
 */
export async function settleDispute(
  purchase: Purchase,
  payment: Payment,
  dispute: PaymentDispute,
): Promise<void> {
  const { id, state } = dispute;
  const about = {
    actor: { type: "system" } as const,
    sourceId: purchase.id,
    holdId: v5(id, purchase.id),
    subject: `Dispute of ${purchase.packageName}`,
  };
  await say(purchase, {
    ...about,
    type: "freeze",
    key: `dispute:${id}:freeze`,
    reason: `Dispute of ${purchase.packageName} opened`,
  });
  const taken = state === "lost" ? await take(purchase, payment, dispute, about) : 0;
  if (state === "won") {
    await say(purchase, {
      ...about,
      type: "thaw",
      key: `dispute:${id}:thaw`,
      reason: `Dispute of ${purchase.packageName} won`,
    });
  }
  await recordDispute(purchase, dispute, taken);
}

type About = Pick<Extract<Command, { type: "freeze" }>, "actor" | "sourceId" | "holdId">;

/** The disputed share of the credits, as far as they are there; the ledger keeps the rest as a debt. */
async function take(
  purchase: Purchase,
  payment: Payment,
  { id, amountCents }: PaymentDispute,
  about: About,
): Promise<number> {
  const share = { credits: purchase.credits, amountPaidCents: payment.totalCents };
  const amount = await say(purchase, {
    ...about,
    type: "forfeit",
    key: `dispute:${id}:forfeit`,
    amount: credits(creditsForRefund(share, amountCents)),
    reason: `Dispute of ${purchase.packageName} lost`,
  });
  return Math.abs(amount);
}

async function say({ workspaceId, kind }: Purchase, command: Command): Promise<number> {
  const answer = await post(workspaceId, kind, command);
  if (!answer.ok) throw new Error(`The ledger refused to ${command.type}: ${answer.reason}`);
  return answer.amount;
}

/** An answer read before the dispute was decided does not undo that. */
const UNDECIDED: DisputeState = "open";

const recordDispute = (purchase: Purchase, dispute: PaymentDispute, taken: number) => {
  const { workspaceId, id: purchaseId } = purchase;
  const { id, amountCents, state, at: createdAt } = dispute;
  const facts = { state, credits: BigInt(taken), amountCents };
  return inWorkspace(workspaceId, async (tx) => {
    await tx.purchaseDispute.createMany({
      data: { ...facts, workspaceId, purchaseId, id, createdAt },
      skipDuplicates: true,
    });
    await tx.purchaseDispute.updateMany({
      where: { workspaceId, id, state: UNDECIDED },
      data: facts,
    });
    await announce(tx, workspaceId, { id: purchaseId });
  });
};
