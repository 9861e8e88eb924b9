import type { Filters } from "./filters";

/** Which of the filters of an address name nobody, and nothing, of the workspace. */
export type UnknownFilters = { member: boolean; campaign: boolean };

/** An id that nobody has: what an address means whose filter is no id at all. It finds nothing, as any wrong one does. */
export const NOBODY = "00000000-0000-0000-0000-000000000000";

/** One sentence that says why nothing can match. Null if the filters name somebody. */
export function unknownWords({ member, campaign }: UnknownFilters): string | null {
  if (member && campaign)
    return "The filters name nobody and no campaign of this workspace, so nothing matches.";
  if (member) return "The filter names nobody of this workspace, so nothing matches.";
  if (campaign) return "The filter names no campaign of this workspace, so nothing matches.";
  return null;
}

/** What to change so that only filters remain that name somebody. */
export const knownOnly = ({
  member,
  campaign,
}: UnknownFilters): Partial<Pick<Filters, "member" | "campaign">> => ({
  ...(member ? { member: null } : {}),
  ...(campaign ? { campaign: null } : {}),
});
