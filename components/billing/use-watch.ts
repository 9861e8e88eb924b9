"use client";
import { useEffect, useState } from "react";
import { useLive } from "@/components/credits/live-workspace";

const LOOK_EVERY_MS = 2_000;
const PATIENCE_MS = 60_000;

/**
 * Looks every two seconds, for a minute, at what the server knows, since not every change there is an event of the
 * workspace. Says whether that minute has passed: from then on the page follows the events alone, as any page does.
 */
export function useWatch(active: boolean): { late: boolean } {
  const { refresh } = useLive();
  const [late, setLate] = useState(false);

  useEffect(() => {
    if (!active) return;
    const end = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(end);
  }, [active]);

  useEffect(() => {
    if (!active || late) return;
    const looks = setInterval(refresh, LOOK_EVERY_MS);
    return () => clearInterval(looks);
  }, [active, late, refresh]);

  return { late };
}
