"use client";
import { useEffect } from "react";
import type { ExternalToast, toast as Sonner } from "sonner";
import { Deferred } from "@/components/ui/deferred";

const parts = new Deferred(() => import("@/components/ui/toaster-parts"));

type Say = (sonner: typeof Sonner) => void;
const waiting: Say[] = [];
let sonner: typeof Sonner | null = null;

function say(words: Say): void {
  if (sonner) {
    words(sonner);
    return;
  }
  waiting.push(words);
  parts.load().catch(() => {
    waiting.length = 0;
  });
}

function start(listening: typeof Sonner): void {
  sonner = listening;
  for (const words of waiting.splice(0)) words(listening);
}

/** Says something at the edge of the page for six seconds. Never the only place for information. */
export const toast = Object.assign(
  (message: string, options?: ExternalToast) => say((to) => void to(message, options)),
  {
    success: (message: string, options?: ExternalToast) =>
      say((to) => void to.success(message, options)),
    error: (message: string, options?: ExternalToast) =>
      say((to) => void to.error(message, options)),
  },
);

/**
 * Where toasts appear. Used once, in the root layout. Fetched when nothing else is to be done, because a toast reports
 * a lost network.
 */
export function Toaster() {
  useEffect(() => {
    const whenIdle = window.requestIdleCallback ?? setTimeout;
    whenIdle(() => parts.load().catch(() => undefined));
  }, []);
  const file = parts.useParts();
  return file ? <file.Toaster onReady={start} /> : null;
}
