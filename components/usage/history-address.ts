import { type HistoryView, searchOf } from "@/lib/usage/core/filters";

/** The page the history is on. */
export const billingPath = (workspace: string): string => `/${workspace}/settings/billing`;

/** The address of a view of the history. */
export const historyHref = (workspace: string, view: Partial<HistoryView>): string =>
  `${billingPath(workspace)}${searchOf(view)}`;
