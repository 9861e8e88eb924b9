"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect } from "react";

/** How far down a page somebody is, and at which step. */
export type PagePosition = { top: number; step: string | null };
type SavedPosition = PagePosition & { path: string };

const KEY = "place";
/** Content that has not arrived by then arrives without moving the page. */
const PATIENCE = 8_000;

/**
 * The position on this page, to be noted when something is pressed, because the answer can redraw the page. A step that
 * may look different when somebody comes back is marked with `data-place`: "import.go" is the button that starts or
 * buys, or the automatic wait in its place.
 */
export function currentPosition(): PagePosition {
  const step = document.activeElement?.closest<HTMLElement>("[data-place]")?.dataset.place ?? null;
  return { top: window.scrollY, step };
}

/** Stores a position that somebody leaves to pay, for when they come back to `path`. */
export function savePosition(path: string, position: PagePosition): void {
  const left: SavedPosition = { ...position, path: plain(path) };
  sessionStorage.setItem(KEY, JSON.stringify(left));
}

/** Brings somebody who comes back from paying to the position they left, with the focus on the same step. Once. */
export function RestorePosition() {
  const pathname = usePathname();
  const search = useSearchParams().toString();
  useEffect(() => {
    const position = savedPosition();
    if (position?.path !== plain(`${pathname}?${search}`)) return;
    sessionStorage.removeItem(KEY);
    return bringTo(position);
  }, [pathname, search]);
  return null;
}

/**
 * Repeated as content arrives down to the position, and while what waited there begins and is redrawn: otherwise a page
 * that is shorter for a moment would stay scrolled further up. Stops when somebody scrolls.
 */
function bringTo({ top, step }: PagePosition): () => void {
  let focused = step === null;
  const arrive = () => {
    if (!focused) focused = focusOn(step);
    window.scrollTo({ top, behavior: "instant" });
  };
  const seen = new MutationObserver(arrive);
  const timer = setTimeout(() => stop(), PATIENCE);
  const stop = () => {
    seen.disconnect();
    clearTimeout(timer);
    for (const move of MOVES) window.removeEventListener(move, stop);
  };
  seen.observe(document.body, { childList: true, subtree: true });
  for (const move of MOVES) window.addEventListener(move, stop, { passive: true });
  arrive();
  return stop;
}

const MOVES = ["wheel", "touchmove", "keydown", "pointerdown"] as const;

/** Puts the focus on a step, without moving it on the screen. False if the step is not there yet. */
export function focusOn(step: string | null): boolean {
  const steps = document.querySelectorAll<HTMLElement>("[data-place]");
  const target = [...steps].find((one) => one.dataset.place === step && one.offsetParent !== null);
  target?.focus({ preventScroll: true });
  return target !== undefined;
}

function savedPosition(): SavedPosition | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") as SavedPosition | null;
  } catch {
    return null;
  }
}

/** A closed checkout adds a word to the address, but it is the same page. */
function plain(path: string): string {
  const url = new URL(path, window.location.origin);
  url.searchParams.delete("checkout");
  url.searchParams.sort();
  return `${url.pathname}?${url.searchParams}`;
}
