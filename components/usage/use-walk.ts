import { useEffect, useRef } from "react";
import { announce } from "@/components/ui/announcer";
import type { History, OpenEntry } from "@/lib/usage/types";

/** Towards older rows, or towards newer ones. */
export type Way = 1 | -1;

type Walking = {
  history: History;
  /** The rows as they are shown. */
  rows: readonly { id: string }[];
  /** The row whose drawer is open. */
  id: string | null;
  /** What explains it, with its neighbours; null until that is there. */
  open: OpenEntry | null;
  show: (id: string) => void;
  /** Leads to the next page that way. */
  turn: (way: Way) => void;
};

const END: Record<Way, string> = { 1: "No older transactions.", [-1]: "No newer transactions." };

/**
 * J and K: from row to row, beyond the edge of a page as well, and with the drawer from explanation to explanation. At
 * the end of the history they stay, and say so.
 */
export function useWalk({ history, rows, id, open, show, turn }: Walking) {
  const near = (way: Way) => neighbourOf(id, way, rows, open);
  /** The row from which a page is left, and which way. */
  const leaving = useRef<{ from: string | undefined; way: Way } | null>(null);
  /** A row at the edge whose neighbours are not known yet. */
  const asked = useRef<Way | null>(null);
  const { older, newer } = history.page;

  const inList = (way: Way) => {
    const from = focusedRow();
    if (focusFrom(from, way)) return;
    if ((way === 1 ? older : newer) === null) return announce(END[way]);
    leaving.current = { from, way };
    turn(way);
  };
  const inDrawer = (way: Way) => {
    const target = near(way);
    asked.current = target || open ? null : way;
    if (target) show(target);
    else if (open) announce(END[way]);
  };
  const walk = id === null ? inList : inDrawer;

  const latest = useRef(walk);
  latest.current = walk;
  useEffect(() => {
    if (open && asked.current) latest.current(asked.current);
  }, [open]);

  useEffect(() => {
    const { page } = history;
    if (page.rows.length === 0 || !leaving.current) return;
    const { from, way } = leaving.current;
    if (focusFrom(from, way)) leaving.current = null;
  }, [history]);

  return { walk, near };
}

function neighbourOf(
  id: string | null,
  way: Way,
  rows: readonly { id: string }[],
  open: OpenEntry | null,
): string | null {
  if (id === null) return null;
  const index = rows.findIndex((row) => row.id === id);
  const near = index === -1 ? undefined : rows[index + way];
  if (near) return near.id;
  if (open?.transaction.id !== id) return null;
  return way === 1 ? (open?.older ?? null) : (open?.newer ?? null);
}

const focusedRow = (): string | undefined => {
  const focused = document.activeElement;
  return focused instanceof HTMLElement && focused.matches("[data-row]")
    ? focused.dataset.tx
    : undefined;
};

/**
 * Moves the focus to the row next to `from`; without one, to the first. On a page that does not have that row, to the
 * row at which one enters it. False at the edge of a page.
 */
function focusFrom(from: string | undefined, way: Way): boolean {
  const links = [...document.querySelectorAll<HTMLElement>("[data-row]")].filter(
    (link) => link.offsetParent !== null,
  );
  const index = links.findIndex(({ dataset }) => dataset.tx === from);
  const target = index >= 0 ? links[index + way] : links.at(from && way === -1 ? -1 : 0);
  target?.focus();
  return target !== undefined;
}
