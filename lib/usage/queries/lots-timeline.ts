import type { Kind } from "@/lib/credits/core/amount";
import { lotsOf } from "@/lib/credits/queries/lots";
import { readTogether } from "@/lib/platform/db";
import { currentLots, type TimelineLot } from "@/lib/usage/core/lots";
import { findLastCharge, findLotEntries } from "@/lib/usage/queries/lot-entries";

/** What a balance consists of: each lot with the row of the history with which it came in, and when it was used up. */
export const findLotsTimeline = (
  workspaceId: string,
  kind: Kind,
  now: Date,
): Promise<TimelineLot[]> =>
  readTogether(workspaceId, async () => {
    const all = await lotsOf(workspaceId, kind, now);
    const lots = currentLots(all.map((lot) => ({ ...lot, entry: null, usedUpAt: null })));
    // Of those that are used up, the timeline shows at most one.
    const spent = lots.find(({ state }) => state === "spent");
    const [entries, last] = await Promise.all([
      findLotEntries({ workspaceId, kind, lots: lots.map(({ id }) => id) }),
      spent ? findLastCharge({ workspaceId, kind, lot: spent.id }) : null,
    ]);
    return lots.map((lot) => ({
      ...lot,
      entry: entries.get(lot.id) ?? null,
      usedUpAt: lot === spent ? (last?.toISOString() ?? null) : null,
    }));
  });
