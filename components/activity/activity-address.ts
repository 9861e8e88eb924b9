import type { ActivitySearch } from "@/lib/credits/schema";

export type ActivityFilters = Pick<ActivitySearch, "state" | "op" | "by">;

/** The address of a view of Activity: equal views have equal addresses. `after` is where a page begins. */
export function activityHref(
  workspace: string,
  { state, op, by }: ActivityFilters,
  after: string | null = null,
): string {
  const search = new URLSearchParams();
  if (state !== "all") search.set("state", state);
  if (op) search.set("op", op);
  if (by) search.set("by", by);
  if (after) search.set("after", after);
  const query = search.toString();
  return `/${workspace}/activity${query ? `?${query}` : ""}`;
}
