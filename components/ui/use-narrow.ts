"use client";
import { useSyncExternalStore } from "react";

const QUERY = "(max-width: 639.98px)";

function listen(changed: () => void): () => void {
  const media = matchMedia(QUERY);
  media.addEventListener("change", changed);
  return () => media.removeEventListener("change", changed);
}

/** Whether the window is a phone's, where what would be a popover is a sheet. On the server it is not. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    listen,
    () => matchMedia(QUERY).matches,
    () => false,
  );
