import { v5 } from "uuid";
import { type DisputeState, forfeitKey } from "@/lib/billing/core/dispute";
import type { Payment, PaymentDispute } from "@/lib/billing/core/payment";
import { creditsForDispute } from "@/lib/billing/core/refund";
import { resumeAfterDisputes } from "@/lib/billing/mutations/top-up/switch";
import type { Purchase } from "@/lib/billing/types";
import { credits } from "@/lib/credits/core/amount";
import type { Accepted, Answer, Command } from "@/lib/credits/core/command";
import { post } from "@/lib/credits/mutations/door";
import { type NewNotice, notify } from "@/lib/credits/mutations/notices";
import { audienceOf } from "@/lib/credits/queries/alerts";
import { forfeitedBy } from "@/lib/credits/queries/debt";
import { findStoredAnswer } from "@/lib/credits/queries/keys";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { announce } from "@/lib/platform/events";
import { logger } from "@/lib/platform/logger";

/**
 * Brings the credits of a purchase to the state of one of its disputes: frozen while it is open; free again if it was
 * won and no other is open; taken if it was lost, with a debt for what was spent. Each step happens once, in whatever
 * order the news arrives, and it is notified once: a dispute that is first reported when it is lost was open
 * before.
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
    const answer = (await keptAnswer(purchase, decided)) ?? (await say(purchase, decided));
    // A bank that changes its decision is rare enough to be dealt with by hand: `npm run credits`.
    if (!answer.ok && answer.reason === "hold_ended") {
      return logger.error({ dispute: id, state, purchase: purchase.id }, "decided anew");
    }
    if (!answer.ok) throw new Error(`The ledger refused to ${decided.type}: ${answer.reason}`);
    return recordDispute(purchase, dispute, await outcomeOf(purchase, decided, answer));
  }
  await recordDispute(purchase, dispute, NOTHING);
}

/**
 * What a lost dispute took from the balance, how much of its share had been spent already, and the entry that says so.
 */
type Outcome = { taken: number; owed: number; seq: bigint | null };
const NOTHING: Outcome = { taken: 0, owed: 0, seq: null };

type About = Pick<Extract<Command, { type: "freeze" }>, "actor" | "sourceId" | "holdId">;

/** What the ledger must do once a dispute is decided: if it was lost, take its share of the credits. */
function decision(
  { packageName, credits: bought }: Purchase,
  { totalCents }: Payment,
  { id, state, amountCents }: PaymentDispute,
  about: About,
): Command | null {
  const reason = `Dispute of ${packageName} ${state}`;
  if (state === "won") return { ...about, type: "thaw", key: `dispute:${id}:thaw`, reason };
  if (state === "open") return null;
  const share = { credits: bought, amountPaidCents: totalCents };
  const amount = credits(creditsForDispute(share, amountCents));
  return { ...about, type: "forfeit", key: forfeitKey(id), amount, reason };
}

async function outcomeOf(
  { workspaceId, kind }: Purchase,
  decided: Command,
  { seq }: Pick<Accepted, "seq">,
): Promise<Outcome> {
  if (decided.type !== "forfeit") return NOTHING;
  return { ...(await forfeitedBy(workspaceId, kind, seq)), seq: BigInt(seq) };
}

/** A decision stands as it was calculated then: another version of the product may calculate the share differently. */
const keptAnswer = ({ workspaceId, kind }: Purchase, { key }: Command) =>
  findStoredAnswer(workspaceId, kind, key);

const say = ({ workspaceId, kind }: Purchase, command: Command): Promise<Answer> =>
  post(workspaceId, kind, command);

/** An answer read before the dispute was decided does not undo the decision. */
const UNDECIDED: DisputeState = "open";

async function recordDispute(
  purchase: Purchase,
  dispute: PaymentDispute,
  outcome: Outcome,
): Promise<void> {
  const { workspaceId, id: purchaseId } = purchase;
  const { id, amountCents, state, at: createdAt } = dispute;
  const facts = { state, credits: BigInt(outcome.taken), amountCents };
  const audience = await audienceOf(workspaceId);
  await inWorkspace(workspaceId, async (tx) => {
    const { count: isNew } = await tx.purchaseDispute.createMany({
      data: { ...facts, workspaceId, purchaseId, id, createdAt },
      skipDuplicates: true,
    });
    const { count: wasOpen } = await tx.purchaseDispute.updateMany({
      where: { workspaceId, id, state: UNDECIDED },
      data: facts,
    });
    // Something already recorded, perhaps before notices of it existed, is not news.
    if (isNew || (wasOpen && state !== UNDECIDED)) {
      await notify(tx, workspaceId, noticeOf(purchase, dispute, outcome), audience);
    }
    if (state !== UNDECIDED) await resumeAfterDisputes(tx, workspaceId, clock.now());
    await announce(tx, workspaceId, { id: purchaseId });
  });
}

function noticeOf(
  { id: purchaseId, packageName, kind }: Purchase,
  { id, state }: PaymentDispute,
  { taken, owed, seq }: Outcome,
): NewNotice {
  const facts = { about: "dispute", purchaseId, packageName, state, taken, owed } as const;
  return { kind, key: `dispute:${id}:${state}`, facts, at: clock.now(), seq };
}
