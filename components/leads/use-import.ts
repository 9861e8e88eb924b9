"use client";
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { ImportStatus } from "@/lib/leads/types";

const WHILE_IT_MOVES = 600;
const WHILE_IT_WAITS = 4_000;

/** The state of an import, fetched again while something moves, and now and then while credits may arrive. */
const importQuery = (workspace: string, id: string) =>
  queryOptions({
    queryKey: ["import", workspace, id],
    queryFn: async ({ signal }): Promise<ImportStatus> => {
      const query = new URLSearchParams({ workspace });
      const response = await fetch(`/api/imports/${id}?${query}`, { signal });
      if (!response.ok) throw new Error(`The import did not load: ${response.status}.`);
      return (await response.json()) as ImportStatus;
    },
    refetchInterval: (query) => paceOf(query.state.data),
    staleTime: 0,
  });

function paceOf(status: ImportStatus | undefined): number | false {
  const state = status?.import.state;
  const begins =
    state === "ready" && (status?.run?.state === "queued" || status?.run?.state === "running");
  if (!state || state === "reading" || state === "started" || begins) return WHILE_IT_MOVES;
  return state === "ready" ? WHILE_IT_WAITS : false;
}

/** The import that the address names, kept up to date; nothing if it names none. */
export function useImport(workspace: string, id: string | null, rendered: ImportStatus | null) {
  return useQuery({
    ...importQuery(workspace, id ?? ""),
    enabled: id !== null,
    ...(rendered && rendered.import.id === id ? { initialData: rendered } : {}),
  });
}
