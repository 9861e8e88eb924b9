"use client";
import { useQueryState } from "nuqs";
import { type RefObject, useEffect, useRef } from "react";

/**
 * For the panel where credits are bought: `?go=buy` moves the focus to the chosen package, where arrow keys choose and
 * Enter continues, or to the heading if there is none. Once.
 */
export function useFocusOnArrival(): RefObject<HTMLDivElement | null> {
  const [goes, setGoes] = useQueryState("go");
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The rail and a phone's sheet are both there: use the visible one.
    if (goes === null || !panel.current || panel.current.offsetParent === null) return;
    const chosen = panel.current.querySelector<HTMLElement>("form [role=radio][aria-checked=true]");
    (chosen ?? panel.current.querySelector("h2"))?.focus();
    void setGoes(null);
  }, [goes, setGoes]);
  return panel;
}
