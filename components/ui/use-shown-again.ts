"use client";
import { useEffect, useEffectEvent } from "react";

/** Calls `again` when the browser shows this very page again as it was left: after Back from another site. */
export function useShownAgain(again: () => void) {
  const shown = useEffectEvent(again);
  useEffect(() => {
    const hear = ({ persisted }: PageTransitionEvent) => {
      if (persisted) shown();
    };
    window.addEventListener("pageshow", hear);
    return () => window.removeEventListener("pageshow", hear);
  }, []);
}
