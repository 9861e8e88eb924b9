import "server-only";
import { cache } from "react";
import type { RateCard } from "@/lib/credits/core/rate-card";
import { readRateCards } from "@/lib/credits/queries/rate-card";
import { installationAdmin, requireInstallationAdmin } from "@/lib/identity/gates";
import { clock } from "@/lib/platform/clock";

/** The versions of the rate card, the newest first, as the Rates page shows them. */
export type Rates = {
  cards: RateCard[];
  /** The version in force now. */
  current: RateCard;
  /** Whoever looks may publish the next version. */
  canPublish: boolean;
};

/** Every version of the rate card. Public: no gate. */
export const loadRates = cache(async (): Promise<Rates> => {
  const [versions, admin] = await Promise.all([readVersions(), installationAdmin()]);
  return { ...versions, canPublish: admin !== null };
});

/** What the next version of the rate card would follow, and who writes it. For those who look after the installation. */
export async function loadPublishing(): Promise<{ latest: RateCard; now: string; userId: string }> {
  const { id: userId } = await requireInstallationAdmin();
  const { cards, current } = await readVersions();
  return { latest: cards[0] ?? current, now: clock.now().toISOString(), userId };
}

async function readVersions(): Promise<Pick<Rates, "cards" | "current">> {
  const now = clock.now();
  const cards = await readRateCards(now);
  const current = cards.find((card) => new Date(card.effectiveAt) <= now);
  if (!current) throw new Error("No rate card is in force.");
  return { cards, current };
}
