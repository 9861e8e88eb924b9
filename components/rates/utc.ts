import { formatTime } from "@/components/ui/time";

/** "1 Dec 2026, 09:00 UTC": a rate card applies to everybody, so its times are in no workspace's zone. */
export const utcLabel = (instant: string): string => `${formatTime(instant, "UTC", "full")} UTC`;
