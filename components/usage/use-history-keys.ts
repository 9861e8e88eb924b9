"use client";
import { useEffect, useRef } from "react";

export type HistoryKeys = {
  /** J or the down arrow. */
  next: () => void;
  /** K or the up arrow. */
  previous: () => void;
  /** F */
  filter: () => void;
  /** E */
  exportRows: () => void;
};

/**
 * The single keys of the history. They do nothing while somebody types, chooses in a menu, or has turned single keys
 * off in Appearance. The arrows work only inside the list and the drawer, so that the page still scrolls.
 */
export function useHistoryKeys(keys: Partial<HistoryKeys>): void {
  const latest = useRef(keys);
  latest.current = keys;

  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      if (document.documentElement.dataset.shortcuts === "off" || isBusy(event.target)) return;
      const act = actionOf(event, latest.current);
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, []);
}

function actionOf(event: KeyboardEvent, keys: Partial<HistoryKeys>): (() => void) | undefined {
  const inHistory =
    event.target instanceof HTMLElement && event.target.closest("[data-tx], [data-history-drawer]");
  // With caps lock on, keys arrive as capitals.
  switch (event.key.length === 1 ? event.key.toLowerCase() : event.key) {
    case "j":
      return keys.next;
    case "k":
      return keys.previous;
    case "ArrowDown":
      return inHistory ? keys.next : undefined;
    case "ArrowUp":
      return inHistory ? keys.previous : undefined;
    case "f":
      return keys.filter;
    case "e":
      return keys.exportRows;
    default:
      return undefined;
  }
}

const isBusy = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    Boolean(
      target.closest("input, textarea, select, [role=menu], [role=listbox], [data-slot=popover]"),
    ));
