"use client";
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { createParser, useQueryState } from "nuqs";
import { useCallback, useEffect, useMemo, useRef } from "react";
import type { EntryPayment } from "@/lib/billing/types";
import { type HistoryView, searchOf } from "@/lib/usage/core/filters";
import type { OpenEntry } from "@/lib/usage/types";

/** What the drawer of one row shows. `payment`: how it was paid, for those who may see that. */
export type OpenRow = { entry: OpenEntry; payment: EntryPayment | null };

/** From where a row is opened: its neighbours are those in the filtered history. */
export type RowContext = { workspace: string; view: HistoryView };

/** What explains one row; null if the workspace has no such row. Rows never change: only refunds are added. */
const openRowQuery = ({ workspace, view }: RowContext, id: string) => {
  const filters = searchOf({ ...view, before: null, after: null, tx: null });
  return queryOptions({
    queryKey: ["transaction", workspace, id, filters],
    queryFn: async ({ signal }): Promise<OpenRow | null> => {
      const search = `?workspace=${encodeURIComponent(workspace)}&${filters.slice(1)}`;
      const response = await fetch(`/api/transactions/${id}${search}`, { signal });
      if (response.status === 404) return null;
      if (!response.ok) throw new Error(`The transaction did not load: ${response.status}.`);
      return (await response.json()) as OpenRow;
    },
  });
};

/** "ai-1042"; anything else that somebody typed is ignored. */
const entryIdInAddress = createParser({
  parse: (text) => (/^(ai|lead)-[1-9]\d{0,15}$/.test(text) ? text : null),
  serialize: (id: string) => id,
});

/**
 * The row whose drawer is open, according to the address. Opening it is a step that Back undoes; moving to a neighbour
 * and closing are not.
 */
export function useRowInAddress() {
  const [id, setId] = useQueryState("tx", entryIdInAddress);
  const isOpen = useRef(false);
  isOpen.current = id !== null;
  // The same function as long as the page is the same, since fifty rows have it.
  const show = useCallback(
    (next: string | null, opener?: HTMLElement) => {
      if (next !== null) lastOpener = opener ?? null;
      void setId(next, { history: isOpen.current ? "replace" : "push" });
    },
    [setId],
  );
  return { id, show };
}

/** The link that last opened the drawer, to which the focus returns, whichever browsers focus what is clicked. */
let lastOpener: HTMLElement | null = null;

/** Returns the focus to the link that opened the row, otherwise to the row in the list, otherwise to the list. */
export function focusRow(id: string | null): void {
  const opener = lastOpener?.dataset.tx === id && lastOpener?.isConnected ? lastOpener : null;
  const links = [...document.querySelectorAll<HTMLElement>(`[data-row][data-tx="${id}"]`)];
  const shown = [opener, ...links].find((link) => link && link.offsetParent !== null);
  (shown ?? document.getElementById("history-heading"))?.focus();
}

/** What explains the open row: what the server sent with the page, or what is fetched when the row is opened. */
export function useOpenRow(place: RowContext, id: string | null, sent: OpenRow | null) {
  const client = useQueryClient();
  const sentHere = sent?.entry.transaction.id === id ? sent : undefined;
  const query = useQuery({
    ...openRowQuery(place, id ?? ""),
    enabled: id !== null,
    ...(sentHere ? { initialData: sentHere } : {}),
  });

  // The page was rendered again: something has happened, perhaps a refund of this very row.
  useEffect(() => {
    const rowId = sent?.entry.transaction.id;
    if (rowId) client.setQueryData(openRowQuery(place, rowId).queryKey, sent);
    else void client.invalidateQueries({ queryKey: ["transaction", place.workspace] });
  }, [client, place, sent]);

  return {
    row: id === null ? null : (query.data ?? null),
    missing: id !== null && query.data === null,
    failed: id !== null && query.isError,
    retry: () => void query.refetch(),
  };
}

/** Long enough that a pointer on its way elsewhere fetches nothing. */
const INTENT_MS = 60;

/**
 * Fetches what explains a row before it is opened: when it is pointed at, or reached by keyboard. `code`: fetches what
 * shows it, at once.
 */
export function usePrefetchRow(place: RowContext, code?: () => Promise<void>) {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const { workspace, view } = place;
  return useMemo(() => {
    const ask = (id: string) => void client.prefetchQuery(openRowQuery({ workspace, view }, id));
    const point = (id: string | null) => {
      clearTimeout(timer.current);
      if (id === null) return;
      // It was only pointed at: whoever opens it tries again, and is told if that fails too.
      code?.().catch(() => undefined);
      timer.current = setTimeout(() => ask(id), INTENT_MS);
    };
    return { ask, point };
  }, [client, workspace, view, code]);
}
