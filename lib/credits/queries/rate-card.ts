import { spelledOperation } from "@/lib/credits/core/operation-name";
import type { RateCard } from "@/lib/credits/core/rate-card";
import { CARDS_KEPT_MS } from "@/lib/credits/core/rate-card-dates";
import { rateCardSchema } from "@/lib/credits/schema";
import { db } from "@/lib/platform/db";

let kept: { cards: RateCard[]; until: number } | null = null;

/**
 * The card in force at `now`. Cards are kept in memory for a minute. A new card is published longer than that before it
 * takes effect, so what is in memory always has the one in force.
 */
export async function currentRateCard(now: Date): Promise<RateCard> {
  const card = (await rateCards(now)).find((one) => new Date(one.effectiveAt) <= now);
  if (!card) throw new Error("No rate card is in force.");
  return card;
}

/** The card that a charge names, or null. Cards never change once published. */
export async function findRateCard(version: string, now: Date): Promise<RateCard | null> {
  const named = (cards: RateCard[]) => cards.find((one) => one.version === version) ?? null;
  return named(await rateCards(now)) ?? named(await readRateCards(now));
}

/** Every card that the database has now, the newest first, including those that are yet to take effect. */
export async function readRateCards(now: Date): Promise<RateCard[]> {
  const rows = await db.rateCard.findMany({ orderBy: { effectiveAt: "desc" } });
  const cards = rows.map((row) =>
    rateCardSchema.parse({ ...row, effectiveAt: row.effectiveAt.toISOString() }),
  );
  kept = { cards, until: now.getTime() + CARDS_KEPT_MS };
  return cards;
}

const rateCards = async (now: Date): Promise<RateCard[]> =>
  kept && now.getTime() < kept.until ? kept.cards : readRateCards(now);

/**
 * What screens call operations, by the cards of `now`. Inside a transaction, call this beforehand: it may read from the
 * database, and a transaction that waits for a second connection can wait for itself.
 */
export async function operationLabels(now: Date): Promise<(operation: string) => string> {
  const cards = await rateCards(now);
  return (operation) => {
    for (const card of cards) {
      const rate = card.rates.find((one) => one.operation === operation);
      if (rate) return rate.label;
    }
    return spelledOperation(operation);
  };
}

/** What screens call an operation. If no card knows it, its own name is spelled out. */
export const labelOf = async (operation: string, now: Date): Promise<string> =>
  (await operationLabels(now))(operation);
