import { readTogether } from "@/lib/platform/db";
import { findCampaignChoices } from "@/lib/usage/queries/campaign-choices";
import { countByOperation } from "@/lib/usage/queries/counts";
import { findHistory, type HistoryQuery } from "@/lib/usage/queries/history";
import { findPeople, findPrograms } from "@/lib/usage/queries/people";

/** A page of the history, how many rows there are by operation, and who and what it can be narrowed to, at one instant. */
export const findHistoryView = (query: HistoryQuery) =>
  readTogether(query.workspaceId, async () => {
    const { workspaceId, filters } = query;
    const [page, counts, people, programs, choices] = await Promise.all([
      findHistory(query),
      countByOperation(query),
      findPeople(workspaceId),
      findPrograms(workspaceId),
      findCampaignChoices(workspaceId, filters.campaign),
    ]);
    return { page, counts, people: [...people, ...programs], choices };
  });
