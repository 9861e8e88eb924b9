import { v5 } from "uuid";
import { firstPurchase, severalPackagesSentence } from "@/lib/billing/core/cover";
import { buyersOf } from "@/lib/billing/queries/buyers";
import { activePackages } from "@/lib/billing/queries/packages";
import type { AlertFacts } from "@/lib/credits/core/alert";
import type { Kind } from "@/lib/credits/core/amount";
import type { Audience } from "@/lib/credits/core/audience";
import { notify } from "@/lib/credits/mutations/notices";
import { balanceOf } from "@/lib/credits/queries/balance";
import type { Member } from "@/lib/identity/types";
import { inWorkspace } from "@/lib/platform/db";

export type CreditRequestResult =
  | { ok: true; asked: string[]; at: string }
  | { ok: false; reason: "nobody" };

export type CreditRequest = {
  member: Member;
  kind: Kind;
  message: string;
  /** What the credits are for, as the start of a sentence: "Importing 1,200 usernames". */
  what: string | null;
  /** How many hundredths of a credit it lacks. */
  shortfall: number | null;
  /** One opening of the screen: asked again within it, the same people are asked only once. */
  attempt: string;
  now: Date;
};

/**
 * Asks everyone who may buy here, by mail, and records that they were asked: both in one transaction, so that a repeat
 * finds them asked. The mail says what the credits are for and how many are missing, and links to the smallest package
 * that covers it; if none does, to the first of several, which are named.
 */
export async function requestCredits(request: CreditRequest): Promise<CreditRequestResult> {
  const { member, kind, message, now } = request;
  const { workspaceId, userId } = member;
  const buyers = await buyersOf(workspaceId);
  if (buyers.length === 0) return { ok: false, reason: "nobody" };

  const id = v5(`${userId}:${kind}`, request.attempt);
  const facts = await requestFacts(request);
  return inWorkspace(workspaceId, async (tx) => {
    const asked = buyers.map(({ name }) => name);
    await tx.creditRequest.createMany({
      data: { workspaceId, id, userId, kind, asked, message, createdAt: now },
      skipDuplicates: true,
    });
    await notify(
      tx,
      workspaceId,
      { kind, key: `request:${id}`, facts, at: now },
      audienceOf(buyers),
    );
    const row = await tx.creditRequest.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId, id } },
    });
    return { ok: true, asked: row.asked, at: row.createdAt.toISOString() };
  });
}

/** Those who may buy, whoever else receives alerts. */
function audienceOf(buyers: readonly { userId: string }[]): Audience {
  const recipients = buyers.map(({ userId }) => userId);
  return { members: recipients, recipients, inApp: true, email: true, webhookUrl: null };
}

async function requestFacts(request: CreditRequest): Promise<AlertFacts> {
  const { member, kind, message, what, shortfall, now } = request;
  const packages = await activePackages(kind);
  // A purchase settles the debt first, so what covers only the shortfall would not be enough.
  const { debt } = await balanceOf(member.workspaceId, kind, now);
  const first = firstPurchase(packages, (shortfall || 1) + debt);
  const several = shortfall && first ? severalPackagesSentence(first) : null;
  const buy = first?.one.id ?? null;
  return { about: "request", by: member.name, message, what, shortfall, buy, several };
}
