import { type RateCard, rateOf } from "@/lib/credits/core/rate-card";
import { changedRates, type RateChange } from "@/lib/credits/core/rate-card-change";
import { band } from "@/lib/credits/core/rate-formulas";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { currentRateCard, readRateCards } from "@/lib/credits/queries/rate-card";
import { newId } from "@/lib/platform/ids";

const MINUTE = 60_000;

/** One price for a unit of an operation that has no inputs. Amounts in credits. */
export const priceOf = (operation: string, each: number): RateChange => ({
  operation,
  bands: { any: band(each, each, each) },
  adds: [],
});

/** Every unit of an operation at the price of its dearest, times `factor`. */
export function dearer(card: RateCard, operation: string, factor: number): RateChange {
  const { formula } = rateOf(card, operation);
  if (!formula) throw new Error(`${operation} has no price of its own.`);
  const bands = Object.entries(formula.bands).map(([name, { max }]) => {
    const amount = max * factor;
    return [name, { base: amount, min: amount, max: amount }] as const;
  });
  return { operation, bands: Object.fromEntries(bands), adds: formula.terms.map(() => 0) };
}

/**
 * Lets a card that was published ten minutes ago take effect now: what the product itself could only wait for. So it is
 * written as the owner of the tables.
 */
export async function newRatesFromNow(...changes: RateChange[]): Promise<RateCard> {
  const now = new Date();
  const latest = await currentRateCard(now);
  const changed = changedRates(latest.rates, changes);
  if (!changed.ok) throw new Error(changed.problems[0]?.message);
  const version = `test-${newId()}`;
  await asOwner(
    `insert into rate_card (version, effective_at, rates, note, follows, published_at, published_by)
     values ($1, $2, $3, 'For a test', $4, $5, $6)`,
    [
      version,
      now,
      JSON.stringify(changed.rates),
      latest.version,
      new Date(now.getTime() - 10 * MINUTE),
      newId(),
    ],
  );
  await readRateCards(now);
  return currentRateCard(now);
}
