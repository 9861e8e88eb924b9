import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { Kind } from "@/lib/credits/core/amount";
import type { Balance } from "@/lib/credits/core/balance";
import { isNewerBalance, isNewerRun, isNewState } from "@/lib/credits/core/live";
import type { Run } from "@/lib/credits/core/run";

/**
 * One query for each thing that screens ask. The stream writes the answers; fetching is for when it was interrupted.
 */

export type Balances = Record<Kind, Balance>;

/** Both balances of a workspace. */
export const balancesQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["balances", workspace],
    queryFn: async ({ signal }): Promise<Balances> => {
      const response = await fetch(`/api/balance?workspace=${encodeURIComponent(workspace)}`, {
        signal,
      });
      if (!response.ok) throw new Error(`The balance did not load: ${response.status}.`);
      const { balances } = (await response.json()) as { balances: Balance[] };
      return byKind(balances);
    },
    // What is fetched may have been read before what the stream sent meanwhile.
    structuralSharing: (shown, fetched) =>
      newest(shown as Balances | undefined, fetched as Balances),
    // The stream keeps it fresh.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });

const newest = (shown: Balances | undefined, { ai, lead }: Balances): Balances => ({
  ai: !shown || isNewerBalance(ai, shown.ai) ? ai : shown.ai,
  lead: !shown || isNewerBalance(lead, shown.lead) ? lead : shown.lead,
});

/** One run, as the stream last reported it. */
export const runQuery = (workspace: string, shown: Run) =>
  queryOptions({
    queryKey: ["run", workspace, shown.id],
    queryFn: (): Run => shown,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });

export function byKind(balances: readonly Balance[]): Balances {
  const ai = balances.find(({ kind }) => kind === "ai");
  const lead = balances.find(({ kind }) => kind === "lead");
  if (!ai || !lead) throw new Error("A workspace has two balances.");
  return { ai, lead };
}

/** Shows a balance, unless a newer one is shown. True if it was news. */
export function showBalance(client: QueryClient, workspace: string, next: Balance): boolean {
  const { queryKey } = balancesQuery(workspace);
  const shown = client.getQueryData(queryKey);
  if (!shown || !isNewerBalance(next, shown[next.kind])) return false;
  client.setQueryData(queryKey, { ...shown, [next.kind]: next });
  return next.version > shown[next.kind].version;
}

/** Shows a run, unless a newer state is shown. True if its state is news to a page drawn at `drawnAt`. */
export function showRun(
  client: QueryClient,
  workspace: string,
  next: Run,
  drawnAt: string | null,
): boolean {
  const { queryKey } = runQuery(workspace, next);
  const shown = client.getQueryData(queryKey);
  if (!isNewerRun(next, shown)) return false;
  client.setQueryData(queryKey, next);
  return isNewState(next, shown, drawnAt);
}
