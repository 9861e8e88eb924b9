"use client";
import { useSyncExternalStore } from "react";
import type { Theme } from "@/components/shell/preferences";

function subscribe(listener: () => void) {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ["data-choice"] });
  return () => observer.disconnect();
}

const read = () => (document.documentElement.dataset.choice ?? "system") as Theme;

/** The chosen theme, wherever on the page it was chosen. */
export const useTheme = (fallback: Theme = "system"): Theme =>
  useSyncExternalStore(subscribe, read, () => fallback);
