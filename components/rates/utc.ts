import { formatTime } from "@/components/ui/time";

/** "1 Dec 2026, 09:00 UTC": a rate card is everybody's, so its times are nobody's own. */
export const utcLabel = (instant: string): string => `${formatTime(instant, "UTC", "full")} UTC`;
