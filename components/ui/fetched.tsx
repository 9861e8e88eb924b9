"use client";
import { type ComponentType, useEffect, useRef } from "react";
import type { Deferred } from "@/components/ui/deferred";
import { toast } from "@/components/ui/toaster";

type FetchedProps<Parts, Props> = {
  /** Where its code comes from, and what it is called there. */
  from: Deferred<Parts>;
  choose: (parts: Parts) => ComponentType<Props>;
  props: Props;
  /** Takes the wish back, so that the next one is another try. */
  onMissing: () => void;
};

/**
 * What somebody asked for, as soon as its code has come. Where that cannot be had, the page stays as it is and says
 * so: a lost network, or a server that by now has other code, is no reason to lose what is on it.
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
      sayNotOpened();
      missing.current();
    });
    return () => {
      gone = true;
    };
  }, [from]);
  if (parts === null) return null;
  const Chosen = choose(parts);
  return <Chosen {...props} />;
}

/**
 * Whether another page can be asked for; without a network, says that it did not open. What does not get through, Next
 * answers by loading the page anew: the browser's own error would take the place of what is on it.
 */
export function canGo(): boolean {
  if (!navigator.onLine) sayNotOpened();
  return navigator.onLine;
}

/**
 * Does it after so many milliseconds or, where there is no network then, as soon as there is one again. Answers what
 * ends the wait. Without one, a page that is drawn anew is lost: see `canGo`.
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

/** For whoever pressed something, and nothing came. Without a network, a page that is loaded anew is lost. */
export const sayNotOpened = (): void =>
  toast.error(
    `This did not open. ${navigator.onLine ? "Try again, or reload the page." : "You are offline."}`,
  );
