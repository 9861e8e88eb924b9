"use client";
import { useEffect, useRef } from "react";

/** When something replaces what had the focus, the focus moves to it, unless it is elsewhere. */
export function useFocusOnArrival(come: boolean, focus: () => void) {
  const had = useRef(come);
  const latest = useRef(focus);
  latest.current = focus;
  useEffect(() => {
    if (come && !had.current && document.activeElement === document.body) latest.current();
    had.current = come;
  }, [come]);
}
