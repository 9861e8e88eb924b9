"use client";
import { useQueryState } from "nuqs";
import { type RefObject, useEffect, useRef } from "react";

/**
 * For the panel where credits are bought: `?go=buy` leads to the package that is chosen, where arrow keys choose and Enter
 * continues; or to the heading, where there is none. Once.
 */
export function useFocusOnArrival(): RefObject<HTMLDivElement | null> {
  const [goes, setGoes] = useQueryState("go");
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The rail and the sheet of a phone are both there: the one that is on the screen.
    if (goes === null || !panel.current || panel.current.offsetParent === null) return;
    const chosen = panel.current.querySelector<HTMLElement>("form [role=radio][aria-checked=true]");
    (chosen ?? panel.current.querySelector("h2"))?.focus();
    void setGoes(null);
  }, [goes, setGoes]);
  return panel;
}
