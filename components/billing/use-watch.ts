"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { whenOnline } from "@/components/ui/fetched";

const LOOK_EVERY_MS = 2_000;
const PATIENCE_MS = 60_000;

/**
 * Looks again at what the server knows: at each event of the workspace and, for a minute, two seconds after the last
 * look. Never looks twice at once. Says whether that minute has passed.
 */
export function useWatch(workspace: string, active: boolean): { late: boolean } {
  const router = useRouter();
  const [looking, startLooking] = useTransition();
  const [news, setNews] = useState(false);
  const [late, setLate] = useState(false);

  useEffect(() => {
    if (!active) return;
    const hear = () => setNews(true);
    const events = new EventSource(`/api/events?workspace=${encodeURIComponent(workspace)}`);
    for (const name of ["purchase", "balance", "setting"]) events.addEventListener(name, hear);
    const end = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => {
      events.close();
      clearTimeout(end);
    };
  }, [workspace, active]);

  useEffect(() => {
    if (!active || looking || (late && !news)) return;
    const look = () => {
      setNews(false);
      startLooking(() => router.refresh());
    };
    return whenOnline(look, news ? 0 : LOOK_EVERY_MS);
  }, [active, looking, late, news, router]);

  return { late };
}
