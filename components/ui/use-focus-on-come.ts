"use client";
import { useEffect, useRef } from "react";

/** What comes takes the place of what had the focus: the focus goes on to it, unless it is elsewhere. */
export function useFocusOnCome(come: boolean, focus: () => void) {
  const had = useRef(come);
  const latest = useRef(focus);
  latest.current = focus;
  useEffect(() => {
    if (come && !had.current && document.activeElement === document.body) latest.current();
    had.current = come;
  }, [come]);
}
