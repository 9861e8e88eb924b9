import { spelledOperation } from "@/lib/credits/core/operation-name";
import type { RateCard } from "@/lib/credits/core/rate-card";
import { rateCardSchema } from "@/lib/credits/schema";
import { db } from "@/lib/platform/db";

const KEPT_FOR = 60_000;
let kept: { cards: RateCard[]; until: number } | null = null;

/** The card in force at `now`. Kept in memory for a minute: a new card is a deliberate, dated event. */
export async function currentRateCard(now: Date): Promise<RateCard> {
  const card = (await rateCards(now)).find((one) => new Date(one.effectiveAt) <= now);
  if (!card) throw new Error("No rate card is in force.");
  return card;
}

/** The card a charge names, or null. Cards never change once published. */
export async function findRateCard(version: string, now: Date): Promise<RateCard | null> {
  return (await rateCards(now)).find((one) => one.version === version) ?? null;
}

/** Every card, the newest first. */
async function rateCards(now: Date): Promise<RateCard[]> {
  if (kept && now.getTime() < kept.until) return kept.cards;
  const rows = await db.rateCard.findMany({ orderBy: { effectiveAt: "desc" } });
  const cards = rows.map((row) =>
    rateCardSchema.parse({ ...row, effectiveAt: row.effectiveAt.toISOString() }),
  );
  kept = { cards, until: now.getTime() + KEPT_FOR };
  return cards;
}

/** What screens call an operation. One that no card knows is spelled out. */
export async function labelOf(operation: string, now: Date): Promise<string> {
  for (const card of await rateCards(now)) {
    const rate = card.rates.find((one) => one.operation === operation);
    if (rate) return rate.label;
  }
  return spelledOperation(operation);
}
