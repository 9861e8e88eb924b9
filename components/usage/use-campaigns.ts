"use client";
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Choice, History } from "@/lib/usage/types";

/** Every campaign that used credits of a workspace. */
const campaignsQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["campaigns", workspace],
    queryFn: async ({ signal }): Promise<Choice[]> => {
      const response = await fetch(`/api/campaigns?workspace=${encodeURIComponent(workspace)}`, {
        signal,
      });
      if (!response.ok) throw new Error(`The campaigns did not load: ${response.status}.`);
      return ((await response.json()) as { campaigns: Choice[] }).campaigns;
    },
  });

/** The campaigns to choose from: those of the page, and once the list is open, all there are. */
export function useCampaigns(
  { workspace, campaigns, moreCampaigns }: History,
  open: boolean,
): Choice[] {
  const { data } = useQuery({ ...campaignsQuery(workspace), enabled: open && moreCampaigns });
  return data ?? campaigns;
}
