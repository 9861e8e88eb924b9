import { v5 } from "uuid";
import type { DisputeState } from "@/lib/billing/core/dispute";
import type { Payment, PaymentDispute } from "@/lib/billing/core/payment";
import { creditsForRefund } from "@/lib/billing/core/refund";
import type { Purchase } from "@/lib/billing/types";
import { credits } from "@/lib/credits/core/amount";
import type { Answer, Command } from "@/lib/credits/core/command";
import { post } from "@/lib/credits/mutations/door";
import { inWorkspace } from "@/lib/platform/db";
import { announce } from "@/lib/platform/events";
import { logger } from "@/lib/platform/logger";

/**
 * Brings the credits of a purchase to where one dispute of it stands: frozen while it is open, free again when it
 * was won and no other is open, taken when it was lost, with what was spent as a debt. Each step happens once, in
 * whatever order the news arrives: a dispute that is first heard of when it is lost was open before.
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
  const opened = await say(purchase, {
    ...about,
    type: "freeze",
    key: `dispute:${id}:freeze`,
    reason: `Dispute of ${purchase.packageName} opened`,
  });
  if (!opened.ok) throw new Error(`The ledger refused to freeze: ${opened.reason}`);
  const decided = decision(purchase, payment, dispute, about);
  if (decided) {
    const answer = await say(purchase, decided);
    // A bank that decides anew is rare enough to be met by hand: `npm run credits`.
    if (!answer.ok && answer.reason === "hold_ended") {
      return logger.error({ dispute: id, state, purchase: purchase.id }, "decided anew");
    }
    if (!answer.ok) throw new Error(`The ledger refused to ${decided.type}: ${answer.reason}`);
    return recordDispute(purchase, dispute, state === "lost" ? Math.abs(answer.amount) : 0);
  }
  await recordDispute(purchase, dispute, 0);
}

type About = Pick<Extract<Command, { type: "freeze" }>, "actor" | "sourceId" | "holdId">;

/** What the ledger must do once a dispute is decided: of a lost one, take its share of the credits. */
function decision(
  { packageName, credits: bought }: Purchase,
  { totalCents }: Payment,
  { id, state, amountCents }: PaymentDispute,
  about: About,
): Command | null {
  const [key, reason] = [`dispute:${id}`, `Dispute of ${packageName} ${state}`];
  if (state === "won") return { ...about, type: "thaw", key: `${key}:thaw`, reason };
  if (state === "open") return null;
  const share = { credits: bought, amountPaidCents: totalCents };
  const amount = credits(creditsForRefund(share, amountCents));
  return { ...about, type: "forfeit", key: `${key}:forfeit`, amount, reason };
}

const say = ({ workspaceId, kind }: Purchase, command: Command): Promise<Answer> =>
  post(workspaceId, kind, command);

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
