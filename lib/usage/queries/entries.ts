import type { Kind } from "@/lib/credits/core/amount";
import { inWorkspace } from "@/lib/platform/db";
import type { Filters } from "@/lib/usage/core/filters";
import { pageRows } from "@/lib/usage/queries/history";
import { actorsOf, type FullEntryRow, fullEntryColumns } from "@/lib/usage/queries/rows";
import type { RowActor } from "@/lib/usage/types";

/**
 * A page of the history for programs, newest first: every entry with everything it says. `before` is the last entry of
 * the previous page.
 */
export function findEntries(query: {
  workspaceId: string;
  timeZone: string;
  filters: Filters;
  before: { kind: Kind; seq: number } | null;
  size: number;
}): Promise<{ rows: { entry: FullEntryRow; actor: RowActor }[]; hasMore: boolean }> {
  const { workspaceId, size, before } = query;
  return inWorkspace(workspaceId, async (tx) => {
    const cut = { direction: "older", cursor: before, limit: size + 1 } as const;
    const found = await pageRows<FullEntryRow>(tx, query, cut, fullEntryColumns);
    const actorOf = await actorsOf(tx, workspaceId, found);
    return {
      rows: found.slice(0, size).map((entry) => ({ entry, actor: actorOf(entry) })),
      hasMore: found.length > size,
    };
  });
}
