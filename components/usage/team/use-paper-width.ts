import { type RefObject, useCallback, useSyncExternalStore } from "react";

const QUERY = "print";

function listen(changed: () => void): () => void {
  const media = matchMedia(QUERY);
  media.addEventListener("change", changed);
  return () => media.removeEventListener("change", changed);
}

/**
 * How wide an element is on paper; null on a screen. A browser lays the page out for paper before it says so, and observers
 * of sizes are not asked: a drawing made for a wide window would be shrunk, beside words that are not.
 */
export function usePaperWidth(element: RefObject<HTMLElement | null>): number | null {
  const width = useCallback(
    () => (matchMedia(QUERY).matches ? (element.current?.clientWidth ?? null) : null),
    [element],
  );
  return useSyncExternalStore(listen, width, () => null);
}
