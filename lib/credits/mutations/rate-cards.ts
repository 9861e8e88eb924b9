import {
  changedRates,
  type RateChange,
  type RateProblem,
} from "@/lib/credits/core/rate-card-change";
import { type DateProblem, dateProblem, versionFor } from "@/lib/credits/core/rate-card-dates";
import { differenceOf } from "@/lib/credits/core/rate-card-diff";
import { readRateCards } from "@/lib/credits/queries/rate-card";
import { isUniqueViolation } from "@/lib/platform/database-errors";
import { db } from "@/lib/platform/db";
import type { Prisma } from "@/lib/platform/generated/prisma/client";

export type PublishRateCard = {
  /** The version that was being looked at while the prices were changed. */
  follows: string;
  effectiveAt: Date;
  /** The reason, in a sentence: shown beside the version. */
  note: string;
  changes: RateChange[];
  /** A user who runs the installation. The caller has checked that. */
  publishedBy: string;
  now: Date;
};

export type PublishAnswer =
  | { ok: true; version: string }
  | { ok: false; reason: DateProblem | "superseded" | "nothing_changed" }
  | { ok: false; reason: "wrong_prices"; problems: RateProblem[] };

/**
 * Publishes the next version of the rate card. It takes effect by the clock and never changes again. Whatever is quoted
 * before then keeps its version: a quote, a hold and its charges name the card they were computed with. Refuses to
 * follow any but the latest version, so if two people publish at once one of them is refused.
 */
export async function publishRateCard(wish: PublishRateCard): Promise<PublishAnswer> {
  const cards = await readRateCards(wish.now);
  const latest = cards[0];
  if (latest?.version !== wish.follows) return { ok: false, reason: "superseded" };
  const wrongDate = dateProblem(wish.effectiveAt, new Date(latest.effectiveAt), wish.now);
  if (wrongDate) return { ok: false, reason: wrongDate };
  const changed = changedRates(latest.rates, wish.changes);
  if (!changed.ok) return { ok: false, reason: "wrong_prices", problems: changed.problems };
  const { rates } = changed;
  if (differenceOf(latest, { rates }).length === 0) return { ok: false, reason: "nothing_changed" };

  const version = versionFor(
    wish.effectiveAt,
    cards.map((card) => card.version),
  );
  try {
    await db.rateCard.create({
      data: {
        version,
        effectiveAt: wish.effectiveAt,
        note: wish.note,
        rates: rates as unknown as Prisma.InputJsonValue,
        follows: wish.follows,
        publishedAt: wish.now,
        publishedBy: wish.publishedBy,
      },
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: "superseded" };
    throw error;
  }
  await readRateCards(wish.now);
  return { ok: true, version };
}
