import type { Kind } from "@/lib/credits/core/amount";
import { quoteOperation, type RateCard } from "@/lib/credits/core/rate-card";
import { findRateCard } from "@/lib/credits/queries/rate-card";
import { readTogether } from "@/lib/platform/db";
import { type Filters, isFiltered } from "@/lib/usage/core/filters";
import type { Explained } from "@/lib/usage/core/why";
import { findEntry } from "@/lib/usage/queries/entry";
import { findNeighbours, isInHistory } from "@/lib/usage/queries/history";
import type { EntryDetail, OpenEntry } from "@/lib/usage/types";

type OpenEntryQuery = {
  workspaceId: string;
  timeZone: string;
  filters: Filters;
  of: { kind: Kind; seq: number };
  now: Date;
};

/**
 * Everything that the drawer of one row says: the row explained, its neighbours in the filtered history, and whether
 * the filters include it. Null if this workspace has no such row.
 */
export async function findOpenEntry(query: OpenEntryQuery): Promise<OpenEntry | null> {
  const [entry, neighbours, inFilter] = await readTogether(query.workspaceId, () =>
    Promise.all([
      findEntry(query.workspaceId, query.of),
      findNeighbours(query),
      isFiltered(query.filters) ? isInHistory(query) : true,
    ]),
  );
  return entry && { ...(await withFormula(entry, query.now)), ...neighbours, inFilter };
}

/** Adds the formula of the rate card with which the charge was computed. */
async function withFormula(entry: EntryDetail, now: Date): Promise<EntryDetail> {
  const { rateCardVersion, operation } = entry.explained;
  const card = rateCardVersion ? await findRateCard(rateCardVersion, now) : null;
  const rate = card?.rates.find((one) => one.operation === operation);
  if (!rate) return entry;
  const { formulaText, decidedBy, unit, units } = rate;
  // A fixed price does not say what it is the price of; in the table of rates, a column does.
  const text = /^[\d.,]+$/.test(formulaText) ? `${formulaText} per ${unit}` : formulaText;
  const formula = { text, decidedBy, unit, units };
  const cheaper = card && cheaperTier(entry.explained, card);
  return { ...entry, explained: { ...entry.explained, formula, cheaper } };
}

/** What premium messages would have cost on the standard tier, in the middle of its range. */
function cheaperTier({ operation, quantity }: Explained, card: RateCard): Explained["cheaper"] {
  if (operation !== "dm_premium" || !quantity) return null;
  const { likely } = quoteOperation("dm_standard", { quantity }, card);
  return { quantity, tier: "standard", amount: likely };
}
