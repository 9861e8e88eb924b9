"use client";
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { UnloadedChoices } from "@/components/usage/filter-choices";
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

/**
 * The campaigns to choose from: those of the page and, once the list is open, all there are, or that they did not load.
 */
export function useCampaigns(
  { workspace, campaigns, moreCampaigns }: History,
  open: boolean,
): { campaigns: Choice[]; others: UnloadedChoices | null } {
  const { data, isError, isFetching, refetch } = useQuery({
    ...campaignsQuery(workspace),
    enabled: open && moreCampaigns,
  });
  if (data || !moreCampaigns) return { campaigns: data ?? campaigns, others: null };
  return { campaigns, others: { failed: isError && !isFetching, retry: () => void refetch() } };
}
