import { campaignNames, campaignsOf } from "@/lib/credits/queries/campaigns";
import type { History } from "@/lib/usage/types";

/** As many as a page carries; the rest is asked for when the list is opened. */
const FIRST = 50;

/** The campaigns that a filter offers, the latest first, and whether there are more. The chosen one is among them. */
export async function findCampaignChoices(
  workspaceId: string,
  chosen: string | null,
): Promise<Pick<History, "campaigns" | "moreCampaigns">> {
  const found = await campaignsOf(workspaceId, { first: FIRST + 1 });
  const campaigns = found.slice(0, FIRST);
  if (chosen && !campaigns.some(({ id }) => id === chosen)) {
    const name = (await campaignNames(workspaceId, [chosen])).get(chosen);
    if (name) campaigns.push({ id: chosen, name });
  }
  return { campaigns, moreCampaigns: found.length > FIRST };
}
