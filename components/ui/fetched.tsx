"use client";
import { type ComponentType, useEffect, useRef } from "react";
import type { Deferred } from "@/components/ui/deferred";
import { toast } from "@/components/ui/toaster";

type FetchedProps<Parts, Props> = {
  /** Where its code comes from, and what it is called there. */
  from: Deferred<Parts>;
  choose: (parts: Parts) => ComponentType<Props>;
  props: Props;
  /** Called if its code did not arrive, so that the next request is another try. */
  onMissing: () => void;
};

/**
 * What somebody asked for, as soon as its code has loaded. If that fails, the page stays as it is and says so: a lost
 * network, or a server that has newer code, is no reason to lose what is on it.
 */
export function Fetched<Parts, Props extends object>({
  from,
  choose,
  props,
  onMissing,
}: FetchedProps<Parts, Props>) {
  const parts = from.useParts();
  const missing = useRef(onMissing);
  missing.current = onMissing;
  useEffect(() => {
    let gone = false;
    from.load().catch(() => {
      if (gone) return;
      toastNotOpened();
      missing.current();
    });
    return () => {
      gone = true;
    };
  }, [from]);
  if (parts === null) return <i data-pending hidden />;
  const Chosen = choose(parts);
  return <Chosen {...props} />;
}

/**
 * Whether another page can be requested. Without a network, says that it did not open: if a request does not get
 * through, Next reloads the page, and the browser's own error would replace what is on it.
 */
export function canGo(): boolean {
  if (!navigator.onLine) toastNotOpened();
  return navigator.onLine;
}

/**
 * Calls `act` after this many milliseconds or, if there is no network then, as soon as there is one again. Returns a
 * function that ends the wait. Without a network, a page that is reloaded is lost: see `canGo`.
 */
export function whenOnline(act: () => void, after: number): () => void {
  const begin = () => {
    if (navigator.onLine) act();
    else window.addEventListener("online", begin, { once: true });
  };
  const timer = setTimeout(begin, after);
  return () => {
    clearTimeout(timer);
    window.removeEventListener("online", begin);
  };
}

/** For somebody who pressed something, and nothing loaded. Without a network, a page that is reloaded is lost. */
export const toastNotOpened = (): void =>
  toast.error(
    `This did not open. ${navigator.onLine ? "Try again, or reload the page." : "You are offline."}`,
  );
