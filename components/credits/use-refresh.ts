import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState, useTransition } from "react";
import { whenOnline } from "@/components/ui/fetched";

type When = {
  /** Not sooner than in this many milliseconds. */
  after: number;
  /** Not sooner than this many milliseconds after the last one began. */
  every: number;
};

/** After a change that somebody else made: soon, yet seldom while changes come thick and fast. */
export const SOON: When = { after: 150, every: 3_000 };
const AT_ONCE: When = { after: 0, every: 0 };

/**
 * Renders the page's server parts again, one refresh at a time: what is wanted while one is under way follows it. Next
 * reloads a page whose address has changed in place since it was drawn, if two refreshes that were under way at once
 * both tell it so.
 */
export function useRefresh(): (when?: When) => void {
  const router = useRouter();
  const [drawing, startDrawing] = useTransition();
  const [timing] = useState<Timing>(() => ({ due: null, stop: null, last: 0, busy: false }));

  const wait = useCallback(() => {
    timing.stop?.();
    timing.stop = null;
    if (timing.due === null || timing.busy) return;
    const draw = () => {
      timing.due = null;
      timing.busy = true;
      timing.last = Date.now();
      startDrawing(() => router.refresh());
    };
    timing.stop = whenOnline(draw, Math.max(0, timing.due - Date.now()));
  }, [router, timing]);

  useEffect(() => {
    timing.busy = drawing;
    wait();
  }, [drawing, timing, wait]);
  useEffect(() => () => timing.stop?.(), [timing]);

  return useCallback(
    ({ after, every } = AT_ONCE) => {
      const due = Math.max(Date.now() + after, timing.last + every);
      if (timing.due !== null && timing.due <= due) return;
      timing.due = due;
      wait();
    },
    [timing, wait],
  );
}

/** `due`: when the next one is wanted. `busy`: one is under way. */
type Timing = { due: number | null; stop: (() => void) | null; last: number; busy: boolean };
